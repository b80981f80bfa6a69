"""Entries to look for, in the tree of agencies of the cast."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import CatalogueEntry, InformationItem
from shuheng.catalogue.search.index import put
from tests.cast import Cast, cast

__all__ = ["cast"]

Make = Callable[..., CatalogueEntry]


def make_entry(agency: Agency, title: str, items: tuple[str, ...] = (), **more: Any) -> CatalogueEntry:
    """An entry that is published and open, unless it is said otherwise, in the index."""
    given = {"published": True, "open_type": "unconditional", "provider_name": agency.name, **more}
    entry = CatalogueEntry.objects.create(agency=agency, title=title, **given)
    InformationItem.objects.bulk_create(
        InformationItem(entry=entry, position=place, name=name) for place, name in enumerate(items, 1)
    )
    put([entry.pk])
    return entry


@pytest.fixture
def make(cast: Cast) -> Make:
    def made(title: str, agency: str = "city-a-health", **more: Any) -> CatalogueEntry:
        return make_entry(cast.agency(agency), title, **more)

    return made


@pytest.fixture
def few(make: Make) -> dict[str, CatalogueEntry]:
    """Six entries that differ in what the list tells apart."""
    return {
        "clinics": make(
            "医疗机构名录",
            abstract="全市医疗机构的名称、地址和等级。",
            keywords=["医院"],
            theme="卫生",
            update_cycle="monthly",
            updated=date(2023, 6, 17),
            rows=1299,
            tables=1,
            formats=["xls", "csv"],
            items=("机构名称", "统一社会信用代码"),
        ),
        "doctors": make("2021年度医师统计表", theme="卫生", updated=date(2021, 3, 1), rows=8, file_count=1),
        "water": make(
            "取水许可信息", "city-a-water", theme="水利", open_type="conditional", apis=1, rows=None
        ),
        "closed": make("传染病个案信息", theme="卫生", open_type="none"),
        "draft": make("公共场所卫生监督信息", published=False),
        "other": make("乙市医疗机构信息", "city-b-health", updated=date(2022, 1, 1), resources_known=False),
    }
