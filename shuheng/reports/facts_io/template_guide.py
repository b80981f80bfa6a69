"""The guide sheet of the form: what it is for, how to fill it in, and the mark it is known by."""

from __future__ import annotations

from shuheng.engines.rubric import Rubric
from shuheng.reports.excel.sheet import Book
from shuheng.reports.facts_io import template_layout as layout

HOW = (
    ("怎么填", "在“填报”工作表里，每个指标一行，每个单位一列；只填单位列。"),
    ("不知道的", "留空，表示未知；系统会给出得分的上下限。0 表示确实是零。"),
    ("个数", "非负整数，不写单位。"),
    ("数额", "数，按表上的计量单位；小数位数见“可填内容”。"),
    ("比率", "百分比，如 83.5%；要带百分号。"),
    ("是否", "从下拉列表选“是”或“否”。"),
    ("等次", "从下拉列表选一项。"),
    ("日期", "如 2021-06-30；没有完成的写“未完成”。"),
    ("分项", "各分项的数，用分号隔开，如 80.5；71。"),
    ("单位列", "单位代码必填且不能重复；要增加单位，在最右一列之后接着填。"),
    ("不要做", "不要合并单元格，不要插入、删除或移动行列，不要给工作簿加打开密码。"),
    ("交回来", "在网站上传，或运行 shuheng score 细则 --facts 本文件；错误一次列出，写明工作表、行和列。"),
)


def write_guide(book: Book, rubric: Rubric) -> None:
    """Write the sheet 说明."""
    sheet = book.sheet(layout.GUIDE_SHEET, landscape=False)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 96)
    document = rubric.document
    facts = (
        (layout.MARK, rubric.title),
        (layout.RUBRIC_LABEL, rubric.id),
        (layout.HASH_LABEL, rubric.hash),
        (layout.PERIOD_LABEL, rubric.period.name),
        ("评谁", rubric.assessed),
        ("依据", " ".join(word for word in (document.title, document.issuer, document.number) if word)),
    )
    for row, (label, text) in enumerate((*facts, *HOW)):
        book.text(sheet, row, 0, label, bold=True)
        book.text(sheet, row, 1, text, text_wrap=True)
