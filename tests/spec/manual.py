"""The manual of the rubric language, printed from its specification tests.

``python -m tests.spec.manual`` prints the page; with ``--write`` it replaces docs/reference/rubric-language.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from fractions import Fraction

from shuheng.engines.rubric import plain
from shuheng.engines.rubric.cases import Case
from tests.places import ROOT
from tests.spec.language.features import HEAD, Feature, feature, names
from tests.spec.language.reference import MODELS, keys_of, sections

PAGE = ROOT / "docs" / "reference" / "rubric-language.md"
CHAPTERS = {
    "0": "指标的写法",
    "1": "规则（一）：分档、清单与计数",
    "2": "规则（二）：评定、期限、名次与条件",
    "3": "前提、清零与扣在别处",
    "4": "不适用与折算",
    "5": "分类、档次与参数",
    "6": "总分",
    "7": "公式",
    "8": "未知",
    "9": "注记",
}
EXPECT_WORDS = {
    "base": "基础分",
    "deduction": "扣分",
    "bonus": "加分",
    "points": "得分",
    "total": "总分",
    "grade": "等次",
    "rank": "同档名次",
    "vetoed": "一票否决",
    "na": "不适用",
}
INTRODUCTION = """# 评价体系的写法

<!-- 本页由 tests/spec/language 生成：python -m tests.spec.manual --write。请勿手改。 -->

一份评分文件写成一个文件夹：`rubric.yaml` 是开头与指标，`cases/*.yaml` 是例子。键用英文，内容用中文；数写成
`3`、`0.5`、`1/3`、`70%`，日期写成 `2024-06-30`，开关写成 `true` 或 `false`，一律精确，不作近似。

下面一项写法一节：做什么用、怎么写、几个算好的例子。例子都由人照条款算出，两个独立的计算程序
随每次改动核对一遍。“会被拒绝”列出容易写错的地方和问题代码。

各节的例子省去相同的开头：
"""


def page() -> str:
    """The whole page in Markdown."""
    lines = [INTRODUCTION, "```yaml", HEAD.rstrip(), "```", "", *contents()]
    for number, title in CHAPTERS.items():
        lines += [f"## {title}", ""]
        for name in of_chapter(number):
            lines += [f'<a id="{name}"></a>', "", *section(feature(name))]
    return "\n".join([*lines, *reference()])


def of_chapter(number: str) -> list[str]:
    """The features of a chapter: their file numbers begin with its number."""
    return [name for name in names() if name[0] == number]


def contents() -> Iterator[str]:
    """The list of chapters; links go to the names of the feature files, which stay when titles change."""
    for number, title in CHAPTERS.items():
        links = "；".join(f"[{feature(name).title}](#{name})" for name in of_chapter(number))
        yield f"- {title}：{links}"
    yield from ("- [全部的键](#keys)", "")


def section(found: Feature) -> Iterator[str]:
    """One feature: text, the YAML, the worked examples, what is refused."""
    yield from (
        f"### {found.title}",
        "",
        found.text.rstrip(),
        "",
        "```yaml",
        found.rubric.rstrip(),
        "```",
        "",
    )
    for name, content in found.files.items():
        yield from (f"`{name}`：", "", "```yaml", content.rstrip(), "```", "")
    yield from ("| 例 | 指标值 | 得分 | 为什么 |", "|---|---|---|---|")
    for case in found.cases:
        yield row(case.case, given(case), expected(case), case.because)
    yield ""
    if found.remarks:
        yield from (f"检查时列出：{'、'.join(f'`{code}`' for code in found.remarks)}。", "")
    if found.refused:
        yield from ("会被拒绝：", "", "| 把 | 写成 | 问题代码 | 为什么 |", "|---|---|---|---|")
        for item in found.refused:
            yield row(code(item.find), code(item.write), code(item.code), item.because)
        yield ""


def given(case: Case) -> str:
    """The facts of a case for a person, those of other agencies and of the year before too."""
    told = [facts_text(case.facts)] if case.facts else []
    told += [f"类别 {case.class_name}"] if case.class_name else []
    told += [f"档次 {case.peer}"] if case.peer else []
    told += [f"周期 {case.period}"] if case.period else []
    told += ["其余都没有"] if case.others == "none" else []
    told += [f"上年 {facts_text(case.previous)}"] if case.previous else []
    told += [
        f"同组{number}：{facts_text(facts) or '未填'}" for number, facts in enumerate(case.peers, start=1)
    ]
    where = f"{case.indicator}：" if case.indicator else "总分："
    return where + ("<br>".join(told) or "未填")


def facts_text(facts: dict[str, str]) -> str:
    """``接入数 83，应接入数 100``."""
    return "，".join(f"{name} {value}" for name, value in facts.items())


def expected(case: Case) -> str:
    """What comes out, bounds as one range."""
    told: list[str] = []
    for key, value in case.expect:
        if value is None or key in ("low", "high"):
            continue
        told.append(f"{EXPECT_WORDS[key]} {shown(value)}")
    low, high = case.expect.low, case.expect.high
    if low is not None and high is not None and low != high:
        told.append(f"{plain(low)} 至 {plain(high)}")
    return "，".join(told)


def shown(value: object) -> str:
    """A number, a truth or a word."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return plain(value) if isinstance(value, Fraction) else str(value)


def reference() -> Iterator[str]:
    """The table of all keys, shape by shape; keys that must be written are marked."""
    yield from ('<a id="keys"></a>', "", "## 全部的键", "", "“必写”的键不能省；其余可省。", "")
    for model in MODELS:
        words = sections()[model.__name__]
        yield from (f"### {words.title}", "", "| 键 | 必写 | 意思 |", "|---|---|---|")
        for key, required in keys_of(model).items():
            yield row(f"`{key}`", "必写" if required else "", words.keys[key])
        yield ""


def code(text: str) -> str:
    """Text as code; what is empty is said."""
    return f"`{' '.join(text.split())}`" if text.strip() else "（删去）"


def row(*cells: str) -> str:
    """One table row; a bar inside a cell is escaped."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def main() -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description="Print the manual of the rubric language.")
    parser.add_argument("--write", action="store_true", help="replace docs/reference/rubric-language.md")
    if parser.parse_args().write:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
