"""Random formulas: numbers and truths over whatever metrics the draft has or gets."""

from hypothesis import strategies as st

from tests.spec.properties.draft import DAYS, OPTIONS, Draft

COMPARISONS = (">=", ">", "<=", "<", "=", "!=")


def number(d: Draft, depth: int = 2, *, positive: bool = False) -> str:
    """A formula that is a number."""
    text = _leaf(d) if depth == 0 or d.draw(st.booleans()) else _compound(d, depth)
    return d.sensible(text, lambda: d.metric("count"), positive=positive)


def _leaf(d: Draft) -> str:
    match d.draw(st.integers(0, 9)):
        case 0 | 1 | 2:
            return d.metric("count")
        case 3:
            return d.metric("amount")
        case 4:
            return d.metric("ratio")
        case 5:
            return rate(d)
        case 6:
            return f"{d.one_of(('平均', '合计', '个数'))}({d.metric('list')})"
        case 7:
            return f"{d.one_of(('上年', '同组平均'))}({d.metric(d.one_of(('count', 'amount', 'ratio')))})"
        case 8:
            return d.parameter()
        case _:
            return f"{d.metric('date')} - {d.one_of(DAYS)}"


def rate(d: Draft) -> str:
    """A part over its whole."""
    whole = d.whole()
    return f"{d.metric('count', new=True, within=whole)} / {whole}"


def _compound(d: Draft, depth: int) -> str:
    one, two = number(d, depth - 1), number(d, depth - 1)
    match d.draw(st.integers(0, 9)):
        case 0 | 1:
            return f"({one}) / ({two})"
        case 2:
            return f"({one}) {d.one_of(('+', '-'))} ({two})"
        case 3:
            return f"({one}) × {d.one_of(('2', '0.5', '30%'))}"
        case 4:
            return f"({one}) / {d.one_of(('3', '7'))}"
        case 5 | 6:
            return f"{d.one_of(('最小', '最大', '平均'))}({one}, {two})"
        case 7:
            return f"若({truth(d, depth - 1)}, {one}, {two})"
        case 8:
            return f"取整({one})"
        case _:
            return d.formula(one)


def truth(d: Draft, depth: int = 1) -> str:
    """A formula that is yes or no."""
    if depth == 0 or d.draw(st.booleans()):
        return d.sensible(_simple(d), lambda: d.metric("yes_no"))
    one, two = truth(d, depth - 1), truth(d, depth - 1)
    match d.draw(st.integers(0, 4)):
        case 0 | 1:
            return f"({one}) 且 ({two})"
        case 2:
            return f"({one}) 或 ({two})"
        case 3:
            return f"非 ({one})"
        case _:
            return d.formula(one)


def _simple(d: Draft) -> str:
    match d.draw(st.integers(0, 5)):
        case 0 | 1:
            return d.metric("yes_no")
        case 2 | 3:
            left = number(d, 1)
            return f"{left} {d.one_of(COMPARISONS)} {d.one_of(d.thresholds(left))}"
        case 4:
            return f'{d.metric("grade")} {d.one_of(("=", "!="))} "{d.one_of(OPTIONS)}"'
        case _:
            return f"{d.metric('date')} {d.one_of(('<=', '>', '<', '>='))} {d.one_of(DAYS)}"
