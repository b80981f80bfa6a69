"""``shuheng harvest`` as an operator uses it: one list, many, an unknown one, a broken one, none at all."""

import re
from pathlib import Path
from typing import Any

import pytest

from shuheng.catalogue.models import CatalogueEntry, HarvestRun, HarvestSource
from shuheng.engines.harvest import load_mapping
from tests.cast import Cast
from tests.journeys.command import Shuheng
from tests.journeys.harvest.conftest import Write
from tests.places import ROOT
from tests.rooms.harvest.portal import packages, portal, say_json, search

pytestmark = pytest.mark.django_db


def listed(count: int, **other: Any) -> list[dict[str, Any]]:
    return [
        {"目录名称": f"第{n}号目录", "提供单位": "甲市水利局", "更新周期": "每月", "更新日期": "2023-06-08",
         "目录代码": f"A-{n:03}", "数据量": "1,299"} | other
        for n in range(1, count + 1)
    ]  # fmt: skip


def test_an_unknown_list_is_not_harvested_but_explained(shuheng: Shuheng, cast: Cast, written: Write) -> None:
    path = written("portal.json", listed(12))
    shown = shuheng("harvest", path, "--agency", "city-a")
    assert shown.code == 2
    for words in ("没见过的清单", "目录名称", "每月 → monthly", "把握大", "标识："):
        assert words in shown.out + shown.err
    assert "--accept" in shown.err
    assert (CatalogueEntry.objects.count(), HarvestRun.objects.count()) == (0, 0)


def test_accepted_it_is_harvested_and_the_second_time_nothing_changes(
    shuheng: Shuheng, cast: Cast, written: Write
) -> None:
    path = written("portal.json", listed(12))
    arguments = ("harvest", path, "--agency", "city-a", "--as-of", "2023-06-28")
    first = shuheng.json(*arguments, "--accept")["runs"][0]
    assert (first["state"], first["run"]["records"], first["run"]["added"]) == ("done", 12, 12)
    assert (first["run"]["source"], first["run"]["agency"], first["run"]["as_of"]) == (
        "portal",
        "city-a",
        "2023-06-28",
    )
    second = shuheng.json(*arguments)["runs"][0]["run"]
    assert (second["added"], second["changed"], second["unchanged"]) == (0, 0, 12)
    assert HarvestSource.objects.get().mapping_confirmed_by == "命令行"


def test_the_proposal_is_saved_changed_and_used(
    shuheng: Shuheng, cast: Cast, written: Write, tmp_path: Path
) -> None:
    path, mapping = written("portal.json", listed(12, 更新周期="隔三差五")), tmp_path / "m.yaml"
    assert shuheng("harvest", path, "--agency", "city-a", "--mapping", mapping).code == 2
    text = mapping.read_text(encoding="utf-8")
    assert load_mapping(text).fields["title"].source == ("目录名称",)
    without = re.sub(r"^  update_cycle: 更新周期\n", "", text, flags=re.MULTILINE)
    cycle = "  update_cycle: {from: 更新周期, map: {隔三差五: weekly}}\n"
    mapping.write_text(without.replace("  title:", f"{cycle}  title:"), encoding="utf-8")
    shown = shuheng("harvest", path, "--agency", "city-a", "--mapping", mapping)
    assert shown.code == 0, shown.err
    assert CatalogueEntry.objects.filter(update_cycle="weekly").count() == 12


def test_a_folder_is_harvested_list_by_list(
    shuheng: Shuheng, cast: Cast, written: Write, tmp_path: Path
) -> None:
    written("one.json", listed(3))
    written("two.json.gz", listed(4))
    written("broken.json", b'[{"\xe7\x9b\xae": 1}, {')
    shown = shuheng(
        "harvest", tmp_path, "--agency-per-file", "one=city-a,two=city-b", "--agency", "province", "--accept"
    )
    assert shown.code == 1
    assert "合计" in shown.out
    assert "list-cut" in shown.err or "json-broken" in shown.err
    by_agency = dict(HarvestSource.objects.values_list("code", "agency__code"))
    assert by_agency == {"one": "city-a", "two": "city-b", "broken": "province"}
    assert CatalogueEntry.objects.count() == 7


def test_a_dry_run_writes_nothing(shuheng: Shuheng, cast: Cast, written: Write) -> None:
    path = written("portal.json", [*listed(5), {"目录名称": "", "目录代码": "A-9"}])
    run = shuheng.json("harvest", path, "--agency", "city-a", "--accept", "--dry-run")["runs"][0]["run"]
    assert (run["dry"], run["added"], run["refused"]) == (True, 5, 1)
    assert run["refusals"] == [{"code": "title-missing", "count": 1, "meaning": "没有目录名称"}]
    assert CatalogueEntry.objects.count() == 0


