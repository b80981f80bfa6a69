"""What an address asks for, read without trust."""

MOST_DIGITS = 9


def page_number(text: str) -> int:
    """The page of a list, from 1; what is no number of a page asks for the first."""
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return max(1, int(text)) if is_number else 1
