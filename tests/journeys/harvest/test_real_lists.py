"""The real lists of 27 portals and of four other publishers, harvested by the command: nothing lost, nothing doubled."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from shuheng.catalogue.models import CatalogueEntry, HarvestRecord
from tests.journeys.command import Shuheng

pytestmark = pytest.mark.django_db
CITIES = (
    *("nanning", "liuzhou", "guilin", "wuzhou", "beihai", "fangchenggang", "qinzhou", "guigang"),
    *("yulin", "baise", "hezhou", "hechi", "laibin", "chongzuo"),
)
BROKEN = "hainan_hainan.BROKEN.json.gz"
OWNED = ",".join(f"guangxi_{city}=guangxi-{city}" for city in CITIES)
AGENCIES = ("--load-agencies", "guangxi-cities", "--agency", "guangxi", "--agency-per-file", OWNED)


def told(shared: Path) -> dict[str, int]:
    """How many records each list has, by the manifest of the data sets."""
    with (shared / "data/MANIFEST.csv").open(encoding="utf-8-sig") as lines:
        return {
            Path(row["file"]).name: int(row["rows"] or 0)
            for row in csv.DictReader(lines)
            if "cn_portals" in row["file"]
        }


def harvest(shuheng: Shuheng, *arguments: object) -> tuple[int, dict[str, Any], str]:
    shown = shuheng("harvest", *arguments, "--format", "json")
    return shown.code, {Path(one["origin"]).name: one for one in shown.json["runs"]}, shown.err


def test_every_list_of_the_portals_twice(shuheng: Shuheng, shared: Path) -> None:
    folder = shared / "data/catalogues/cn_portals"
    code, first, errors = harvest(shuheng, folder, *AGENCIES, "--accept")
    assert code == 1  # one list is broken
    assert len(first) == 27
    broken = first.pop(BROKEN)
    assert (broken["state"], broken["run"], len(broken["problems"])) == ("refused", None, 1)
    assert re.search(r"第 1 行第 678412 列（第 1278689 字节）", broken["problems"][0]["message"])
    assert errors.count("错误 ") == 1
    expected = told(shared)
    for name, one in first.items():
        run = one["run"]
        assert (run["records"], run["whole"], run["problem"]) == (expected[name], True, ""), name
        assert run["records"] == run["added"] + run["refused"], name
        assert sum(reason["count"] for reason in run["refusals"]) == run["refused"], name
    held = sum(one["run"]["added"] for one in first.values())
    assert CatalogueEntry.objects.count() == held
    assert HarvestRecord.objects.filter(refused=True).count() == sum(
        one["run"]["refused"] for one in first.values()
    )
    before = list(CatalogueEntry.objects.values_list("pk", "version", "content_hash", "changed"))
    _, second, _ = harvest(shuheng, folder, *AGENCIES)
    for name, one in first.items():
        run = second[name]["run"]
        assert (run["added"], run["changed"], run["vanished"]) == (0, 0, 0), name
        assert run["unchanged"] == one["run"]["added"], name
        assert (run["refusals"], run["notes"]) == (one["run"]["refusals"], one["run"]["notes"]), name
    assert list(CatalogueEntry.objects.values_list("pk", "version", "content_hash", "changed")) == before


def test_suqian_as_it_is(shuheng: Shuheng, shared: Path) -> None:
    path = shared / "data/catalogues/cn_portals/jiangsu_suqian.json"
    _, found, _ = harvest(
        shuheng, path, "--load-agencies", "guangxi-cities", "--agency", "guangxi", "--accept"
    )
    entries = CatalogueEntry.objects.all()
    assert found[path.name]["run"]["added"] == entries.count() == 2661
    assert entries.filter(title__startswith="[2018]行政许可公示信息_").count() == 172
    assert entries.exclude(update_cycle="").exists()


def test_the_broken_list_gives_its_readable_part_when_asked(shuheng: Shuheng, shared: Path) -> None:
    path = shared / "data/catalogues/cn_portals" / BROKEN
    code, found, _ = harvest(
        shuheng, path, "--load-agencies", "guangxi-cities", "--agency", "guangxi", "--accept", "--partial"
    )
    run = found[BROKEN]["run"]
    assert (code, run["whole"], run["vanished"]) == (0, False, 0)
    assert run["records"] == run["added"] + run["refused"] > 0


def test_other_publishers(shuheng: Shuheng, shared: Path) -> None:
    folders = [
        shared / "data/catalogues" / name for name in ("ckan_dados_gov_br", "us_data_json", "eu_dcat_ap_ttl")
    ]
    arguments = (*folders, "--load-agencies", "guangxi-cities", "--agency", "guangxi")
    code, first, _ = harvest(shuheng, *arguments)
    assert code == 0
    records = {name: one["run"]["records"] for name, one in first.items()}
    assert records == {"package_search_800.json.gz": 800, "package_search_bolsa_10.json": 10,
                       "gsa.older_snapshot.json": 339, "easa.ttl": 2, "euromap.ttl": 4, "europeana.ttl": 1,
                       "hadea.ttl": 1}  # fmt: skip
    for name, one in first.items():
        assert one["run"]["records"] == one["run"]["added"] + one["run"]["refused"], name
    dump = first["package_search_800.json.gz"]["run"]
    assert (dump["declared"], dump["whole"]) == (13786, False)
    assert "13,786" in dump["problem"]
    _, second, _ = harvest(shuheng, *arguments)
    for name, one in first.items():
        assert second[name]["run"]["unchanged"] == one["run"]["added"], name
