"""The page of the catalogue measures, printed from their registry.

``python -m tests.spec.measure.manual`` prints the page; with ``--write`` it replaces docs/reference/measures.md.
"""

import argparse
import sys
from collections.abc import Iterator

from shuheng.engines.measure import MEASURES, METADATA_FIELDS, REASONS, Kind, Measure, Parameters
from shuheng.engines.measure.model import is_published
from tests.places import ROOT

PAGE = ROOT / "docs" / "reference" / "measures.md"
KINDS = {Kind.FLAG: "计数", Kind.AMOUNT: "合计", Kind.FAMILY: "组数"}
INTRODUCTION = """# 目录计量

<!-- 本页由 tests/spec/measure 生成：python -m tests.spec.measure.manual --write。请勿手改。 -->

目录计量只看目录的元数据，不打开数据。每项计量写成一个表达式，另有几行普通 Python 作对照，两者随每次改动用
生成的脏数据逐条比对。结果都是整数：**计数**给出符合、不符合、未知各几条，比率由读者用“符合 ÷ 三者之和”得到；
**合计**给出总数、已知几条、未知几条，有“全数”的可作占比；**组数**给出几组、组内几条。

未知就是未知：不作零，也不作合格。元数据里没有写明的、写得不可信的（例如晚于计量日期的更新日期）都计入未知，
每条目录为什么不算、为什么不知道，都留有原因。
"""
SCOPES = """## 范围

每项计量都给三个范围，除三张清单的计量外只看已发布的目录：

| 范围 | 代码 | 哪些目录 |
|---|---|---|
| 全部目录 | `all` | 全部 |
| 共享目录 | `sharing` | 共享类型是无条件或有条件 |
| 开放目录 | `opening` | 开放类型是无条件或有条件 |

共享或开放类型没有写明的目录，在该范围内全部计入未知。碎片化和重复在本单位全部已发布目录中查找，再按范围计数。
"""
PARAMETERS = {
    "low_capacity_rows": "低容量的行数上限（含）",
    "grace_days": "更新宽限，天；给出工作日历时是工作日",
    "workdays": "工作日历，从早到晚的工作日",
    "earliest": "可信的最早日期",
    "name_min": "名称最少字数",
    "name_max": "名称最多字数",
    "abstract_min": "摘要最少字数",
    "metadata": "完整性要看的元数据项",
    "blank_means_unknown": "某项元数据本单位一条也没填时，视为来源没有提供，不作缺失",
    "family_size": "碎片化一组至少几条",
    "stem_min": "名称主干至少几个字",
    "generic_stems": "不算主干的泛称",
    "regions": "名称中不带“市、区、县”的地名",
}
DIFFERENCES = """## 与文件口径的出入

- 广西两份编制指南和分级分类指南未公开，名称、元数据、分级是否规范按国家指南和标准拟定细则，列在上面各项和原因表里。
- 文件的低容量、碎片化、无容量查询由抽查发现，这里逐条全查；碎片化是从名称看出的线索，须人工核对后再作扣分依据。
- 基期（例如2020年末）的数量由发布日期倒推：基期以后撤下的目录看不到，挂载情况按现在的算。
- 文件按“应更新次数”计更新率（C2-4），目录只有最近一次更新日期，这里判断的是计量当天是否仍在承诺周期之内。
- 只列数据格式、不列资源的来源：机器可读的格式（csv、xls、json、xml、rdf等）合计作一个库表，api 作一个接口，其余合计作一个文件。
- 数据完整性（D2-2 注2）、接口能否调用（D2-3 注2）、接口设计是否规范，要看数据和接口本身，元数据答不了。
"""


def page() -> str:
    """The whole page in Markdown."""
    lines = [INTRODUCTION, SCOPES, "## 各项计量", ""]
    for measure in MEASURES.values():
        lines += section(measure)
    return "\n".join([*lines, *parameters(), *reasons(), DIFFERENCES])


def section(measure: Measure) -> Iterator[str]:
    """One measure."""
    asked = "已发布目录中，" if measure.population is is_published else ""
    yield from (f"### {measure.title} `{measure.code}`", "")
    yield from (
        f"- 计什么：{asked}{measure.says}。",
        f"- 未知：{measure.unknown}。",
        f"- 依据：{measure.source}。",
        f"- 结果：{KINDS[measure.kind]}，单位{measure.unit}{'，有全数' if measure.whole else ''}。",
        "",
    )


def parameters() -> Iterator[str]:
    """The parameters with their defaults."""
    yield from ("## 参数", "", "| 参数 | 缺省 | 意思 |", "|---|---|---|")
    defaults = Parameters()
    for name, meaning in PARAMETERS.items():
        yield f"| `{name}` | {shown(getattr(defaults, name))} | {meaning} |"
    yield ""


def shown(value: object) -> str:
    """A default for a person."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(METADATA_FIELDS.get(item) or str(item) for item in value) or "无"
    return "无" if value is None else str(value)


def reasons() -> Iterator[str]:
    """The codes of reasons."""
    yield from ("## 原因", "", "| 代码 | 意思 |", "|---|---|")
    for code, words in REASONS.items():
        yield f"| `{code}` | {words} |"
    yield from ("| `missing_<项>` | 缺这一项元数据：" + "、".join(METADATA_FIELDS.values()) + " |", "")


def main() -> int:
    """Print the page, or write it."""
    parser = argparse.ArgumentParser(description="Print the page of the catalogue measures.")
    parser.add_argument("--write", action="store_true", help="replace docs/reference/measures.md")
    if parser.parse_args().write:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
