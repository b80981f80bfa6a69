"""The page of the table measures, printed from their registry.

``python -m tests.spec.measure.tables.manual`` prints the page; with ``--write`` it replaces docs/reference/table-measures.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import fields

from shuheng.engines.measure.tables import (
    FORMATS,
    RULE_KINDS,
    TABLE_MEASURES,
    About,
    Dimension,
    TableMeasure,
    TableParameters,
    Tells,
)
from shuheng.engines.measure.tables.formats import PLAIN_ROLES
from shuheng.engines.measure.tables.rules.load import ARGUMENTS
from shuheng.engines.measure.tables.words import EMPTY_WORDS
from tests.places import ROOT

PAGE = ROOT / "docs" / "reference" / "table-measures.md"
ABOUT = {About.TABLE: "整表一个数", About.COLUMN: "逐列", About.BOTH: "逐列和整表"}
INTRODUCTION = """# 数据表计量

<!-- 本页由 tests/spec/measure/tables 生成：python -m tests.spec.measure.tables.manual --write。请勿手改。 -->

数据表计量打开数据本身，逐格检查。表先读成全文本的列（代码、电话、证件号码不会变成数字），再按列的角色计量。每项计量写成
一个表达式，另有几行普通 Python 作对照，两者用生成的脏数据逐项比对。结果都是整数：**问题数**和它的**全数**分开给出，比率由
读者相除；空的列、没有行的表，问题数或判断是未知，不作零，也不作合格。每个数字后面有样例：行号和遮盖过的内容。

数字旁写明怎么来的：`exact` 精确，`sampled` 只看了每 n 行中的一行（只在要求抽样时），`approximate` 估算（只用于不同值个数，
不据以判断唯一）。
"""
PARAMETERS = {
    "low_capacity_rows": "低容量的行数上限（含）",
    "high_missing_percent": "高缺失的空单元格百分数（含）",
    "empty_words": "当作空值的词，见下",
    "head_rows": "看开头多少行来判断列的角色",
    "role_percent": "开头的值有百分之多少像某种格式，才认定角色；列名也像时 30% 即可",
    "outlier_rows": "至少多少个数才看离群值",
    "samples": "每个数字最多给几个样例",
}
ARGUMENT_WORDS = {
    "least": "下限（含）",
    "most": "上限（含）",
    "pattern": "写法，用 [0-9] 这样的字符组，整格相符",
    "codes": "允许的值，列表",
    "beside": "与本列合在一起唯一的其他列，列表",
    "sign": "比较符 <、<=、=、!=、>=、>",
    "other": "另一列",
    "table": "另一张表",
}


def page() -> str:
    """The whole page in Markdown."""
    lines = [INTRODUCTION]
    for dimension in Dimension:
        held = [one for one in TABLE_MEASURES.values() if one.dimension is dimension]
        if held:
            lines += [f"## {dimension.title} `{dimension.value}`", ""]
            lines += [line for measure in held for line in section(measure)]
    return "\n".join([*lines, *roles(), *rules(), *parameters()])


def section(measure: TableMeasure) -> Iterator[str]:
    """One measure."""
    whole = f"，全数是{measure.whole}" if measure.whole else ""
    kind = "问题数" if measure.tells is Tells.FAULTS else "数量"
    yield from (f"### {measure.title} `{measure.code}`", "")
    yield from (
        f"- 计什么：{measure.says}。",
        f"- 依据：{measure.source}。",
        f"- 结果：{ABOUT[measure.about]}；{kind}，单位{measure.unit}{whole}。",
        "",
    )


def roles() -> Iterator[str]:
    """The roles of columns."""
    yield from (
        "## 列的角色",
        "",
        "角色由列名和开头的值判断，附依据，可以人工改定。",
        "",
        "| 角色 | 代码 | 须列名也像 |",
        "|---|---|---|",
    )
    for found in FORMATS.values():
        yield f"| {found.title} | `{found.code}` | {'是' if found.by_name else '否'} |"
    for code, title in PLAIN_ROLES.items():
        yield f"| {title} | `{code}` | {'否' if code == 'text' else '是'} |"
    yield ""


def rules() -> Iterator[str]:
    """The kinds of rules."""
    yield from (
        "## 规则",
        "",
        "规则写成 YAML 列表，每条有 `code`、`column`、`kind`、`says`，再按种类加下面的键。",
        "看不懂的值（该是数字而不是）按违反计；空单元格只有 `not_empty` 计。",
        "",
        "| 种类 | 意思 | 必填 | 可填 |",
        "|---|---|---|---|",
    )
    for kind, (_, title) in RULE_KINDS.items():
        needed, possible = (_keys(keys) for keys in ARGUMENTS[kind])
        yield f"| `{kind}` | {title} | {needed} | {possible} |"
    yield ""


def _keys(keys: tuple[str, ...]) -> str:
    return "；".join(f"`{key}` {ARGUMENT_WORDS[key]}" for key in keys) or "无"


def parameters() -> Iterator[str]:
    """The parameters with their defaults, and the words for none."""
    yield from ("## 参数", "", "| 参数 | 缺省 | 意思 |", "|---|---|---|")
    defaults = TableParameters()
    for one in fields(TableParameters):
        value = getattr(defaults, one.name)
        yield f"| `{one.name}` | {'见下' if isinstance(value, tuple) else value} | {PARAMETERS[one.name]} |"
    told = " ".join(f"`{word}`" for word in EMPTY_WORDS)
    yield from ("", "## 空值词", "", f"首尾空白、字母大小写不论：{told}", "")


def main() -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description="Print the page of the table measures.")
    parser.add_argument("--write", action="store_true", help="replace docs/reference/table-measures.md")
    if parser.parse_args().write:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
