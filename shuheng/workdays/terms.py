"""Closed lists of this room."""

from shuheng.terms import Term


class DayKind(Term):
    """某日的安排: a make-up working day, or a day off."""

    WORKDAY = "workday", "上班"
    HOLIDAY = "holiday", "放假"


KINDS: dict[str, DayKind] = {kind.value: kind for kind in DayKind}
