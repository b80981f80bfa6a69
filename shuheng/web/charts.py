"""Charts as SVG text for pages: drawn by Altair and vl-convert, coloured by the page's own variables."""

import hashlib
import json
from importlib.metadata import distribution, version
from typing import Any

import altair as alt
import vl_convert
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

FONT = "Noto Sans SC"
TEXT = "#1b2430"
MUTED = "#566170"
LINE = "#d5dbe3"
BASE = "#1f5fae"
BONUS = "#0b7f6b"
TAKEN = "#c2410c"
UNKNOWN = "#8a94a2"
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b98500", "#3f9fd8", "#7b5cb8", "#6b7480")
VARIABLES = {
    TEXT: "var(--text)",
    MUTED: "var(--muted)",
    LINE: "var(--line)",
    BASE: "var(--points-base)",
    BONUS: "var(--points-bonus)",
    TAKEN: "url(#taken)",
    UNKNOWN: "url(#hatch)",
} | {colour: f"var(--chart-{number})" for number, colour in enumerate(PALETTE, start=1)}
LOOK: dict[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
        "labelLimit": 260,
    },
    "axisY": {"grid": False, "ticks": False, "domain": False, "labelColor": TEXT, "labelPadding": 6},
    "header": {"labelColor": TEXT, "labelFontSize": 12, "titleColor": MUTED, "labelLimit": 140},
    "legend": {"labelColor": TEXT, "titleColor": MUTED, "labelFontSize": 12},
}
AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart


def register_font() -> None:
    """Text is measured with the open font that comes with the packages, so pictures agree on every machine.

    The package is not imported: it would draw in matplotlib, which is not installed.
    """
    vl_convert.register_font_directory(str(distribution("zhplot").locate_file("zhplot/fonts")))


register_font()


def svg(chart: AnyChart) -> SafeString:
    """The chart as inline SVG; drawn once, then kept by the hash of its specification."""
    specification = chart.configure(**LOOK).to_dict()
    described = json.dumps([specification, version("vl-convert-python"), VARIABLES], sort_keys=True)
    key = "chart-" + hashlib.sha256(described.encode()).hexdigest()
    drawn = cache.get(key)
    if not isinstance(drawn, str):
        drawn = themed(vl_convert.vegalite_to_svg(specification))
        cache.set(key, drawn, timeout=None)
    return mark_safe(drawn)  # noqa: S308  # made by vl-convert, which escapes every text of the data


def themed(drawing: str) -> str:
    """Colours become the page's variables (light, dark, print); unknown and taken become its hatchings."""
    for colour, variable in VARIABLES.items():
        drawing = drawing.replace(f'"{colour}"', f'"{variable}"')
    return drawing.replace(f'font-family="{FONT}"', "").replace("<svg ", '<svg aria-hidden="true" ', 1)
