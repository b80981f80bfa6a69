"""The shipped lists against the documents they come from, and against the rubrics that use their codes."""

import re
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from shuheng.accounts.actions.reference import load_reference
from shuheng.accounts.models import Agency, PeerGroup
from shuheng.accounts.reference import FOLDER, LISTS, read_list, read_list_file
from shuheng.problems import ProblemsError
from tests.places import RUBRICS

TIERS = ("suqian-2022-county", "suqian-2022-department")


def loaded(name: str) -> list[Agency]:
    load_reference(name=name, actor="测试")
    return list(Agency.objects.exclude(parent=None).order_by("position"))


def document(shared: Path, name: str) -> str:
    return (shared / "documents" / name).read_text(encoding="utf-8")


def test_every_list_is_named() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(LISTS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_loading_twice_changes_nothing(name: str) -> None:
    assert load_reference(name=name, actor="测试").added
    again = load_reference(name=name, actor="测试")
    assert (again.touched, len(again.same)) == ((), Agency.objects.count())


@pytest.mark.django_db
def test_a_list_leaves_alone_what_it_does_not_say() -> None:
    load_reference(name="wuxi-2021", actor="测试")
    Agency.objects.filter(code="wuxi-07").update(credit_code="91350100M000100Y43", dataset_target=1)
    plan = load_reference(name="wuxi-2021", actor="测试")
    assert [(one.code, one.differences[0].new) for one in plan.changed] == [("wuxi-07", "47")]
    assert Agency.objects.get(code="wuxi-07").credit_code == "91350100M000100Y43"


@pytest.mark.django_db
def test_fourteen_cities_whose_people_sum_to_the_region() -> None:
    cities = loaded("guangxi-cities")
    people = [one.population or 0 for one in cities]
    assert len(cities) == 14
    assert sum(people) == Agency.objects.get(code="guangxi").population == 50_126_804
    assert [one.division_code for one in cities] == [f"45{number:02d}00" for number in range(1, 15)]
    assert all(one.population_source for one in cities)


@pytest.mark.django_db
def test_the_classes_of_the_rubric_follow_from_the_people() -> None:
    """The thresholds are those of `guangxi-2021` itself; class I holds those of five million and more."""
    rubric = yaml.safe_load((RUBRICS / "guangxi-2021" / "rubric.yaml").read_text(encoding="utf-8"))
    at_least = sorted(rubric["classes"]["at_least"].items(), reverse=True)
    classes: dict[str, list[str]] = {name: [] for _, name in at_least}
    for city in loaded("guangxi-cities"):
        classes[next(name for least, name in at_least if (city.population or 0) >= least)].append(
            city.short_name
        )
    assert classes["I类"] == ["南宁", "玉林"]
    assert classes["III类"] == ["北海", "防城港"]
    assert len(classes["II类"]) == 10


@pytest.mark.django_db
def test_the_sixty_three_units_of_wuxi(shared: Path) -> None:
    text = document(shared, "wuxi-work-points-2021.txt")
    annex = text[text.index("附件 1") : text.index("附件 2")]
    said = [
        (int(no), name, int(target))
        for no, name, target in re.findall(r"^(\d+)\t(\S+)\t(\d+)$", annex, re.MULTILINE)
    ]
    units = loaded("wuxi-2021")
    assert [(one.position, one.name, one.dataset_target) for one in units] == said
    assert len(units) == 63
    assert sum(one.dataset_target or 0 for one in units) == 1793


@pytest.mark.django_db
def test_the_tiers_of_suqian(shared: Path) -> None:
    text = document(shared, "suqian-work-points-2022.txt")
    lines = re.findall(r"^(第[一二]档)（(\d+)家）：(.+?)。?$", text, re.MULTILINE)
    said = [(name, tier) for tier, _, names in lines for name in names.replace("。", "").split("、")]
    assert [int(count) for _, count, _ in lines] == [5, 4, 22, 12]
    assert sorted((one.name, one.tier) for one in loaded("suqian-2022")) == sorted(said)


@pytest.mark.django_db
@pytest.mark.parametrize("rubric", TIERS)
def test_suqian_has_the_codes_and_groups_of_its_rubrics(rubric: str) -> None:
    tiers = yaml.safe_load((RUBRICS / rubric / "facts" / "tiers.yaml").read_text(encoding="utf-8"))
    load_reference(name="suqian-2022", actor="测试")
    kept = {
        (agency.code, agency.name, group.name)
        for group in PeerGroup.objects.filter(scheme=rubric)
        for agency in group.members.all()
    }
    assert kept == {(one["code"], one["name"], one["peer"]) for one in tiers["agencies"]}


@pytest.mark.django_db
def test_the_command_loads_and_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_agencies", "guangxi-cities", "suqian-2022")
    assert "14 个设区市：新增 15，修改 0，不变 0" in capsys.readouterr().out
    with pytest.raises(CommandError, match="是否想写“wuxi-2021”"):
        call_command("load_agencies", "wuxi-2020")


def test_a_list_written_wrongly_names_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("agencies:\n  - {code: a, nmae: 甲}\n  - {code: b, 名称: 乙}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        read_list_file(path)
    assert [(one.code, one.line) for one in error.value.problems] == [
        ("agency-list-key", 2),
        ("agency-list-key", 3),
    ]
    path.write_text("units: []\n", encoding="utf-8")
    with pytest.raises(ProblemsError, match="agency-list-shape"):
        read_list_file(path)


def test_a_place_in_a_list_is_its_line() -> None:
    said = read_list("wuxi-2021")
    assert said[1].places["code"].line > said[0].places["code"].line > 3
