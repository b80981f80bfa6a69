"""Which measure of the catalogue answers which metric, and where the two differ.

`SUPPLIES` names for each metric the measure, its scope and the count that is taken; `note` says in what the document's
definition and the measure's are not the same. `UNANSWERED` lists the metrics that the rubrics expect of the catalogue
and that nothing here can answer, with the reason: they stay unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, Protocol

END_OF_2020 = date(2020, 12, 31)
END_OF_2021 = date(2021, 12, 31)
ROWS_IN_TEN_THOUSANDS = 10_000

Take = Literal["yes", "no", "asked", "all", "amount"]


class Figured(Protocol):
    """A figure of a measure, as the engine gives it and the quality room keeps it."""

    @property
    def yes(self) -> int: ...
    @property
    def no(self) -> int: ...
    @property
    def unknown(self) -> int: ...
    @property
    def amount(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Supply:
    """A metric's value: `take` of the figure of `measure` in `scope`, divided by `divide` (万条: 10,000).

    yes, no: entries that fulfil it or not; asked: both together; all: the unknown as well; amount: the sum.
    With `baseline` only a run that compares with this day answers. With `only_none` the figure says no more than
    that there is nothing to look at, so that the value is 0; otherwise it is unknown. `both`: the metric is about the
    sharing and the open platform together, so that a catalogue that says nothing of sharing (a portal's list) cannot
    answer.
    """

    measure: str
    scope: str
    take: Take = "yes"
    note: str = ""
    divide: int = 1
    baseline: date | None = None
    only_none: bool = False
    both: bool = False

    def value(self, figure: Figured) -> Fraction | None:
        """The exact value; None where nothing at all is known."""
        if self.take == "all":
            return Fraction(figure.yes + figure.no + figure.unknown)
        if not figure.yes + figure.no and figure.unknown:
            return None
        if self.only_none:
            return Fraction(0) if figure.amount == 0 and not figure.unknown else None
        found = {"yes": figure.yes, "no": figure.no, "asked": figure.yes + figure.no, "amount": figure.amount}
        taken = found[self.take]
        return None if taken is None else Fraction(taken, self.divide)

    @property
    def platform(self) -> str:
        """The scope that the catalogue must tell for an answer: sharing, opening, or none ("all")."""
        return "sharing" if self.both else self.scope

    def answers(self, baseline: date | None) -> bool:
        """Whether a run that compares with this day can answer."""
        return self.baseline is None or self.baseline == baseline


BOTH = "合共享、开放两个平台计；目录没有说明共享类型的（如只采集了开放门户），仍未知。"
WHOLE = "文件说抽查，这里逐条全查，不抽样。"
SPLIT = "文件把被拆开的数据集按个扣分，这里一组疑似由一个数据集拆开的目录计一个，是线索，未经人工核对。"
NO_GUIDE = "所依据的编制指南没有公开，这里按公开的国家指南和通行写法检查。"
LISTED = "只列格式的清单，一条目录的机器可读格式合计作一个库表，列有接口的另计一个接口。"
ROWS = "数据量未知的目录不计入。"
VOLUME_QUERY = "来源没有说明接口有无容量查询的，不计入。"
ON_TIME = (
    "条款说结构化数据集，算式的分母写数据集总数；这里计结构化、承诺了更新日期（不定期和静态的除外）"
    "且更新日期已知的目录，与计量日期相比。"
)
FIELDS = "必要的元数据项按国家指南的核心项；来源从不提供的项不计缺失。"


def of_platform(scope: str, platform: str) -> dict[str, Supply]:
    """What C (sharing) and D (opening) of the Guangxi document ask in the same words."""
    return {
        "structured_datasets": Supply("structured_resources", scope, "amount", LISTED),
        "structured_datasets_2020": Supply(
            "structured_resources_at_baseline",
            scope,
            "amount",
            f"按发布日期推算，当时已有、后来撤销的不在内。{LISTED}",
            baseline=END_OF_2020,
        ),
        "structured_volume": Supply(
            "structured_volume", scope, "amount", f"取{platform}写明的数据条数。{ROWS}", ROWS_IN_TEN_THOUSANDS
        ),
        "low_capacity": Supply("structured_low_capacity", scope, note=WHOLE + ROWS),
        "apis_without_volume_query": Supply("apis_without_volume_query", scope, note=WHOLE + VOLUME_QUERY),
        "entries_total": Supply("entries", scope),
        "names_ok": Supply("names_ok", scope, note=NO_GUIDE),
        "metadata_ok": Supply("metadata_ok", scope, note=NO_GUIDE),
        "classification_ok": Supply(
            "grade_plausible", scope, note="只查分级与共享、开放类型是否相称，不查分类；没有分级的不算合理。"
        ),
        "apis_total": Supply("apis", scope, "amount", LISTED),
        "apis_ok": Supply("apis", scope, note="没有接口时为零；有接口时目录说不出，仍未知。", only_none=True),
        "metadata_complete": Supply("metadata_complete", scope, note=FIELDS),
        "fragmented": Supply("fragmented_families", scope, "amount", WHOLE + SPLIT),
    }


SUPPLIES: Mapping[str, Supply] = {
    "catalogue.entries_can_publish": Supply("can_publish", "all", note=BOTH, both=True),
    "catalogue.entries_published": Supply("published_of_can", "all", note=BOTH, both=True),
    "catalogue.structured_entries": Supply("structured", "all", note=BOTH, both=True),
    "catalogue.structured_entries_2020": Supply(
        "structured_at_baseline",
        "all",
        note=f"按发布日期推算，当时已有、后来撤销的不在内。{BOTH}",
        baseline=END_OF_2020,
        both=True,
    ),
    "catalogue.entries_mounted": Supply("mounted", "all", note=BOTH, both=True),
    "catalogue.entries_compiled": Supply(
        "should_publish", "all", "all", f"在编的全部目录，不论是否已发布。{BOTH}", both=True
    ),
    **{f"share.{name}": one for name, one in of_platform("sharing", "共享平台").items()},
    "share.datasets_total": Supply("entries", "sharing", note="一条目录计一个数据集。"),
    **{f"open.{name}": one for name, one in of_platform("opening", "开放平台").items()},
    "open.resources_total": Supply("resources", "opening", "amount", LISTED),
    "open.apis_callable": Supply(
        "apis", "opening", note="没有接口时为零；有接口时须调用测试，仍未知。", only_none=True
    ),
    "open.api_call_failures": Supply(
        "apis", "opening", note="没有接口时为零；有接口时须调用测试，仍未知。", only_none=True
    ),
    "open.datasets_total": Supply("structured_on_time", "opening", "asked", ON_TIME),
    "open.datasets_updated_on_time": Supply("structured_on_time", "opening", note=ON_TIME),
    "open.entries_added": Supply(
        "new_entries", "opening", note="按发布日期晚于上年末的目录计。", baseline=END_OF_2021
    ),
}

UNANSWERED: Mapping[str, str] = {
    "catalogue.agencies_covered": "要与应编目单位的名单比对，由谁认定应编目，文件没有写。",
    "share.table_outages_overdue": "库表连不通到恢复有多久没有记录，只记每次检测通不通。",
    "share.updates_due": "按年度里应更新的次数计，目录只有最近一次更新的日期。",
    "share.updates_on_time": "按年度里按时更新的次数计，目录只有最近一次更新的日期。",
    "share.derived_datasets_published": "是否由共享数据加工而成，目录里没有。",
}
