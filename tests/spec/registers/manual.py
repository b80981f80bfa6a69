"""The page of the registers, printed from their declarations, and the schema of declarations.

``python -m tests.spec.registers.manual`` prints the page; with ``--write`` it replaces docs/reference/registers.md and
docs/reference/registers.schema.json.
"""

import argparse
import json
import sys
from collections.abc import Iterator

from shuheng.registers.declare import (
    FILLER_WORDS,
    FREQUENCY_WORDS,
    MOVER_WORDS,
    SCOPE_WORDS,
    TYPE_WORDS,
    USUAL_LIFE,
    Declaration,
    Due,
    Field,
    Life,
    json_schema,
    kind_of,
    metric_words,
    shipped,
    unit_of,
    where_words,
)
from tests.places import ROOT
from tests.spec.registers.language import LANGUAGE

PAGE = ROOT / "docs" / "reference" / "registers.md"
SCHEMA = ROOT / "docs" / "reference" / "registers.schema.json"
INTRODUCTION = """# 台账

<!-- 本页由 tests/spec/registers 生成：python -m tests.spec.registers.manual --write。请勿手改。 -->

台账是单位平时就在记的清单：系统、项目、培训、演练、证照类型等。每本台账由一份声明（YAML）定义列、主键、状态、
填报期限，和它提供哪些评估指标、各怎么算。六套细则里要由台账提供的指标，每个只出自一本台账、一种算法。

指标从“算数的状态”的行里精确算出，不经过小数近似。行里决定算不算的值没有填，指标就是未知，不作零；单位没有
报全本期的台账，指标也是未知；报全了而没有行，是零报告。
"""


def page() -> str:
    """The whole page in Markdown."""
    lines = [INTRODUCTION, "## 目录", "", *contents(), LANGUAGE, "## 通常的流转", ""]
    lines += ["声明没有写 life 的台账，一行这样流转：", "", *life(USUAL_LIFE)]
    for theme in themes():
        lines += [f"## {theme}", ""]
        for declaration in of_theme(theme):
            lines += section(declaration)
    return "\n".join(lines).rstrip() + "\n"


def themes() -> list[str]:
    """The themes in the order of their first register's title."""
    return sorted({declaration.theme for declaration in shipped().values()})


def of_theme(theme: str) -> list[Declaration]:
    """The registers of a theme by code."""
    return [one for _, one in sorted(shipped().items()) if one.theme == theme]


def contents() -> Iterator[str]:
    """One line per theme with links."""
    for theme in themes():
        yield f"- {theme}：" + "；".join(f"[{one.title}](#{one.code})" for one in of_theme(theme))
    yield ""


def section(declaration: Declaration) -> Iterator[str]:
    """One register."""
    yield from (
        f'<a id="{declaration.code}"></a>',
        "",
        f"### {declaration.title}",
        "",
        declaration.purpose,
        "",
    )
    yield f"- 代码：`{declaration.code}`，主键：{'、'.join(f'`{code}`' for code in declaration.key)}"
    yield f"- 谁填：{'、'.join(FILLER_WORDS[one] for one in declaration.filled_by)}；{SCOPE_WORDS[declaration.scope]}"
    yield f"- 多久填：{FREQUENCY_WORDS[declaration.frequency]}，{due(declaration.due)}"
    for rubric, places in declaration.sources.items():
        yield f"- 用于：{rubric} 的 {'、'.join(places)}"
    yield from ("", "| 列 | 代码 | 类型 | 必填 | 说明 |", "|---|---|---|---|---|")
    for code, field in declaration.fields.items():
        yield f"| {field.title} | `{code}` | {kind(field)} | {must(declaration, field)} | {says(field)} |"
    yield ""
    yield from (f"- 核对：{check.says}" for check in declaration.checks)
    yield from [""] * bool(declaration.checks)
    if declaration.life != USUAL_LIFE:
        yield from ("流转：", "", *life(declaration.life))
    yield from metrics(declaration)


def metrics(declaration: Declaration) -> Iterator[str]:
    """What a register supplies."""
    if not declaration.metrics:
        yield from ("不提供评估指标。", "")
        return
    yield from ("| 指标 | 代码 | 单位 | 怎么算 |", "|---|---|---|---|")
    for title, metric in declaration.metrics.items():
        words = [metric_words(declaration, metric), *([metric.says] if metric.says else [])]
        unit = unit_of(declaration, metric) or {"yes_no": "是否", "date": "日期", "ratio": "%"}.get(
            kind_of(declaration, metric), ""
        )
        yield f"| {title} | `{metric.code}` | {unit} | {'；'.join(words)} |"
    yield ""


def due(one: Due) -> str:
    """The deadline in words."""
    if one.workdays is not None:
        return f"期末后 {one.workdays} 个工作日内报全"
    month, day = one.date or (12, 31)
    return f"{'次年' if one.years_after else ''} {month} 月 {day} 日前报全".strip()


def kind(field: Field) -> str:
    """A field's type in words."""
    if field.derived:
        return "是否（算出）"
    if field.codes:
        return f"选项：{'、'.join(field.codes)}"
    if field.target:
        return f"引用 `{field.target}`"
    return TYPE_WORDS[field.type] + (f"（{field.unit}）" if field.unit else "")


def must(declaration: Declaration, field: Field) -> str:
    """Whether a field must be filled, in words."""
    when = where_words(declaration, field.required_when)
    return "是" if field.required else f"{when}时" if when else ""


def says(field: Field) -> str:
    """A field's help in a cell of the table."""
    return field.help.replace("|", "、")


def life(one: Life) -> Iterator[str]:
    """A table of the moves."""
    titles = {state.code: state.title + ("（算数）" if state.counts else "") for state in one.states}
    yield from ("| 从 | 到 | 操作 | 谁 | 写原因 |", "|---|---|---|---|---|")
    for move in one.moves:
        start = "、".join(titles[code] for code in move.start)
        yield f"| {start} | {titles[move.to]} | {move.title} | {MOVER_WORDS[move.by]} | {'是' if move.reason else ''} |"
    yield ""


def schema() -> str:
    """The schema as a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Print the page, or write page and schema."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        PAGE.write_text(page(), encoding="utf-8")
        SCHEMA.write_text(schema(), encoding="utf-8")
    else:
        sys.stdout.write(page())


if __name__ == "__main__":
    main()
