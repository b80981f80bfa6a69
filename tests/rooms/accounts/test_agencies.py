"""Writing agencies: everything that is wrong at once, the tree kept straight, each act on record."""

import pytest
from django.core.exceptions import PermissionDenied

from shuheng.accounts.actions.agencies import add_agency, change_agency, keep
from shuheng.accounts.fields import values_of
from shuheng.accounts.models import Agency, PeerGroup
from shuheng.accounts.plan import Said, plan_for
from shuheng.accounts.rights import require
from shuheng.accounts.visitors import OPERATOR, PUBLIC
from shuheng.audit.chain import verify_chain
from shuheng.audit.models import AuditRow
from shuheng.problems import ProblemsError
from tests.cast import AGENCIES, Cast

NEW = {"code": "city-a-tax", "name": "甲市税务局", "kind": "department", "parent": "city-a"}


def codes(*said: dict[str, str]) -> list[str]:
    return [one.code for one in plan_for([Said(texts) for texts in said], OPERATOR).problems]


def paths() -> dict[str, str]:
    """Each agency's path told in codes."""
    by_id = dict(Agency.objects.values_list("pk", "code"))
    return {one.code: "/".join(by_id[pk] for pk in one.path_ids) for one in Agency.objects.order_by("code")}


def test_the_tree_has_paths(cast: Cast) -> None:
    assert paths()["city-a-health"] == "province/city-a/city-a-health"
    assert len(paths()) == len(AGENCIES)


def test_adding_keeps_every_field(cast: Cast) -> None:
    texts = NEW | {
        "short_name": "市税务局",
        "aliases": "税务；市税务",
        "type": "垂管单位",
        "tier": "第二档",
        "peer_groups": "某方案：第二档",
        "position": "7",
        "division_code": "450100",
        "credit_code": "91350100M000100Y43",
        "population": "12,345",
        "population_source": "某公报",
        "dataset_target": "15",
        "valid_from": "2020-01-01",
        "valid_to": "2026-12-31",
        "merged_into": "city-a-water",
        "demo": "是",
    }
    added = add_agency(texts=texts, by=OPERATOR)
    values = values_of(added)
    assert values["population"] == 12_345
    assert values["aliases"] == ("税务", "市税务")
    assert values["peer_groups"] == ("某方案：第二档",)
    assert values["merged_into"] == "city-a-water"
    assert values["demo"] is True
    assert plan_for([Said(texts)], OPERATOR).same[0].code == "city-a-tax"
    row = AuditRow.objects.order_by("number").last()
    assert row is not None
    assert (row.action, row.thing_id, row.actor) == ("accounts.add_agency", str(added.pk), "本机操作员")
    assert row.detail["fields"]["population"] == ["", "12345"]
    assert verify_chain().ok


def test_what_is_not_stated_stays(cast: Cast) -> None:
    change_agency(
        agency=cast.agency("city-a"),
        texts={"tier": "第一档", "population": "5", "population_source": "甲"},
        by=OPERATOR,
    )
    plan = change_agency(agency=cast.agency("city-a"), texts={"tier": "第二档"}, by=OPERATOR)
    assert [(one.title, one.old, one.new) for one in plan.changed[0].differences] == [
        ("档次", "第一档", "第二档")
    ]
    assert cast.agency("city-a").population == 5


def test_changing_nothing_writes_nothing(cast: Cast) -> None:
    before = AuditRow.objects.count()
    plan = change_agency(agency=cast.agency("city-a"), texts={"name": "甲市"}, by=OPERATOR)
    assert plan.touched == ()
    assert AuditRow.objects.count() == before


def test_moving_takes_everything_below_along(cast: Cast) -> None:
    add_agency(texts=NEW | {"code": "station", "parent": "city-a-water"}, by=OPERATOR)
    change_agency(agency=cast.agency("city-a"), texts={"parent": "city-b"}, by=OPERATOR)
    assert paths()["station"] == "province/city-b/city-a/city-a-water/station"
    assert paths()["city-b-health"] == "province/city-b/city-b-health"
    change_agency(agency=cast.agency("city-a"), texts={"parent": ""}, by=OPERATOR)
    assert paths()["city-a-health"] == "city-a/city-a-health"


def test_parent_and_child_may_come_in_any_order_and_swap(cast: Cast) -> None:
    keep(said=[Said(NEW | {"code": "below", "parent": "above"}), Said(NEW | {"code": "above"})], by=OPERATOR)
    assert paths()["below"] == "province/city-a/above/below"
    swapped = [Said({"code": "above", "parent": "below"}), Said({"code": "below", "parent": "city-a"})]
    keep(said=swapped, by=OPERATOR)
    assert paths()["above"] == "province/city-a/below/above"
    assert paths()["below"] == "province/city-a/below"


def test_merging_keeps_history_and_children(cast: Cast) -> None:
    texts = {"valid_to": "2026-06-30", "merged_into": "city-b"}
    change_agency(agency=cast.agency("city-a"), texts=texts, by=OPERATOR)
    merged = cast.agency("city-a")
    assert merged.merged_into == cast.agency("city-b")
    assert merged.children.count() == 3
    change_agency(agency=merged, texts={"valid_to": "", "merged_into": ""}, by=OPERATOR)
    assert (cast.agency("city-a").valid_to, cast.agency("city-a").merged_into) == (None, None)


