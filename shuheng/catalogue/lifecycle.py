"""目录编制流程: the twelve steps of Guangxi B2-1 note 5 as one table, what each needs, sets and takes.

The document names the steps, not their terms: the working days here are ours, shown as such, and stand in one column.
The shares 应发布, 可发布 and 已发布 of note 1 to 3 are set by steps 目录确认 and 目录发布 and by nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.terms import EntryStatus
from shuheng.terms import AccessType, LifecycleStep

Need = tuple[str, Callable[[CatalogueEntry], bool]]
ACCESSIBLE = frozenset({AccessType.UNCONDITIONAL, AccessType.CONDITIONAL})


@dataclass(frozen=True)
class Stage:
    """One step. `days` are working days from entering it (None: no term); `back` is where a return leads."""

    step: LifecycleStep
    permission: str
    says: str
    days: int | None
    after: LifecycleStep
    back: LifecycleStep | None = None
    needs: tuple[Need, ...] = ()
    sets: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()  # on return
    verb: str = ""

    @property
    def act(self) -> str:
        """What the button says that passes it."""
        return self.verb or f"办结“{self.step.title}”"


def is_accessible(entry: CatalogueEntry) -> bool:
    """Whether it may be shared or opened, so that 目录确认 proposes it for 可发布 (note 2)."""
    return entry.sharing_type in ACCESSIBLE or entry.open_type in ACCESSIBLE


def filled(name: str, title: str) -> Need:
    return (f"没有填写{title}", lambda entry: bool(getattr(entry, name)))


CORE: tuple[Need, ...] = (
    filled("provider_name", "提供单位"),
    filled("abstract", "摘要"),
    filled("sharing_type", "共享类型"),
    filled("open_type", "开放类型"),
    filled("update_cycle", "更新周期"),
    ("没有登记信息项", lambda entry: bool(entry.item_count)),
)
LISTED: Need = ("没有列入可发布清单（在“目录确认”时列入）", lambda entry: entry.can_publish)
MOUNTED: Need = (
    "没有挂载资源",
    lambda entry: any((entry.tables, entry.apis, entry.file_count, entry.videos, entry.iot)),
)
EDIT, REVIEW = "catalogue.edit", "catalogue.review"
S = LifecycleStep
STAGES: dict[str, Stage] = {
    stage.step: stage
    for stage in (
        Stage(S.SURVEY, EDIT, "对照职责和信息系统，理清有什么数据", 10, S.COMPILE),
        Stage(S.COMPILE, EDIT, "填写核心元数据和信息项", 10, S.SUBMIT, S.SURVEY, CORE),
        Stage(S.SUBMIT, EDIT, "本单位核对后报送主管部门", 3, S.REVIEW, S.COMPILE, CORE),
        Stage(S.REVIEW, REVIEW, "主管部门看是否全面、准确、规范", 5, S.CONFIRM, S.COMPILE),
        Stage(
            S.CONFIRM,
            REVIEW,
            "纳入应发布清单；能共享或开放的同时列入可发布清单",
            3,
            S.ANNOUNCE,
            S.COMPILE,
            sets=("should_publish", "can_publish"),
        ),
        Stage(
            S.ANNOUNCE,
            REVIEW,
            "公示清单，有异议的退回重编",
            5,
            S.COLLECT,
            S.COMPILE,
            clears=("should_publish", "can_publish"),
        ),
        Stage(S.COLLECT, EDIT, "按目录采集或接入数据", 10, S.PROCESS),
        Stage(S.PROCESS, EDIT, "清洗、比对、脱敏", 10, S.PUBLISH, S.COLLECT),
        Stage(
            S.PUBLISH,
            REVIEW,
            "在共享、开放平台发布目录",
            5,
            S.MOUNT,
            S.PROCESS,
            (LISTED,),
            ("published", "issued"),
        ),
        Stage(S.MOUNT, EDIT, "把库表、接口或文件挂到目录上", 5, S.MAINTAIN, None, (MOUNTED,)),
        Stage(S.MAINTAIN, EDIT, "目录在用；有变化时进入目录更新", None, S.UPDATE, verb="开始目录更新"),
        Stage(S.UPDATE, EDIT, "改好目录后回到目录维护", 5, S.MAINTAIN),
    )
}
ORDER = tuple(STAGES)


def stage_of(entry: CatalogueEntry) -> Stage:
    return STAGES[entry.step]


def missing(entry: CatalogueEntry) -> tuple[str, ...]:
    """Why the step cannot be passed now; empty when it can."""
    if entry.status != EntryStatus.ACTIVE:
        return (f"目录{EntryStatus.titles()[entry.status]}",)
    return tuple(reason for reason, holds in stage_of(entry).needs if not holds(entry))
