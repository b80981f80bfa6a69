"""The fixed cast of every test about who may do what: eight people and a small tree of agencies.

    from tests.cast import cast  # noqa: F401  a fixture, in the conftest of the folder

    def test_it(cast: Cast) -> None:
        cast.client("填报人").get(...)      # signed in; "公众" is a client that is not
        cast.person("审计员"), cast.visitor("单位管理员"), cast.agency("city-a-health")

        province ── city-a ─┬─ city-a-bureau   大数据局管理员 (of city-a and below)
                            ├─ city-a-health   填报人, 单位管理员
                            └─ city-a-water
                 └─ city-b ──── city-b-health  外单位 (单位管理员 there)

评审专家 reads in city-a and below, 审计员 in the whole province; 系统管理员 stands at the province.
"""

from dataclasses import dataclass, field
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from shuheng.accounts.actions.agencies import keep
from shuheng.accounts.models import Agency, Person, RoleGrant
from shuheng.accounts.plan import Said
from shuheng.accounts.terms import RoleCode
from shuheng.accounts.visitors import OPERATOR, PUBLIC, Visitor, visitor_for

PASSWORD = "peony-river-lantern-47"
ELSEWHERE = "203.0.113.9"
AGENCIES = (
    ("province", "演示省", "province", ""),
    ("city-a", "甲市", "city", "province"),
    ("city-a-bureau", "甲市大数据局", "department", "city-a"),
    ("city-a-health", "甲市卫生健康委", "department", "city-a"),
    ("city-a-water", "甲市水利局", "department", "city-a"),
    ("city-b", "乙市", "city", "province"),
    ("city-b-health", "乙市卫生健康委", "department", "city-b"),
)
PEOPLE = {
    "填报人": ("filer", "city-a-health", RoleCode.FILER, "city-a-health", False),
    "单位管理员": ("unit-admin", "city-a-health", RoleCode.AGENCY_ADMIN, "city-a-health", True),
    "大数据局管理员": ("bureau-admin", "city-a-bureau", RoleCode.BUREAU_ADMIN, "city-a", True),
    "评审专家": ("reviewer", "city-a-bureau", RoleCode.REVIEWER, "city-a", True),
    "审计员": ("auditor", "province", RoleCode.AUDITOR, "province", True),
    "外单位": ("outsider", "city-b-health", RoleCode.AGENCY_ADMIN, "city-b-health", True),
    "系统管理员": ("system-admin", "province", RoleCode.SYSTEM_ADMIN, "province", True),
}
PUBLIC_NAME = "公众"
EVERYBODY = (*PEOPLE, PUBLIC_NAME)


@cache
def hashed() -> str:
    """Hashing takes its time on purpose; once is enough for a run."""
    return make_password(PASSWORD)


@dataclass
class Cast:
    """People are made when they are asked for: without 系统管理员 the operator at the machine may do everything."""

    people: dict[str, Person] = field(default_factory=dict)

    def agency(self, code: str) -> Agency:
        return Agency.objects.get(code=code)

    def person(self, title: str) -> Person:
        if title not in self.people:
            username, home, role, where, subtree = PEOPLE[title]
            person = Person.objects.create(
                username=username, display_name=title, agency=self.agency(home), password=hashed()
            )
            RoleGrant.objects.create(
                person=person, role=role, agency=self.agency(where), subtree=subtree, granted_by="测试"
            )
            self.people[title] = person
        return self.people[title]

    def visitor(self, title: str) -> Visitor:
        """As visitor_of(request) would find; asked anew, so that it knows the roles of now."""
        return PUBLIC if title == PUBLIC_NAME else visitor_for(self.person(title))

    def client(self, title: str) -> Client:
        """A browser at another machine, signed in unless it is the public's."""
        client = Client(headers={"host": "localhost"}, REMOTE_ADDR=ELSEWHERE)
        if title != PUBLIC_NAME:
            client.force_login(self.person(title), "django.contrib.auth.backends.ModelBackend")
        return client

    def everybody(self) -> None:
        """Have all of them in the database."""
        for title in PEOPLE:
            self.person(title)


@pytest.fixture
def cast(db: None) -> Cast:
    """The tree of agencies; people come as they are asked for."""
    titles = ("code", "name", "kind", "parent")
    keep(said=[Said(dict(zip(titles, one, strict=True))) for one in AGENCIES], by=OPERATOR)
    return Cast()