def test_a_broken_list_is_refused_unless_its_readable_part_is_wanted(
    shuheng: Shuheng, cast: Cast, written: Write
) -> None:
    whole = written("portal.json", listed(9))
    shuheng.json("harvest", whole, "--agency", "city-a", "--accept")
    broken = written("portal.json", whole.read_bytes()[:-30].decode(errors="ignore").encode())
    shown = shuheng("harvest", broken)
    assert shown.code == 1
    assert re.search(r"第 1 行第 \d+ 列（第 \d+ 字节）", shown.err)
    assert "此前可读 8 条" in shown.err
    run = shuheng.json("harvest", broken, "--partial")["runs"][0]["run"]
    assert (run["unchanged"], run["vanished"], run["whole"]) == (8, 0, False)
    assert CatalogueEntry.objects.filter(status="active").count() == 9


def test_many_do_not_vanish_without_a_word(shuheng: Shuheng, cast: Cast, written: Write) -> None:
    shuheng.json("harvest", written("portal.json", listed(9)), "--agency", "city-a", "--accept")
    few = written("portal.json", listed(2))
    kept = shuheng.json("harvest", few)["runs"][0]["run"]
    assert (kept["vanished"], "消失的目录超过一半" in kept["problem"]) == (0, True)
    assert shuheng.json("harvest", few, "--allow-vanish")["runs"][0]["run"]["vanished"] == 7


def test_a_live_portal_is_harvested(shuheng: Shuheng, cast: Cast, settings: Any) -> None:
    settings.HARVEST_HOSTS = ["127.0.0.1"]
    with portal(lambda _, handler, query: say_json(handler, search(packages(450), query))) as served:
        address = f"{served.address}/api/3/action/package_search"
        run = shuheng.json("harvest", address, "--agency", "city-a", "--source", "live")["runs"][0]["run"]
    assert (run["added"], run["declared"], run["whole"]) == (450, 450, True)


def test_a_live_portal_that_promises_more_says_so(shuheng: Shuheng, cast: Cast, settings: Any) -> None:
    settings.HARVEST_HOSTS = ["127.0.0.1"]
    with portal(lambda _, handler, query: say_json(handler, search(packages(10), query, 50))) as served:
        address = f"{served.address}/api/3/action/package_search"
        run = shuheng.json("harvest", address, "--agency", "city-a", "--source", "live")["runs"][0]["run"]
    assert (run["records"], run["declared"], run["whole"], run["vanished"]) == (10, 50, False, 0)
    assert "自称 50 条，实际给出 10 条" in str(run["remarks"])


def test_an_inner_address_is_refused(shuheng: Shuheng, cast: Cast) -> None:
    shown = shuheng("harvest", "http://10.0.0.7/data.json", "--agency", "city-a")
    assert (shown.code, "SHUHENG_HARVEST_HOSTS" in shown.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.json"], "没有文件“nowhere.json”"),
        (["{file}"], "请用 --agency 写明单位代码"),
        (["{file}", "--agency", "city-x"], "没有单位“city-x”。是否想写“city-"),
        (["{file}", "--agency", "city-a", "--as-of", "昨天"], "不是日期"),
        (["{file}", "--agency-per-file", "portal"], "的写法不对"),
        (["{file}", "{file}", "--source", "x"], "不能写 --source"),
        (["{file}", "--agency", "city-a", "--load-agencies", "guangxi"], "没有单位名单“guangxi”"),
        (["{empty}"], "里没有文件"),
        ([], "缺少参数"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told(
    shuheng: Shuheng, cast: Cast, written: Write, tmp_path: Path, arguments: list[str], words: str
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    path = written("portal.json", listed(2))
    shown = shuheng("harvest", *(one.format(file=path, empty=empty) for one in arguments))
    assert (shown.code, words in shown.err) == (2, True), shown.err
    assert HarvestSource.objects.count() == 0


def test_a_source_belongs_to_one_agency(shuheng: Shuheng, cast: Cast, written: Write) -> None:
    path = written("portal.json", listed(2))
    shuheng.json("harvest", path, "--agency", "city-a", "--accept")
    shown = shuheng("harvest", path, "--agency", "city-b")
    assert (shown.code, "属于“甲市”" in shown.err) == (2, True)


def keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    return (
        set(value) | {key for item in value.values() for key in keys(item)}
        if isinstance(value, dict)
        else set()
    )


def test_every_key_is_documented(shuheng: Shuheng, cast: Cast, written: Write) -> None:
    page = (ROOT / "docs" / "reference" / "json-output.md").read_text(encoding="utf-8")
    documented = {word for code in re.findall(r"`([^`]+)`", page) for word in re.findall(r"\w+", code)}
    odd = [*listed(3, 更新周期="隔三差五", 提供单位="无名局", 备注="x"), {"目录代码": "A-7"}]
    waiting = shuheng("harvest", written("portal.json", odd), "--agency", "city-a", "--format", "json")
    assert waiting.code == 2
    run = shuheng.json("harvest", written("portal.json", odd), "--accept")
    broken = shuheng("harvest", written("portal.json", b"[{"), "--format", "json")
    found = keys(waiting.json) | keys(run) | keys(broken.json)
    assert {"proposal", "unmapped", "providers", "problems"} <= found
    assert found - documented == set()
