"""The pages of places: who may see them, what they show, and that the password never comes back."""

from pathlib import Path

import pytest

from shuheng.problems import ProblemsError
from shuheng.quality.models import DataPlace, DataTable
from shuheng.quality.places import forms
from shuheng.quality.places.secrets import unseal
from tests.cast import EVERYBODY, Cast
from tests.rooms.places.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LIST, NEW = "/quality/places/", "/quality/places/new/"
SENT = {
    "agency": "city-a-water", "title": "水利库", "kind": "mysql", "host": "127.0.0.1", "port": "", "database": "water",
    "schema": "", "user": "reader", "password": PASSWORD,
}  # fmt: skip
MANAGERS = {"大数据局管理员", "系统管理员"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_are_for_those_who_manage(cast: Cast, in_file: DataPlace, who: str) -> None:
    cast.everybody()
    client = cast.client(who)
    one = f"{LIST}{in_file.pk}/"
    seen = [client.get(address).status_code for address in (LIST, NEW, one, f"{one}edit/")]
    sent = [client.post(f"{one}{act}/").status_code for act in ("check", "tables", "end")]
    if who in MANAGERS:
        assert seen == [200] * 4
        assert sent == [200, 422, 302]
    else:
        refusal = 302 if who == "公众" else 403
        assert seen == [refusal] * 4
        assert sent == [403] * 3


def test_a_place_that_is_none_and_a_method_that_is_none(cast: Cast, in_file: DataPlace) -> None:
    client = cast.client("大数据局管理员")
    assert client.get(f"{LIST}999999/").status_code == 404
    assert client.get(f"{LIST}{in_file.pk}/check/").status_code == 405
    assert client.delete(LIST).status_code == 405


def test_a_place_is_registered_and_its_password_never_comes_back(cast: Cast, file: Path) -> None:
    client = cast.client("大数据局管理员")
    answer = client.post(NEW, SENT)
    place = DataPlace.objects.get(title="水利库")
    assert answer.headers["Location"] == f"{LIST}{place.pk}/"
    assert (place.port, unseal(place.secret)) == (3306, PASSWORD)
    for address in (LIST, f"{LIST}{place.pk}/", f"{LIST}{place.pk}/edit/"):
        page = client.get(address).content.decode()
        assert PASSWORD not in page
        assert place.secret not in page
        assert "水利库" in page


def test_what_is_wrong_is_told_at_once_and_what_was_typed_stays(cast: Cast, file: Path) -> None:
    answer = cast.client("大数据局管理员").post(NEW, {**SENT, "title": " ", "port": "70000", "user": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("名称：没有写", "账号：没有写", "端口：没有写", "1 到 65535", 'value="water"'):
        assert words in page
    assert PASSWORD not in page
    assert not DataPlace.objects.exists()


def test_a_server_not_opened_is_told_on_the_form(cast: Cast, file: Path) -> None:
    answer = cast.client("大数据局管理员").post(NEW, {**SENT, "host": "10.9.9.9"})
    assert answer.status_code == 422
    assert "SHUHENG_DATA_HOSTS" in answer.content.decode()


def test_an_agency_beyond_ones_reach_is_no_choice(cast: Cast, file: Path) -> None:
    client = cast.client("大数据局管理员")
    assert "乙市卫生健康委" not in client.get(NEW).content.decode()
    assert client.post(NEW, {**SENT, "agency": "city-b-health"}).status_code == 422


def test_from_check_to_a_table_that_is_measured(cast: Cast, in_file: DataPlace) -> None:
    client, one = cast.client("大数据局管理员"), f"{LIST}{in_file.pk}/"
    page = client.post(f"{one}check/").content.decode()
    assert 'value="机构"' in page
    assert "视图" in page
    assert client.post(f"{one}tables/", {"table": ["机构"]}).status_code == 302
    table = DataTable.objects.get()
    assert (table.place, table.schema_name, table.table_name) == (in_file, "main", "机构")
    assert "已在计量" in client.post(f"{one}check/").content.decode()


def test_a_failed_check_says_what_to_do(cast: Cast, on_server: DataPlace) -> None:
    client, one = cast.client("大数据局管理员"), f"{LIST}{on_server.pk}/"
    answer = client.post(f"{one}check/")
    assert answer.status_code == 422
    assert "连不上数据库服务器" in answer.content.decode()
    assert "请核对主机、端口和网络" in answer.content.decode()
    assert "最近一次没有连通" in client.get(one).content.decode()
    assert "连不通" in client.get(LIST).content.decode()


def test_changing_asks_for_the_password_where_the_server_changes(cast: Cast, on_server: DataPlace) -> None:
    client, edit = cast.client("大数据局管理员"), f"{LIST}{on_server.pk}/edit/"
    sent = {
        "version": "1",
        "title": "新名",
        "host": "127.0.0.1",
        "port": "2",
        "database": "data",
        "schema": "",
        "user": "reader",
    }
    refused = client.post(edit, sent)
    assert refused.status_code == 422
    assert "place-password-again" in refused.content.decode()
    assert client.post(edit, {**sent, "password": "another"}).status_code == 302
    assert client.post(edit, {**sent, "password": "another"}).status_code == 422, (
        "somebody changed it meanwhile"
    )


def test_archived_places_are_shown_on_demand(cast: Cast, in_file: DataPlace) -> None:
    client = cast.client("大数据局管理员")
    client.post(f"{LIST}{in_file.pk}/end/")
    assert "卫生库" not in client.get(LIST).content.decode()
    assert "卫生库" in client.get(LIST, {"archived": "on"}).content.decode()
    client.post(f"{LIST}{in_file.pk}/end/", {"act": "restore"})
    assert "卫生库" in client.get(LIST).content.decode()


def test_a_kind_that_is_none_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(ProblemsError) as error:
        forms.read(forms.typed({**SENT, "kind": "oracle"}))
    assert [one.field for one in error.value.problems] == ["类型", "端口"]
    assert "PostgreSQL" in error.value.problems[0].allowed


def test_what_is_typed_loses_what_no_name_holds() -> None:
    said = forms.typed({"host": " db.city\x00.local\n", "title": "库\u200b名", "password": " 密 码 "})
    assert (said.host, said.title, said.password) == ("db.city.local", "库名", " 密 码 ")
    assert "密" not in repr(said)
