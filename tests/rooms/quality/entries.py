"""Entries written for the occasion, straight into the table: what is measured is what stands there."""

from datetime import date
from typing import Any

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.terms import EntryStatus

AS_OF = date(2023, 6, 30)
BASELINE = date(2020, 12, 31)
GOOD: dict[str, Any] = {
    "provider_name": "甲市卫生健康委",
    "abstract": "全市医疗机构的名称、地址和等级，来自执业登记。",
    "theme": "医疗卫生",
    "formats": ["csv", "xls"],
    "open_type": "unconditional",
    "update_cycle": "yearly",
    "issued": date(2021, 5, 1),
    "updated": date(2023, 1, 1),
    "rows": 1299,
    "tables": 1,
    "published": True,
    "can_publish": True,
    "should_publish": True,
}


def entry(agency: Agency, title: str, **changes: Any) -> CatalogueEntry:
    """One entry in good order, but for what is said otherwise."""
    return CatalogueEntry.objects.create(agency=agency, title=title, **{**GOOD, **changes})


def small_catalogue(agency: Agency) -> dict[str, CatalogueEntry]:
    """Seven entries with a fault at a known place each, one withdrawn, one of nobody's business."""
    said: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("good", "医疗机构名录", {}),
        ("low", "药店名录", {"rows": 3}),
        ("rows", "诊所名录信息", {"rows": None}),
        ("late", "疫苗接种点名录", {"updated": date(2021, 1, 1), "update_cycle": "monthly"}),
        (
            "file",
            "卫生统计年报",
            {"tables": 0, "file_count": 1, "formats": ["pdf"], "update_cycle": "irregular"},
        ),
        ("closed", "传染病个案登记", {"open_type": "none"}),
        ("unknown", "急救站点名录", {"open_type": "", "resources_known": False, "tables": 0, "formats": []}),
    )
    made = {key: entry(agency, title, **changes) for key, title, changes in said}
    entry(agency, "已撤销的名录", status=EntryStatus.WITHDRAWN, ended=date(2023, 1, 1), end_reason="重复")
    entry(agency, "没有发布的名录", published=False)
    return made
