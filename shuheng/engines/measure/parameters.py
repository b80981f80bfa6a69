"""What a measuring is asked with: the day, the day it is compared with, and the numbers that documents leave open."""

import re
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from itertools import pairwise

from shuheng.problems import Problem, ProblemsError, did_you_mean

CORE_METADATA = (
    "title",
    "provider",
    "abstract",
    "theme",
    "formats",
    "access",
    "cycle",
    "issued",
    "updated",
)
METADATA_FIELDS = {
    "title": "目录名称",
    "provider": "提供单位",
    "abstract": "摘要",
    "theme": "主题或行业",
    "formats": "资源格式",
    "access": "共享或开放类型",
    "cycle": "更新周期",
    "issued": "发布日期",
    "updated": "更新日期",
    "keywords": "关键字",
    "items": "信息项",
    "grade": "分级",
}
GENERIC_STEMS = (
    "基本信息",
    "基本情况",
    "基础信息",
    "统计信息",
    "统计数据",
    "统计情况",
    "信息统计",
    "信息公开",
    "信息公示",
    "公示信息",
    "公开信息",
    "公告信息",
    "名单公示",
    "情况统计",
    "情况信息",
    "数据信息",
    "信息数据",
    "信息目录",
    "信息列表",
    "统计报表",
)
PLAIN_NAME = re.compile(r"[㐀-鿿a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Numbers and lists that may be set for a document; the defaults stand in docs/reference/measures.md.

    ``grace_days`` are working days when ``workdays`` (all working days around the day of measuring, sorted) is given.
    ``regions`` are further names of divisions that titles carry without 市, 区 or 县 ("贵港平南").
    ``blank_means_unknown``: a field that no entry of an agency fills counts as not delivered by the source.
    """

    low_capacity_rows: int = 10
    grace_days: int = 0
    workdays: tuple[date, ...] | None = None
    earliest: date = date(1990, 1, 1)
    name_min: int = 4
    name_max: int = 60
    abstract_min: int = 10
    metadata: tuple[str, ...] = CORE_METADATA
    blank_means_unknown: bool = True
    family_size: int = 3
    stem_min: int = 4
    generic_stems: tuple[str, ...] = GENERIC_STEMS
    regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = [*self._numbers(), *self._words()]
        if problems:
            raise ProblemsError(problems)

    def _numbers(self) -> list[Problem]:
        least = {"low_capacity_rows": 0, "grace_days": 0, "name_min": 1, "abstract_min": 0}
        least |= {"family_size": 2, "stem_min": 1, "name_max": self.name_min}
        return [
            Problem(
                "measure-parameter-range",
                f"写的是 {getattr(self, name)}，至少应为 {low}。",
                field=name,
            )
            for name, low in least.items()
            if getattr(self, name) < low
        ]

    def _words(self) -> list[Problem]:
        problems = [
            Problem(
                "measure-parameter-field",
                f"没有“{name}”这一项元数据。",
                field="metadata",
                allowed=tuple(METADATA_FIELDS),
                hint=did_you_mean(name, METADATA_FIELDS),
            )
            for name in self.metadata
            if name not in METADATA_FIELDS
        ]
        if not self.metadata:
            problems.append(
                Problem(
                    "measure-parameter-field", "至少要有一项元数据。", field="metadata", allowed=CORE_METADATA
                )
            )
        problems += [
            Problem("measure-parameter-region", f"地名“{name}”只能用汉字、小写字母和数字。", field="regions")
            for name in self.regions
            if not PLAIN_NAME.fullmatch(name)
        ]
        days = self.workdays or ()
        if any(first >= second for first, second in pairwise(days)):
            problems.append(
                Problem("measure-parameter-workdays", "工作日要从早到晚排列，不重复。", field="workdays")
            )
        return problems


@dataclass(frozen=True, slots=True)
class Question:
    """One measuring: as of which day, compared with which (``baseline``, None = with none), by which parameters."""

    as_of: date
    baseline: date | None = None
    parameters: Parameters = field(default_factory=Parameters)

    def __post_init__(self) -> None:
        if self.baseline is not None and self.baseline > self.as_of:
            raise ProblemsError(
                [
                    Problem(
                        "measure-baseline-late",
                        f"基期 {self.baseline} 晚于计量日期 {self.as_of}。",
                        field="baseline_date",
                    )
                ]
            )
        self._check_workdays()

    def _check_workdays(self) -> None:
        days = self.parameters.workdays
        if days is None:
            return
        first = self.as_of - timedelta(days=30 + 3 * self.parameters.grace_days)
        if not days or days[0] > first or days[-1] < self.as_of:
            raise ProblemsError(
                [
                    Problem(
                        "measure-parameter-workdays",
                        f"工作日历要从 {first} 之前排到 {self.as_of} 之后。",
                        field="workdays",
                    )
                ]
            )


PARAMETER_NAMES = tuple(found.name for found in fields(Parameters))
