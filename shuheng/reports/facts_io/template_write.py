"""Writes the Excel form: one row per metric under its indicator, one column per agency."""

from __future__ import annotations

from collections.abc import Sequence

from shuheng.engines.rubric import ORIGIN_WORDS, Agency, Metric, Rubric
from shuheng.files.table import column_letters
from shuheng.reports.excel.sheet import GROUP_FILL, HEAD, Book, Worksheet
from shuheng.reports.facts_io import template_layout as layout
from shuheng.reports.facts_io.metric_uses import MetricUse, metric_uses
from shuheng.reports.facts_io.template_guide import write_guide
from shuheng.reports.facts_io.validations import NUMBER_FORMATS, allowed_words, validation

OPEN_COLUMNS = 20
WIDTHS = (4, 34, 52, 9, 26, 8)


def template_workbook(rubric: Rubric, agencies: Sequence[Agency] = ()) -> bytes:
    """The form as a file; without agencies their columns are left open to be filled in."""
    book = Book(f"{rubric.title}：指标填报表")
    write_guide(book, rubric)
    form = book.sheet(layout.FORM_SHEET)
    options = book.sheet(layout.OPTIONS_SHEET)
    columns = len(agencies) or OPEN_COLUMNS
    _frame(book, form, rubric, agencies, columns)
    row = layout.FIRST_FACT_ROW
    option_rows = _Options(book, options)
    for indicator, uses in metric_uses(rubric):
        _section(book, form, row, f"{indicator.code} {indicator.title}", columns)
        row += 1
        for use in uses:
            _metric_row(book, form, row, use, columns, option_rows)
            row += 1
    _finish(form, options, rubric)
    return book.to_bytes()


class _Options:
    """Long lists of options stand on a hidden sheet: a cell's own rule takes at most 255 characters."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self._book, self._sheet, self._places = book, sheet, dict[tuple[str, ...], str]()

    def place(self, names: tuple[str, ...]) -> str:
        """The range that holds the options."""
        if names not in self._places:
            row = len(self._places)
            for column, name in enumerate(names):
                self._book.text(self._sheet, row, column, name)
            last = column_letters(len(names) - 1)
            self._places[names] = f"={layout.OPTIONS_SHEET}!$A${row + 1}:${last}${row + 1}"
        return self._places[names]


def _frame(book: Book, form: Worksheet, rubric: Rubric, agencies: Sequence[Agency], columns: int) -> None:
    form.write_string(
        layout.TITLE_ROW, layout.TITLE_COLUMN, rubric.title, book.format(bold=True, font_size=14)
    )
    hint = "只填右侧各单位列；没有的数据留空，不要写 0；不要插入、删除或移动行列。填法见“说明”。"
    form.write_string(layout.HINT_ROW, layout.TITLE_COLUMN, hint, book.format(font_color="#B01E1E"))
    for row, label in layout.AGENCY_LABELS.items():
        book.text(form, row, layout.ORIGIN_COLUMN, label, bold=True, align="right")
    for column, (head, width) in enumerate(zip(layout.HEADS, WIDTHS, strict=True)):
        form.write_string(layout.HEAD_ROW, column, head, book.cell_format(**HEAD))
        form.set_column(column, column, width)
    form.set_column(layout.CODE_COLUMN, layout.CODE_COLUMN, WIDTHS[0], None, {"hidden": True})
    first = layout.FIRST_AGENCY_COLUMN
    form.set_column(first, first + columns - 1, 16)
    for index in range(columns):
        agency = agencies[index] if index < len(agencies) else None
        texts = (agency.code, agency.name, agency.peer) if agency else ("", "", "")
        for row, text in zip(layout.AGENCY_LABELS, texts, strict=True):
            book.text(form, row, first + index, text, bold=True, align="center", text_wrap=True)
        form.write_string(layout.HEAD_ROW, first + index, "取值", book.cell_format(**HEAD))
    if rubric.peers is not None:
        last = first + columns - 1
        rule = {
            "validate": "list",
            "source": list(rubric.peers.groups),
            "error_message": "请从列表中选择分组。",
        }
        form.data_validation(layout.AGENCY_PEER_ROW, first, layout.AGENCY_PEER_ROW, last, rule)


def _section(book: Book, form: Worksheet, row: int, title: str, columns: int) -> None:
    """The line of an indicator above its metrics. Nothing is merged: merged cells are refused on reading."""
    for column in range(layout.TITLE_COLUMN, layout.FIRST_AGENCY_COLUMN + columns):
        words = title if column == layout.TITLE_COLUMN else ""
        form.write_string(row, column, words, book.format(bold=True, bg_color=GROUP_FILL))


def _metric_row(
    book: Book, form: Worksheet, row: int, use: MetricUse, columns: int, options: _Options
) -> None:
    metric, origin = use.metric, ORIGIN_WORDS[use.metric.origin]
    texts = (
        metric.code, metric.title, use.clauses, metric.unit, allowed_words(metric), origin,
    )  # fmt: skip
    for column, text in enumerate(texts):
        book.text(form, row, column, text, text_wrap=True)
    book.fit(form, row, texts[1:], WIDTHS[1:])
    shown = book.cell_format(num_format=NUMBER_FORMATS[metric.kind], align=_alignment(metric), locked=False)
    first = layout.FIRST_AGENCY_COLUMN
    for index in range(columns):
        form.write_blank(row, first + index, None, shown)
    rule = validation(metric, f"{column_letters(first)}{row + 1}", options.place)
    form.data_validation(row, first, row, first + columns - 1, rule)


def _alignment(metric: Metric) -> str:
    return "right" if metric.kind in {"count", "amount", "ratio"} else "center"


def _finish(form: Worksheet, options: Worksheet, rubric: Rubric) -> None:
    form.freeze_panes(layout.FIRST_FACT_ROW, layout.FIRST_AGENCY_COLUMN)
    form.repeat_rows(layout.AGENCY_CODE_ROW, layout.HEAD_ROW)
    form.activate()
    if rubric.peers is None:
        form.set_row(layout.AGENCY_PEER_ROW, None, None, {"hidden": True})
    options.hide()
