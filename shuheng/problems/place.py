"""Where something was read from, for problems that are found later."""

from dataclasses import dataclass

from shuheng.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class Where:
    """Where a row of facts stands: file and line, or sheet, row and column."""

    file: str = ""
    line: int = 0
    column: int = 0
    sheet: str = ""
    row: int = 0
    field: str = ""

    def problem(self, code: str, message: str, allowed: tuple[str, ...] = (), hint: str = "") -> Problem:
        """A problem at this place."""
        return Problem(
            code,
            message,
            file=self.file,
            line=self.line,
            column=self.column,
            sheet=self.sheet,
            row=self.row,
            field=self.field,
            allowed=allowed,
            hint=hint,
        )


NOWHERE = Where()
