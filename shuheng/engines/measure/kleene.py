"""Truth with the third value, as databases have it: unknown is None."""


def both(first: bool | None, second: bool | None) -> bool | None:
    """And: false wins over unknown."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def opposite(value: bool | None) -> bool | None:
    """Not: unknown stays unknown."""
    return None if value is None else not value


def number(value: bool | None) -> int | None:
    """1, 0 or unknown."""
    return None if value is None else int(value)
