"""What the form of a mapping says, as a mapping; and what a mapping makes of a list, as the page shows it."""

import json

import pytest
from django.http import QueryDict

from shuheng.catalogue.harvest.forms import changed_mapping, said_values
from shuheng.catalogue.harvest.preview import preview
from shuheng.catalogue.harvest.queries.mapping import options_of
from shuheng.catalogue.harvest.queries.report import text
from shuheng.engines.harvest import load_mapping, open_source
from shuheng.files.csv_out import neutral
from shuheng.problems import ProblemsError
from tests.rooms.harvest.lists import MAPPING, row

BASE = load_mapping(MAPPING)


def said(**texts: str) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in texts.items():
        found.appendlist(name.replace("__", "-"), value)
    return found


def test_an_empty_form_changes_nothing() -> None:
    assert changed_mapping(BASE, said()) == BASE


def test_a_chosen_field_replaces_and_nothing_removes() -> None:
    found = changed_mapping(BASE, said(from__title="别名", from__rows=""))
    assert found.fields["title"].source == ("别名",)
    assert "rows" not in found.fields
    assert found.fields["code"] == BASE.fields["code"]


def test_what_no_select_can_say_stays() -> None:
    rich = load_mapping(MAPPING.replace("title: 名称", "title: [名称, 别名]"))
    titles = [option for option in options_of(rich, "title", ("名称", "别名")) if option.chosen]
    assert [(option.value, option.title) for option in titles] == [("=", "名称、别名（照对应文件）")]
    assert changed_mapping(rich, said(from__title="=")).fields["title"].source == ("名称", "别名")


def test_a_key_is_chosen_and_a_field_is_no_longer_ignored() -> None:
    base = load_mapping(MAPPING + "ignore: [备注]\n")
    params = said(from__keywords="备注")
    params.setlist("key", ["名称", "部门"])
    found = changed_mapping(base, params)
    assert (found.key, found.ignore) == (("名称", "部门"), ())


def test_values_are_said_to_mean_a_code_or_unknown() -> None:
    params = said(
        map__update_cycle__0="weekly", value__update_cycle__0="隔三差五",
        map__update_cycle__1="-", value__update_cycle__1="其他",
        map__update_cycle__2="", value__update_cycle__2="随缘",
    )  # fmt: skip
    assert sorted(said_values(params)) == [
        ("update_cycle", "其他", None),
        ("update_cycle", "隔三差五", "weekly"),
    ]
    found = changed_mapping(BASE, params)
    assert found.fields["update_cycle"].map == {"隔三差五": "weekly", "其他": None}


def test_a_preview_shows_what_values_become_and_what_stays_open() -> None:
    listed = json.dumps([row(1), row(2, 频率="随缘"), row(3, 名称="")]).encode()
    found = preview(open_source(listed), BASE)
    assert (found.records, found.mapped, found.refused) == (3, 2, 1)
    assert found.examples["update_cycle"] == {"每月": "每月", "随缘": "未知"}
    assert found.examples["open_type"] == {"无条件开放": "无条件"}
    assert found.examples["rows"] == {"1,299": "1299"}
    assert found.open == {"update_cycle": {"随缘": 1}}
    assert [one.code for one in found.refusals] == ["title-missing"]


def test_a_preview_of_a_mapping_for_another_list_is_refused() -> None:
    strict = load_mapping(MAPPING.replace("missing_fields: allow", "missing_fields: refuse"))
    with pytest.raises(ProblemsError, match="没有"):
        preview(open_source(b'[{"a": 1}]'), strict)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "未知"),
        ("", "未知"),
        ([], "未知"),
        (["a", "b"], "a；b"),
        ({}, "无"),
        ({"a": 1}, "a：1"),
        (0, "0"),
        (3, "3"),
    ],
)
def test_values_of_history_as_texts(value: object, shown: str) -> None:
    assert text(value) == shown


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_could_run_is_marked(cell: str) -> None:
    assert neutral(cell) == "'" + cell
    assert neutral("x" + cell) == "x" + cell
