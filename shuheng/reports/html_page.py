"""A result as one self-contained HTML file: no scripts, no addresses, prints well."""

from __future__ import annotations

from html import escape
from pathlib import Path

from shuheng.engines.rubric import AgencyScore
from shuheng.reports.content import DEMO_WORDS, Clause, Report
from shuheng.reports.ranking import NUMBERS, ranking

STYLE = (Path(__file__).parent / "html_page.css").read_text(encoding="utf-8")
PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header><h1>{title}</h1>{demo}
<p>周期 {period}　细则指纹 <code>{rubric_hash}</code>　指标值指纹 <code>{facts_hash}</code></p></header>
<main>
{sections}</main>
</body>
</html>
"""
CLAUSES = ("指标", "部分", "条款", "评分规则", "评分过程", "满分", "得分")
Cell = tuple[str, str]  # text and CSS class


def result_page(report: Report) -> bytes:
    """The page as a file."""
    result = report.result
    sections = [_ranking(report), *(_agency(report, item) for item in result.agencies)]
    return PAGE.format(
        title=escape(result.rubric_title),
        style=STYLE,
        demo=f'<p class="demo">{escape(DEMO_WORDS)}</p>' if result.demo else "",
        period=escape(result.period),
        rubric_hash=result.rubric_hash[:16],
        facts_hash=result.facts_hash[:16],
        sections="".join(sections),
    ).encode()


def _table(caption: str, heads: tuple[str, ...], rows: list[list[Cell]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "\n".join(f"<tr>{''.join(_cell(*cell) for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="wide" tabindex="0"><table><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>\n"
    )


def _cell(text: str, style: str) -> str:
    lines = escape(text).replace("\n", "<br>")
    return f'<td class="{style}">{lines}</td>' if style else f"<td>{lines}</td>"


def _ranking(report: Report) -> str:
    found = ranking(report)
    styles = ["number" if head in NUMBERS else "" for head in found.heads]
    rows = [list(zip(row, styles, strict=True)) for row in found.rows]
    return f"<section><h2>排名</h2>{_table('各单位总分和名次', found.heads, rows)}</section>\n"


def _agency(report: Report, item: AgencyScore) -> str:
    rows = [_clause_row(report, clause) for clause in report.clauses(item.agency.code)]
    heads = (*CLAUSES, "原文") if report.passages else CLAUSES
    total = report.points(item.total, item.low, item.high)
    title = f"{escape(item.agency.name)}　{escape(total)} 分"
    table = _table(f"{item.agency.name}：每一条规则的得分和理由", heads, rows)
    return f'<section class="agency"><h2>{title}</h2>{table}</section>\n'


def _clause_row(report: Report, clause: Clause) -> list[Cell]:
    rule = clause.rule
    row = [
        (f"{clause.indicator.code} {clause.indicator.title}", ""),
        (clause.part.title, "short"),
        (clause.place, ""),
        (clause.says, ""),
        (clause.process, ""),
        (report.points(rule.top, rule.top, rule.top), "number"),
        (report.won(clause), "number total"),
    ]
    return [*row, (clause.passage, "passage")] if report.passages else row
