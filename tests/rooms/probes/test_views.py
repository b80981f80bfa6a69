"""Every page of probing: who may see it, what it shows, what it says to a bad address or form."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.jobs.models import Job
from shuheng.quality.models import Outage, ProbedInterface
from shuheng.quality.places.secrets import seal
from tests.cast import Cast
from tests.rooms.probes.rounds import DOWN, FINE, registered, seen

pytestmark = pytest.mark.django_db
READERS = ("填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "系统管理员")
MANAGERS = ("大数据局管理员", "系统管理员")
WORKERS = ("填报人", "单位管理员", *MANAGERS)
LISTS = ("/quality/probes/", "/quality/probes/?state=down&days=90&q=诊", "/quality/probes/outages/?shown=all")
ABOUT = ("/quality/probes/{one}/", "/quality/probes/outages/{outage}/")
RUN = "/quality/probes/runs/{run}/"
MANAGED = (
    "/quality/probes/new/",
    "/quality/probes/import/",
    "/quality/probes/form.xlsx",
    "/quality/probes/catalogue/",
)
EDIT = "/quality/probes/{one}/edit/"


@pytest.fixture
def places(health: Agency) -> dict[str, int]:
    """An interface that is down, with a header and two checks."""
    one = registered(
        health,
        "诊所查询",
        "http://127.0.0.1:1/x?key=abc",
        secret=seal('{"X-Token": "geheim"}'),
        header_names=["X-Token"],
    )
    now = timezone.now()
    seen(one, now - timedelta(days=1), FINE)
    probe = seen(one, now, DOWN, DOWN, DOWN)
    return {"one": one.pk, "outage": Outage.objects.get().pk, "run": probe.run_id}


@pytest.fixture
def operator() -> Client:
    return Client(headers={"host": "localhost"})


def test_who_may_see_what(cast: Cast, places: dict[str, int]) -> None:
    cast.everybody()
    for title in READERS:
        client = cast.client(title)
        for address in (*LISTS, *ABOUT, RUN):
            assert client.get(address.format(**places)).status_code == 200, (title, address)
        for address in (*MANAGED, EDIT):
            assert client.get(address.format(**places)).status_code == (200 if title in MANAGERS else 403)
    outsider, public = cast.client("外单位"), cast.client("公众")
    for address in (*ABOUT, EDIT):
        assert outsider.get(address.format(**places)).status_code == 403
    assert "诊所查询" not in outsider.get("/quality/probes/").content.decode()
    assert "诊所查询" not in outsider.get(RUN.format(**places)).content.decode()
    assert "诊所查询" not in outsider.get("/quality/probes/outages/?shown=all").content.decode()
    for address in (*LISTS, *ABOUT, RUN, *MANAGED, EDIT):
        assert public.get(address.format(**places)).status_code == 302


def test_who_may_do_what(cast: Cast, places: dict[str, int]) -> None:
    cast.everybody()
    probe = f"/quality/probes/{places['one']}/probe/"
    excuse = f"/quality/probes/outages/{places['outage']}/excuse/"
    decide = f"/quality/probes/outages/{places['outage']}/decision/"
    for title in (*READERS, "外单位"):
        client = cast.client(title)
        assert client.post(probe).status_code == (302 if title in WORKERS else 403), title
        assert client.post(excuse).status_code == (422 if title in WORKERS else 403), title
        assert client.post(decide).status_code == (422 if title in MANAGERS else 403), title
        assert client.post("/quality/probes/all/").status_code == (302 if title in MANAGERS else 403), title
    assert Job.objects.count() == len(WORKERS) + len(MANAGERS)


def test_bad_addresses_and_wrong_methods(operator: Client, places: dict[str, int]) -> None:
    missing = (
        "/quality/probes/{n}/",
        "/quality/probes/{n}/edit/",
        "/quality/probes/runs/{n}/",
        "/quality/probes/outages/{n}/",
    )
    for number in (999_999, 10**30):
        assert {operator.get(one.format(n=number)).status_code for one in missing} == {404}
    assert {operator.post(one.format(**places)).status_code for one in (*LISTS, *ABOUT, RUN)} == {405}
    assert operator.get(f"/quality/probes/{places['one']}/probe/").status_code == 405
    odd = "/quality/probes/?platform=x&state=y&days=7&page=abc&agency=nobody"
    assert "没有这样的接口" in operator.get(odd).content.decode()


def test_the_list_shows_counts_and_a_line(operator: Client, places: dict[str, int]) -> None:
    shown = operator.get("/quality/probes/").content.decode()
    for words in ("诊所查询", "无法调用", "中断中", "1 / 2", "50.0%", "最近 2 次探测", "1 次无法调用"):
        assert words in shown, words
    assert "诊所查询" in operator.get("/quality/probes/?state=down").content.decode()
    for state in ("never", "odd", "stopped"):
        assert "没有这样的接口" in operator.get(f"/quality/probes/?state={state}").content.decode()
    assert "没有这样的接口" in operator.get("/quality/probes/?platform=opening").content.decode()


def test_unknown_is_said_and_never_zero(operator: Client, health: Agency) -> None:
    one = registered(health, "新接口")
    shown = operator.get("/quality/probes/?state=never").content.decode()
    assert "未探测" in shown
    assert "0.0%" not in shown
    page = operator.get(f"/quality/probes/{one.pk}/").content.decode()
    assert "还没有探测过" in page
    assert page.count("未知") >= 4


def test_no_page_shows_a_secret(operator: Client, places: dict[str, int]) -> None:
    for address in (*LISTS, *ABOUT, RUN):
        shown = operator.get(address.format(**places)).content.decode()
        assert "key=abc" not in shown
        assert "geheim" not in shown
    form = operator.get(EDIT.format(**places)).content.decode()
    assert "已保存：X-Token" in form
    assert "geheim" not in form


def test_one_page_tells_code_remedy_clock_and_attempts(operator: Client, places: dict[str, int]) -> None:
    shown = operator.get(f"/quality/probes/{places['one']}/").content.decode()
    for words in (
        "probe-connect",
        "防火墙",
        "通知后一个工作日",
        "不作数",
        "数据路径",
        "床位",
        "没有登记容量查询",
    ):
        assert words in shown, words


def test_an_interface_is_registered_and_changed_by_form(cast: Cast, health: Agency) -> None:
    client = cast.client("大数据局管理员")
    form = {
        "agency": health.code,
        "title": "药店查询",
        "platform": "开放平台",
        "address": "http://127.0.0.1:1/",
        "headers": "X-A: 1",
    }
    refused = client.post(
        "/quality/probes/new/", {**form, "address": "x", "headers": "坏", "latency_ms": "慢"}
    )
    shown = refused.content.decode()
    assert refused.status_code == 422
    for words in ("probe-address", "header-form", "interface-number", "药店查询", "第 1 行"):
        assert words in shown, words
    response = client.post("/quality/probes/new/", form)
    one = ProbedInterface.objects.get()
    assert response.headers["Location"] == reverse("probed-interface", args=[one.pk])
    assert (one.header_names, one.method, one.latency_ms) == (["X-A"], "GET", 5000)
    edit = f"/quality/probes/{one.pk}/edit/"
    assert "药店查询" in client.get(edit).content.decode()
    changed = {**form, "title": "药店", "version": "1", "header_way": "keep"}
    assert client.post(edit, changed).status_code == 302
    late = client.post(edit, {**changed, "title": "又改"})
    assert (late.status_code, "interface-moved" in late.content.decode()) == (422, True)
    assert (
        client.post(edit, {**changed, "version": "2", "header_way": "replace", "headers": ""}).status_code
        == 302
    )
    one.refresh_from_db()
    assert (one.title, one.header_names, one.version) == ("药店", [], 3)
    taken = client.post("/quality/probes/new/", {**form, "title": "药店"})
    assert "interface-title" in taken.content.decode()


def test_the_excuse_goes_through_its_page(cast: Cast, places: dict[str, int]) -> None:
    page = f"/quality/probes/outages/{places['outage']}/"
    filer, bureau = cast.client("填报人"), cast.client("大数据局管理员")
    assert "提交说明" in filer.get(page).content.decode()
    assert filer.post(f"{page}excuse/", {"reason": "机房<b>停电</b>"}).status_code == 302
    shown = filer.get(page).content.decode()
    assert "正在等待认定" in shown
    assert "机房&lt;b&gt;停电" in shown
    assert "认定意见" not in shown
    assert "认定意见" in bureau.get(page).content.decode()
    assert "诊所查询" in bureau.get("/quality/probes/outages/?shown=asked").content.decode()
    refused = bureau.post(f"{page}decision/", {"decision": "return", "opinion": ""})
    assert (refused.status_code, "excuse-opinion" in refused.content.decode()) == (422, True)
    assert bureau.post(f"{page}decision/", {"decision": "accept"}).status_code == 302
    assert "理由正当" in filer.get(page).content.decode()


def test_a_stopped_interface_is_not_probed_and_says_so(operator: Client, health: Agency) -> None:
    one = registered(health, "旧接口", active=False)
    assert "接口已停用" in operator.get(f"/quality/probes/{one.pk}/").content.decode()
    assert (
        operator.post(f"/quality/probes/{one.pk}/probe/").headers["Location"] == f"/quality/probes/{one.pk}/"
    )
    assert operator.post("/quality/probes/all/").headers["Location"] == "/quality/probes/"
    assert not Job.objects.exists()


def test_long_lists_are_paged_in_few_queries(
    operator: Client, health: Agency, django_assert_max_num_queries: object
) -> None:
    now = timezone.now()
    for number in range(55):
        seen(registered(health, f"接口{number:02}"), now, FINE)
    first = operator.get("/quality/probes/").content.decode()
    assert (first.count('<th scope="row"'), "第 1 / 2 页" in first) == (50, True)
    second = operator.get("/quality/probes/?page=2").content.decode()
    assert second.count('<th scope="row"') == 5
    assert operator.get("/quality/probes/?page=99").content.decode().count('<th scope="row"') == 5
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # a fixture of pytest-django
        operator.get("/quality/probes/")