def test_peer_groups_are_set_as_said(cast: Cast) -> None:
    for said, kept in (("某方案：甲组；某方案：乙组", 2), ("某方案：乙组", 1), ("", 0)):
        change_agency(agency=cast.agency("city-a"), texts={"peer_groups": said}, by=OPERATOR)
        assert cast.agency("city-a").peer_groups.count() == kept
    assert PeerGroup.objects.count() == 2


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"code": "x-1"}, "agency-field-empty"),
        (NEW | {"parent": "city-z"}, "agency-unknown"),
        (NEW | {"parent": "city-a-tax"}, "agency-loop"),
        (NEW | {"kind": "province"}, "agency-kind-above"),
        (NEW | {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "agency-dates"),
        (NEW | {"merged_into": "city-b"}, "agency-merged-open"),
        (NEW | {"merged_into": "nobody", "valid_to": "2026-01-01"}, "agency-unknown"),
        (NEW | {"population": "100"}, "agency-population-source"),
        ({"code": "province", "parent": "city-a-health"}, "agency-loop"),
    ],
)
def test_what_does_not_fit_together(texts: dict[str, str], code: str, cast: Cast) -> None:
    assert code in codes(texts)
    with pytest.raises(ProblemsError):
        keep(said=[Said(texts)], by=OPERATOR)
    assert Agency.objects.count() == len(AGENCIES)


def test_mergers_do_not_run_in_circles(cast: Cast) -> None:
    ended = {"valid_to": "2026-01-01"}
    change_agency(agency=cast.agency("city-a"), texts=ended | {"merged_into": "city-b"}, by=OPERATOR)
    assert codes({"code": "city-b", "merged_into": "city-a"} | ended) == ["agency-loop"]


def test_all_mistakes_are_told_at_once_and_nothing_is_written(cast: Cast) -> None:
    said = [NEW, NEW, {"code": "b-1", "name": "", "kind": "局"}, {"code": "坏"}, {"name": "没有代码"}]
    assert codes(*said) == [
        "agency-field-empty",
        "agency-kind",
        "agency-code",
        "agency-field-empty",
        "agency-twice",
    ]
    with pytest.raises(ProblemsError) as error:
        keep(said=[Said(one) for one in said], by=OPERATOR)
    assert len(error.value.problems) == 5
    assert not Agency.objects.filter(code="city-a-tax").exists()


def test_an_unknown_parent_brings_the_nearest_code(cast: Cast) -> None:
    problem = plan_for([Said(NEW | {"parent": "city-aa"})], OPERATOR).problems[0]
    assert problem.hint == "是否想写“city-a”？"
    assert problem.field == "上级单位代码"


def test_a_code_is_added_once(cast: Cast) -> None:
    with pytest.raises(ProblemsError, match="已经有了"):
        add_agency(texts=NEW | {"code": "city-a"}, by=OPERATOR)
    assert cast.agency("city-a").name == "甲市"


def test_a_preview_that_was_overtaken_is_not_written(cast: Cast) -> None:
    said = [Said({"code": "city-a", "tier": "第一档"})]
    seen = plan_for(said, OPERATOR).fingerprint
    change_agency(agency=cast.agency("city-a"), texts={"tier": "第三档"}, by=OPERATOR)
    with pytest.raises(ProblemsError, match="agency-overtaken"):
        keep(said=said, by=OPERATOR, seen=seen)
    assert cast.agency("city-a").tier == "第三档"


@pytest.mark.parametrize(
    ("title", "texts", "allowed"),
    [
        ("大数据局管理员", {"code": "city-a-health", "tier": "第一档"}, True),
        ("大数据局管理员", NEW, True),
        ("大数据局管理员", {"code": "city-a", "tier": "第一档"}, False),
        ("大数据局管理员", {"code": "city-b-health", "tier": "第一档"}, False),
        ("大数据局管理员", {"code": "city-a-health", "parent": "city-b"}, False),
        ("大数据局管理员", NEW | {"parent": ""}, False),
        ("单位管理员", {"code": "city-a-health", "tier": "第一档"}, False),
        ("单位管理员", NEW | {"parent": "city-a-health"}, True),
        ("单位管理员", NEW, False),
        ("填报人", NEW | {"parent": "city-a-health"}, False),
        ("系统管理员", NEW | {"parent": ""}, True),
    ],
)
def test_agencies_are_kept_by_those_above(
    title: str, texts: dict[str, str], allowed: bool, cast: Cast
) -> None:
    """A unit's administrator does not raise its own tier or lower its own target."""
    found = plan_for([Said(texts)], cast.visitor(title)).problems
    assert [one.code for one in found] == ([] if allowed else ["agency-not-yours"])


def test_a_whole_branch_is_judged_by_what_exists_above_it(cast: Cast) -> None:
    said = [
        Said(NEW | {"code": "b1"}),
        Said(NEW | {"code": "b2", "parent": "b1"}),
        Said(NEW | {"code": "b3", "parent": "city-b"}),
    ]
    found = plan_for(said, cast.visitor("大数据局管理员")).problems
    assert [(one.code, one.field) for one in found] == [("agency-not-yours", "上级单位代码")]


def test_refusing_says_why() -> None:
    require(True, "不会说")
    with pytest.raises(PermissionDenied, match="因为"):
        require(PUBLIC.is_operator, "因为")
