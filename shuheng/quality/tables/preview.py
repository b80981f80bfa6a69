"""What a file at hand would become: each of its tables read, with what was cut and what is doubtful, before it is kept."""

from dataclasses import dataclass

from shuheng.engines.tables import TableSource
from shuheng.jobs.progress import Json
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.tables.forms import MOST_SHEETS
from shuheng.quality.tables.staging import Choice, Staged, sheets, staged, told
from shuheng.quality.tables.stored import Kept

SHOWN_COLUMNS = 60


@dataclass(frozen=True)
class Shown:
    """One table of the file: how it was read, or why it cannot be."""

    sheet: str
    hidden: bool
    rows: int
    columns: tuple[str, ...]
    more_columns: int
    reading: dict[str, Json]
    problems: tuple[Problem, ...] = ()

    @property
    def usable(self) -> bool:
        return not self.problems


def shown_tables(kept: Kept, choice: Choice) -> tuple[Shown, ...]:
    """Every table of the file. ProblemsError where the file as a whole cannot be read."""
    found = sheets(kept, choice.encoding)[:MOST_SHEETS]
    return tuple(shown(kept, source, choice) for source in found)


def shown(kept: Kept, source: TableSource, choice: Choice) -> Shown:
    try:
        made: Staged = staged(kept, Choice(source.sheet, choice.encoding, choice.header))
    except ProblemsError as error:
        return Shown(source.sheet, source.hidden, 0, (), 0, {}, error.problems)
    names = tuple(column.name for column in made.reading.columns)
    return Shown(
        sheet=source.sheet,
        hidden=source.hidden,
        rows=made.reading.rows,
        columns=names[:SHOWN_COLUMNS],
        more_columns=max(len(names) - SHOWN_COLUMNS, 0),
        reading=told(made.reading),
    )
