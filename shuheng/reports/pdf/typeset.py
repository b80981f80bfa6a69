"""Layout and data to PDF, with the one font that comes with the packages: no network, no system font."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import typst

from shuheng.reports.reproducible import MOMENT
from shuheng.reports.texts import clean
from shuheng.web.charts import FONT

LAYOUTS = Path(__file__).with_name("layouts")
UNBROKEN = re.compile(r"[!-~]{13,}")
PIECE = re.compile(r"(.{12})(?=.)")
BREAK = "\u200b"


def typeset(layout: str, data: dict[str, Any]) -> bytes:
    """The finished file; the same data give the same bytes.

    ``layout`` names a file of ``layouts``. Texts go in as data (``sys.inputs.paper``, JSON) and are never run.
    """
    written = json.dumps({**data, "font": FONT}, ensure_ascii=False)
    made = typst.compile(
        LAYOUTS / f"{layout}.typ",
        root=LAYOUTS,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"paper": written},
        timestamp=MOMENT,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst makes one file of one paper")
    return made


def printable(text: str) -> str:
    """Long words of Latin letters or digits (hashes, addresses) may break, so that they stay in their cell."""
    return UNBROKEN.sub(lambda match: PIECE.sub(rf"\1{BREAK}", match[0]), clean(text))


@cache
def _fonts() -> typst.Fonts:
    """Read once for the life of the process: the font has ten million bytes."""
    folder = Path(str(distribution("zhplot").locate_file("zhplot/fonts")))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
