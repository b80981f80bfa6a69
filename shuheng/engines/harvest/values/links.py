"""Addresses of pages: http and https only, so that no address can run a script."""

from __future__ import annotations

import re

from shuheng.engines.harvest.values.text import Reading

LONGEST = 2_000
_LINK = re.compile(r"https?://[^\s<>\"\\`]{1,1990}", re.IGNORECASE)


def read_link(written: str) -> Reading:
    """The address, or unknown with `link-unreadable`."""
    text = written.strip()
    if " " in text and text.isascii() and text.count("://") == 1:
        text = text.replace(" ", "%20")  # as every browser does
    return (text, "") if len(text) <= LONGEST and _LINK.fullmatch(text) else (None, "link-unreadable")
