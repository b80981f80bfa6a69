"""A city with two departments, who acts there, and entries to act on."""

from collections.abc import Callable
from typing import Any

import pytest

from shuheng.accounts.models import Agency
from shuheng.accounts.terms import AgencyKind, RoleCode
from shuheng.accounts.visitors import Held, Visitor
from shuheng.catalogue.actions.entries import create_entry
from shuheng.catalogue.actions.store import Wanted
from shuheng.catalogue.models import CatalogueEntry

FULL: dict[str, Any] = {
    "title": "医疗机构名录",
    "code": "YL-001",
    "provider_name": "市卫生健康委员会",
    "abstract": "全市医疗机构的名称、地址和等级，来自执业登记。",
    "keywords": ["医疗", "机构"],
    "sharing_type": "unconditional",
    "open_type": "conditional",
    "update_cycle": "monthly",
    "rows": 1299,
}
ITEMS: list[dict[str, Any]] = [
    {"name": "机构名称", "data_type": "字符型", "length": 200, "is_key": False, "not_null": True},
    {"name": "统一社会信用代码", "data_type": "字符型", "length": 18, "is_key": True, "not_null": True},
]


def agency(code: str, name: str, parent: Agency | None = None, **more: Any) -> Agency:
    kind = AgencyKind.DEPARTMENT if parent else AgencyKind.CITY
    made = Agency.objects.create(code=code, name=name, kind=kind, parent=parent, path=f"/new-{code}/", **more)
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def holder(name: str, role: RoleCode, of: Agency, *, subtree: bool = False) -> Visitor:
    return Visitor(name, False, 1, (Held(role, of.pk, of.path, subtree),), of.pk)


@pytest.fixture
def city(db: None) -> Agency:
    return agency("city", "样例市")


@pytest.fixture
def health(city: Agency) -> Agency:
    return agency("health", "市卫生健康委员会", city)


@pytest.fixture
def traffic(city: Agency) -> Agency:
    return agency("traffic", "市交通运输局", city)


@pytest.fixture
def filer(health: Agency) -> Visitor:
    return holder("填报人", RoleCode.FILER, health)


@pytest.fixture
def bureau(city: Agency) -> Visitor:
    return holder("大数据局管理员", RoleCode.BUREAU_ADMIN, city, subtree=True)


@pytest.fixture
def outsider(traffic: Agency) -> Visitor:
    return holder("外单位", RoleCode.FILER, traffic)


Make = Callable[..., CatalogueEntry]


@pytest.fixture
def make(health: Agency, filer: Visitor) -> Make:
    """Make an entry of the health department; keywords change its fields."""

    def made(
        items: list[dict[str, Any]] | None = None,
        resources: list[dict[str, Any]] | None = None,
        **values: Any,
    ) -> CatalogueEntry:
        wanted = Wanted({**FULL, **values}, ITEMS if items is None else items, resources)
        return create_entry(agency=health, wanted=wanted, by=filer)

    return made
