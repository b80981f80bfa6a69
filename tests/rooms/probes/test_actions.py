"""Registering, changing, and the excuse: who may, what is refused, what the log keeps and what it never learns."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import OPERATOR
from shuheng.audit.models import AuditRow
from shuheng.problems import ProblemsError
from shuheng.quality.models import Outage, ProbedInterface, ProbeRun
from shuheng.quality.places.secrets import unseal
from shuheng.quality.probes.actions import (
    add_interface,
    ask_excuse,
    change_interface,
    decide_excuse,
    probe_all,
    probe_now,
)
from shuheng.quality.probes.specs import spec_of
from shuheng.quality.probes.wanted import Wanted, read_headers, read_interface
from tests.cast import Cast
from tests.rooms.probes.rounds import DOWN, MONDAY, registered, seen

pytestmark = pytest.mark.django_db
SAID = {
    "agency": "city-a-health",
    "title": "诊所查询",
    "platform": "共享平台",
    "address": "https://api.example.cn/x?key=abc",
}


def wanted(health: Agency, **more: str) -> Wanted:
    return read_interface({**SAID, **more}, {health.code: health})


def codes(error: pytest.ExceptionInfo[ProblemsError]) -> list[str]:
    return [one.code for one in error.value.problems]


def test_texts_become_an_interface(health: Agency) -> None:
    found = wanted(
        health,
        method="POST", latency_ms="800", rhythm="每周", volume_query="有", volume_address="https://a.example/n",
        fields="名称\n床位:integer?", active="停用",
    )  # fmt: skip
    assert (found.values["method"], found.values["latency_ms"], found.values["rhythm"]) == (
        "POST",
        800,
        "weekly",
    )
    assert (found.values["volume_query"], found.values["active"], found.values["platform"]) == (
        True,
        False,
        "sharing",
    )
    assert found.values["fields"][1] == {"name": "床位", "type": "integer", "required": False}
    assert wanted(health).values["volume_query"] is None


def test_every_mistake_is_told_at_once(health: Agency) -> None:
    with pytest.raises(ProblemsError) as error:
        read_interface(
            {
                "agency": "city-a-heath",
                "platform": "共亨平台",
                "address": "ftp://x",
                "method": "PUT",
                "expected_status": "99",
                "latency_ms": "-1",
                "volume_query": "有",
                "fields": "床位:int",
            },
            {health.code: health},
        )
    assert sorted(codes(error)) == [
        "fields-type", "interface-agency", "interface-empty", "interface-number", "interface-number",
        "interface-volume", "interface-word", "interface-word", "probe-address",
    ]  # fmt: skip
    by_field = {one.field: one for one in error.value.problems}
    assert "是否想写“共享平台”" in by_field["平台"].hint
    assert "city-a-health" in by_field["单位代码"].hint
    with pytest.raises(ProblemsError) as odd:
        wanted(health, volume_query="没有", volume_address="https://a.example/n")
    assert codes(odd) == ["interface-volume"]
    with pytest.raises(ProblemsError) as userinfo:
        wanted(health, address="http://user:secret@a.example/")
    assert codes(userinfo) == ["probe-address"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("X-Token", "header-form"),
        ("X Token: a", "header-form"),
        ("X-Token: 中文", "header-form"),
        ("Host: evil", "header-ours"),
        ("A: 1\na: 2", "header-twice"),
        ("\n".join(f"X-{n}: 1" for n in range(21)), "header-many"),
    ],
)
def test_headers_with_mistakes_are_refused(text: str, code: str) -> None:
    with pytest.raises(ProblemsError) as error:
        read_headers(text)
    assert codes(error) == [code]


def test_headers_are_kept_sealed_and_never_logged(cast: Cast, health: Agency) -> None:
    headers = read_headers("Authorization: Bearer geheim-42\n\nX-App: 7")
    one = add_interface(wanted=wanted(health), headers=headers, by=cast.visitor("大数据局管理员"))
    one.refresh_from_db()
    assert "geheim" not in one.secret
    assert json.loads(unseal(one.secret)) == headers
    assert spec_of(one).request.headers == (("Authorization", "Bearer geheim-42"), ("X-App", "7"))
    assert "geheim" not in repr(spec_of(one))
    assert one.header_names == ["Authorization", "X-App"]
    logged = json.dumps(list(AuditRow.objects.values_list("detail", flat=True)), ensure_ascii=False)
    assert "诊所查询" in logged
    assert "geheim" not in logged
    assert "key=abc" not in logged


def test_a_title_is_taken_once_per_agency_and_platform(cast: Cast, health: Agency) -> None:
    by = cast.visitor("大数据局管理员")
    add_interface(wanted=wanted(health), by=by)
    add_interface(wanted=wanted(health, platform="开放平台"), by=by)
    with pytest.raises(ProblemsError) as error:
        add_interface(wanted=wanted(health), by=by)
    assert codes(error) == ["interface-title"]
    other = ProbedInterface.objects.get(platform="opening")
    with pytest.raises(ProblemsError) as moved:
        change_interface(number=other.pk, version=1, wanted=wanted(health), headers=None, by=by)
    assert codes(moved) == ["interface-title"]


def test_a_change_keeps_or_replaces_headers_and_meets_others(cast: Cast, health: Agency) -> None:
    by = cast.visitor("大数据局管理员")
    one = add_interface(wanted=wanted(health), headers={"X-Token": "a"}, by=by)
    same = change_interface(number=one.pk, version=1, wanted=wanted(health), headers=None, by=by)
    assert (same.version, same.header_names) == (1, ["X-Token"])
    changed = change_interface(
        number=one.pk, version=1, wanted=wanted(health, title="新名"), headers=None, by=by
    )
    assert (changed.version, changed.title, changed.header_names) == (2, "新名", ["X-Token"])
    with pytest.raises(ProblemsError) as error:
        change_interface(number=one.pk, version=1, wanted=wanted(health), headers=None, by=by)
    assert codes(error) == ["interface-moved"]
    bare = change_interface(number=one.pk, version=2, wanted=wanted(health, title="新名"), headers={}, by=by)
    assert (bare.header_names, bare.secret) == ([], "")


def test_kept_headers_do_not_go_to_another_host(cast: Cast, health: Agency) -> None:
    by = cast.visitor("大数据局管理员")
    one = add_interface(wanted=wanted(health), headers={"X-Token": "a"}, by=by)
    near = wanted(health, address="https://api.example.cn/other")
    assert change_interface(number=one.pk, version=1, wanted=near, headers=None, by=by).version == 2
    far = wanted(health, address="https://evil.example/")
    with pytest.raises(ProblemsError) as error:
        change_interface(number=one.pk, version=2, wanted=far, headers=None, by=by)
    assert codes(error) == ["interface-headers"]
    assert (
        change_interface(number=one.pk, version=2, wanted=far, headers={"X-Token": "b"}, by=by).version == 3
    )


def test_who_may_do_what(cast: Cast, health: Agency) -> None:
    one = registered(health, "甲")
    for title in ("填报人", "单位管理员", "评审专家", "审计员", "外单位", "公众"):
        with pytest.raises(PermissionDenied, match="甲市卫生健康委"):
            add_interface(wanted=wanted(health), by=cast.visitor(title))
    for title in ("评审专家", "审计员", "外单位", "公众"):
        with pytest.raises(PermissionDenied):
            probe_now(interface=one, by=cast.visitor(title))
    assert probe_now(interface=one, by=cast.visitor("填报人")).asked == [one.pk]
    with pytest.raises(PermissionDenied):
        probe_all(agencies=[cast.agency("city-b-health")], by=cast.visitor("大数据局管理员"))
    run = probe_all(agencies=[health], by=cast.visitor("大数据局管理员"))
    assert run.title == "1 个单位的 1 个接口"
    one.active = False
    with pytest.raises(ProblemsError, match="probe-none"):
        probe_now(interface=one, by=cast.visitor("填报人"))
    assert ProbeRun.objects.count() == 2


def test_an_excuse_is_asked_returned_asked_again_and_accepted(cast: Cast, health: Agency) -> None:
    seen(registered(health, "甲"), MONDAY, DOWN)
    outage = Outage.objects.get()
    filer, bureau = cast.visitor("填报人"), cast.visitor("大数据局管理员")
    with pytest.raises(ProblemsError) as nothing:
        ask_excuse(outage=outage, reason="  ", by=filer)
    with pytest.raises(ProblemsError) as early:
        decide_excuse(outage=outage, accept=True, opinion="", by=bureau)
    outage = ask_excuse(outage=outage, reason="机房停电", by=filer)
    assert (outage.excuse_state, outage.excuse_by) == ("asked", filer.name)
    with pytest.raises(ProblemsError) as twice:
        ask_excuse(outage=outage, reason="又一个", by=filer)
    with pytest.raises(PermissionDenied):
        decide_excuse(outage=outage, accept=True, opinion="", by=filer)
    with pytest.raises(ProblemsError) as wordless:
        decide_excuse(outage=outage, accept=False, opinion=" ", by=bureau)
    outage = decide_excuse(outage=outage, accept=False, opinion="请附停电通知", by=bureau)
    assert (outage.excuse_state, outage.decision, outage.decided_by) == (
        "returned",
        "请附停电通知",
        bureau.name,
    )
    outage = ask_excuse(outage=outage, reason="机房停电，见通知", by=filer)
    assert (outage.excuse_state, outage.decided_by, outage.decided_at) == ("asked", "", None)
    outage = decide_excuse(outage=outage, accept=True, opinion="", by=bureau)
    with pytest.raises(ProblemsError) as done:
        ask_excuse(outage=outage, reason="再来", by=filer)
    assert [codes(one) for one in (nothing, early, twice, wordless, done)] == [
        ["excuse-empty"], ["excuse-state"], ["excuse-state"], ["excuse-opinion"], ["excuse-state"],
    ]  # fmt: skip
    acts = list(
        AuditRow.objects.filter(action__contains="excuse").order_by("number").values_list("action", flat=True)
    )
    assert acts == [f"quality.{act}_excuse" for act in ("ask", "decide", "ask", "decide")]


def test_nobody_decides_on_ones_own_excuse(cast: Cast, health: Agency) -> None:
    seen(registered(health, "甲"), MONDAY, DOWN)
    bureau = cast.visitor("大数据局管理员")
    outage = ask_excuse(outage=Outage.objects.get(), reason="停电", by=bureau)
    with pytest.raises(ProblemsError) as error:
        decide_excuse(outage=outage, accept=True, opinion="", by=bureau)
    assert codes(error) == ["excuse-own"]
    assert decide_excuse(outage=outage, accept=True, opinion="", by=OPERATOR).excuse_state == "accepted"
