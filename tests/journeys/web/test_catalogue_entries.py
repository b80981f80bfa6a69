"""Every page of entries, standards and libraries, for everybody of the cast: it works, it refuses, bad id, wrong method."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client

from shuheng.audit.models import AuditRow
from shuheng.catalogue.actions.entries import create_entry
from shuheng.catalogue.actions.libraries import save_library
from shuheng.catalogue.actions.standards import save_code_list, save_element
from shuheng.catalogue.actions.store import Wanted
from shuheng.catalogue.models import CatalogueEntry, CodeList, DataElement, DataLibrary
from tests.cast import EVERYBODY, Cast, cast

__all__ = ["cast"]
ITEMS = [{"name": "机构名称", "data_type": "字符型", "length": 200, "code_list": "A"}]
INSIDE = {"填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "系统管理员"}
EDITORS = {"填报人", "单位管理员", "大数据局管理员", "系统管理员"}
ANY_EDITORS = EDITORS | {"外单位"}
READERS = INSIDE | {"外单位"}
MANAGERS = {"大数据局管理员", "系统管理员"}
NOBODY_ELSE = set(EVERYBODY)
WHO_MAY: list[tuple[str, set[str]]] = [
    ("/catalogue/{draft}/", INSIDE),
    ("/catalogue/{open}/", NOBODY_ELSE),
    ("/catalogue/{closed}/", READERS),
    ("/catalogue/{open}/edit/", EDITORS),
    ("/catalogue/{open}/items/", EDITORS),
    ("/catalogue/{open}/resources/", EDITORS),
    ("/catalogue/{open}/dictionary/", EDITORS),
    ("/catalogue/{open}/history/", INSIDE),
    ("/catalogue/{open}/source/", INSIDE),
    ("/catalogue/{open}/withdraw/", EDITORS),
    ("/catalogue/{open}/restore/", EDITORS),
    ("/catalogue/new/", ANY_EDITORS),
    ("/catalogue/bulk/edit/", ANY_EDITORS),
    ("/catalogue/bulk/step/", READERS),
    ("/catalogue/excel/", ANY_EDITORS),
    ("/catalogue/excel/download/", READERS),
    ("/catalogue/dictionary/", ANY_EDITORS),
    ("/standards/", READERS),
    ("/standards/?kind=elements&q=甲", READERS),
    ("/standards/code-lists/{list}/", READERS),
    ("/standards/code-lists/{list}/edit/", MANAGERS),
    ("/standards/code-lists/new/", MANAGERS),
    ("/standards/elements/{element}/", READERS),
    ("/standards/elements/{element}/edit/", MANAGERS),
    ("/standards/elements/new/", MANAGERS),
    ("/libraries/", READERS),
    ("/libraries/?kind=base&agency=city-a&page=7", READERS),
    ("/libraries/{library}/", READERS),
    ("/libraries/{library}/edit/", MANAGERS),
    ("/libraries/new/", MANAGERS),
]
POSTED: list[tuple[str, set[str]]] = [
    ("/catalogue/{open}/step/", EDITORS),
    ("/catalogue/excel/apply/", ANY_EDITORS),
    ("/catalogue/dictionary/apply/", ANY_EDITORS),
    ("/catalogue/{open}/dictionary/apply/", EDITORS),
    ("/standards/import/", MANAGERS),
    ("/standards/code-lists/{list}/retire/", MANAGERS),
    ("/standards/elements/{element}/retire/", MANAGERS),
    ("/libraries/{library}/entries/", MANAGERS),
]
NUMBERED = sorted({address for address, _ in [*WHO_MAY, *POSTED] if "{" in address})


@dataclass(frozen=True)
class Things:
    draft: CatalogueEntry
    open: CatalogueEntry
    closed: CatalogueEntry
    list: CodeList
    element: DataElement
    library: DataLibrary

    def at(self, address: str) -> str:
        return address.format(**{name: row.pk for name, row in vars(self).items()})


@pytest.fixture
def things(cast: Cast) -> Things:
    by = cast.visitor("系统管理员")
    cast.everybody()
    listed = save_code_list(by=by, values={"code": "A", "name": "甲表"}, codes=[("1", "是")])
    element = save_element(by=by, values={"code": "DE1", "name": "甲"})
    library = save_library(by=by, agency=cast.agency("city-a"), values={"name": "人口库", "kind": "base"})
    made = {}
    for name, values in {
        "draft": {},
        "open": {"open_type": "unconditional"},
        "closed": {"open_type": "none"},
    }.items():
        wanted = Wanted({"title": f"医疗机构{name}", **values}, ITEMS, [{"kind": "table", "title": "表"}])
        made[name] = create_entry(agency=cast.agency("city-a-health"), wanted=wanted, by=by)
        CatalogueEntry.objects.filter(pk=made[name].pk).update(published=name != "draft")
    return Things(**made, list=listed, element=element, library=library)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "who"), WHO_MAY)
def test_who_may_see_it(address: str, who: set[str], things: Things, cast: Cast) -> None:
    statuses = {title: cast.client(title).get(things.at(address)).status_code for title in EVERYBODY}
    refused = {title: 302 if title == "公众" else 403 for title in EVERYBODY}
    assert statuses == {title: 200 if title in who else refused[title] for title in EVERYBODY}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "who"), POSTED)
def test_who_may_send_it(address: str, who: set[str], things: Things, cast: Cast) -> None:
    """An empty form is refused for what is missing by those who may, and for who asks by the others."""
    for title in EVERYBODY:
        response = cast.client(title).post(things.at(address))
        refused = response.status_code == 403
        assert refused == (title not in who), title
        assert response.status_code in {302, 403, 404, 422}


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "who"), [one for one in WHO_MAY if one[1] in (EDITORS, MANAGERS)])
def test_a_stranger_may_not_save_either(address: str, who: set[str], things: Things, cast: Cast) -> None:
    versions = list(CatalogueEntry.objects.values_list("version", flat=True))
    for title in set(EVERYBODY) - who:
        assert cast.client(title).post(things.at(address), {"version": 1, "title": "改"}).status_code == 403
    assert list(CatalogueEntry.objects.values_list("version", flat=True)) == versions


@pytest.mark.django_db
@pytest.mark.parametrize("address", NUMBERED)
@pytest.mark.parametrize("number", ["999999", "99999999999999999999"])
def test_a_bad_id_is_not_found(address: str, number: str, cast: Cast) -> None:
    client = cast.client("系统管理员")
    names = dict.fromkeys(["draft", "open", "closed", "list", "element", "library"], number)
    method = client.post if address in dict(POSTED) else client.get
    assert method(address.format(**names)).status_code == 404


@pytest.mark.django_db
def test_wrong_methods_are_refused(things: Things, cast: Cast) -> None:
    client = cast.client("系统管理员")
    assert {client.get(things.at(address)).status_code for address, _ in POSTED} == {405}
    assert {client.delete(things.at(address)).status_code for address, _ in WHO_MAY} == {405}
    reading = (
        "/catalogue/{open}/",
        "/catalogue/{open}/history/",
        "/catalogue/{open}/source/",
        "/libraries/",
        "/standards/",
    )
    assert {client.post(things.at(address)).status_code for address in reading} == {405}


@pytest.mark.django_db
def test_forms_need_their_token(things: Things, cast: Cast) -> None:
    checked = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    checked.force_login(cast.person("系统管理员"), "django.contrib.auth.backends.ModelBackend")
    for address in ("/catalogue/new/", "/catalogue/{open}/edit/", "/catalogue/{open}/step/"):
        assert checked.post(things.at(address)).status_code == 403


@pytest.mark.django_db
def test_the_public_sees_the_title_page_and_nothing_of_the_inside(things: Things, cast: Cast) -> None:
    CatalogueEntry.objects.filter(pk=things.open.pk).update(
        landing_page="javascript:alert(1)", title="<b>名录</b>"
    )
    inside = cast.client("填报人").get(things.at("/catalogue/{open}/")).content.decode()
    outside = cast.client("公众").get(things.at("/catalogue/{open}/")).content.decode()
    assert "编制流程" in inside
    assert "历史" in inside
    for words in ("编制流程", "/history/", "/source/", "/edit/", "/step/"):
        assert words not in outside
    assert "&lt;b&gt;名录&lt;/b&gt;" in outside
    assert 'href="javascript' not in outside
    assert "机构名称" in outside


@pytest.mark.django_db
def test_a_withdrawn_entry_is_no_longer_public(things: Things, cast: Cast) -> None:
    CatalogueEntry.objects.filter(pk=things.open.pk).update(status="withdrawn", ended=dt.date(2024, 1, 1))
    assert cast.client("公众").get(things.at("/catalogue/{open}/")).status_code == 302
    page = cast.client("填报人").get(things.at("/catalogue/{open}/")).content.decode()
    assert "已撤销" in page
    assert "恢复" in page


@pytest.mark.django_db
def test_reading_what_is_not_public_goes_on_record(things: Things, cast: Cast) -> None:
    cast.client("公众").get(things.at("/catalogue/{open}/"))
    assert not AuditRow.objects.filter(action="read").exists()
    cast.client("审计员").get(things.at("/catalogue/{draft}/"))
    row = AuditRow.objects.get(action="read")
    assert (row.actor, row.thing_type) == ("审计员（auditor）", "catalogue.read")
