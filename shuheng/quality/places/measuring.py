"""Measuring a table where it stands: the engine says what to ask, the place answers, no row leaves it but samples."""

from dataclasses import replace

from shuheng.engines.measure.tables import TableFigures, TableQuestion
from shuheng.engines.measure.tables.backends.typed import Stored, relation_of
from shuheng.engines.measure.tables.rules.model import Reference
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataPlace
from shuheng.quality.places.codes import problem_of
from shuheng.quality.places.connect import connected
from shuheng.quality.places.conversing import converse
from shuheng.quality.places.session import Limits, Session


def measure_in_place(
    place: DataPlace, schema: str, table: str, question: TableQuestion, *, limits: Limits | None = None
) -> TableFigures:
    """The figures of one table of a place. Raises `ProblemsError`: a code of `codes`, or secret-lost."""
    with connected(place, limits) as session:
        return measured(session, schema or place.schema, table, question)


def measured(session: Session, schema: str, table: str, question: TableQuestion) -> TableFigures:
    """The figures of one table of an open session, from one view of it; its columns are the same before and after."""
    if question.every > 1:
        raise problem_of("place-sampled")
    remarks = session.begin(schema, table)
    try:
        before = session.columns(schema, table)
        taken = [one for one in before if not one.binary]
        if not taken:
            raise problem_of("place-no-columns", f"表“{table}”")
        if unfit := tuple(question.unfit([one.name for one in taken], file=table)):
            raise ProblemsError(unfit)
        asked = with_related(session, schema, question)
        found = converse(relation_of(session.backend, path_of(schema, table), taken), asked, session.rows)
    finally:
        session.end()
    after = session.columns(schema, table)
    session.end()
    if after != before:
        raise problem_of("place-columns-changed", f"表“{table}”，{difference(before, after)}")
    left = [one.name for one in before if one.binary]
    if left:
        remarks.append(f"二进制或空间数据的列不计量：{'、'.join(left)}")
    return replace(found, how=(*found.how, f"在 {session.backend.title} 库中就地计量", *remarks))


def with_related(session: Session, schema: str, question: TableQuestion) -> TableQuestion:
    """The question with the tables that its reference rules name, as far as the place has them; others stay unknown."""
    related = dict(question.related)
    for rule in question.rules:
        if not isinstance(rule, Reference) or rule.table in related:
            continue
        try:
            columns = [one for one in session.columns(schema, rule.table) if not one.binary]
        except ProblemsError:
            continue
        related[rule.table] = relation_of(session.backend, path_of(schema, rule.table), columns)
    return replace(question, related=related)


def path_of(schema: str, table: str) -> list[str]:
    """The names of a table from the outermost; without a schema the connection's own is meant."""
    return [one for one in (schema, table) if one]


def difference(before: list[Stored], after: list[Stored]) -> str:
    """In words, which columns came, went or changed their type."""
    old, new = ({one.name: one.kind for one in columns} for columns in (before, after))
    parts = (
        ("新增", [name for name in new if name not in old]),
        ("删去", [name for name in old if name not in new]),
        ("类型变了", [name for name in new if name in old and old[name] != new[name]]),
    )
    told = [f"{says}：{'、'.join(names[:10])}" for says, names in parts if names]
    return "；".join(told) or "列的顺序变了"
