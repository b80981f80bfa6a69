"""The form of boxes: what it makes of what was ticked, and what the page shows of it."""

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.urls import reverse

from shuheng.engines.measure.repair import EVERY, load_rules
from shuheng.problems import ProblemsError
from shuheng.quality.cleaning.forms import BOXES, LONGEST_YAML, MOST_COLUMNS, places, rules_text
from shuheng.quality.cleaning.lists import given_for, list_names
from shuheng.quality.cleaning.queries.pages import new_cleaning_page
from shuheng.quality.models import DataTable
from tests.cast import Cast
from tests.rooms.cleaning.conftest import RULES
from tests.rooms.tables.conftest import AS_OF, Maker

COLUMNS = ["编号", "姓名", "备注"]


def rules_of(query: str) -> list[dict[str, object]]:
    loaded = load_rules(rules_text(QueryDict(query), COLUMNS, "试"))
    return [rule.model_dump(by_alias=True, exclude_defaults=True) for rule in loaded.rules]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("trim=0&trim=2", [{"rule": "trim", "columns": ("编号", "备注")}]),
        ("trim=2&trim=0&trim=2", [{"rule": "trim", "columns": ("编号", "备注")}]),
        ("trim=0&trim=1&trim=2", [{"rule": "trim", "columns": (EVERY,)}]),
        ("upper=*", [{"rule": "upper", "columns": (EVERY,)}]),
        ("check-1=identity", [{"rule": "check", "columns": ("姓名",), "format": "identity"}]),
        ("check-1=nothing&deduplicate=1", [{"rule": "deduplicate"}]),
        (
            "listed-2=kind&codes-2=kind",
            [
                {"rule": "codes", "columns": ("备注",), "list": "kind"},
                {"rule": "listed", "columns": ("备注",), "list": "kind"},
            ],
        ),
        ("phone=1&trim=1", [{"rule": "trim", "columns": ("姓名",)}, {"rule": "phone", "columns": ("姓名",)}]),
    ],
)
def test_what_was_ticked(query: str, expected: list[dict[str, object]]) -> None:
    assert rules_of(query) == expected


@pytest.mark.parametrize(
    "query", ["", "trim=", "trim=3", "trim=-1", "trim=x", "check-0=nothing", "deduplicate="]
)
def test_nothing_ticked_is_refused(query: str) -> None:
    with pytest.raises(ProblemsError) as error:
        rules_text(QueryDict(query), COLUMNS, "试")
    assert error.value.problems[0].code == "cleaning-no-rules"


def test_a_form_that_no_page_made_is_refused() -> None:
    with pytest.raises(ProblemsError) as error:
        rules_text(QueryDict("trim=0"), ["长" * 300, "乙"], "试")
    assert error.value.problems[0].code == "cleaning-form"


def test_rules_are_taken_as_typed_and_bounded() -> None:
    post = QueryDict(mutable=True)
    post.update({"act": "yaml", "yaml": "x" * (LONGEST_YAML + 5), "trim": "0"})
    assert rules_text(post, COLUMNS, "试") == "x" * LONGEST_YAML


def test_places_that_are_none_are_passed_over() -> None:
    assert places(["1", "９", "-1", "999999", "", "0"], COLUMNS) == ["编号", "姓名"]


def test_a_wide_table_is_cut_and_says_so(make: Maker) -> None:
    columns = [f"列{number}" for number in range(MOST_COLUMNS + 30)]
    page = new_cleaning_page(make("宽表", ",".join(columns) + "\n" + ",".join("x" for _ in columns) + "\n"))
    assert (len(page.columns), page.more_columns) == (MOST_COLUMNS, 30)
    assert [box.kind for box in page.columns[0].boxes] == list(BOXES)
    assert {box.kind for line in page.columns for box in line.boxes if box.ticked} == {"trim"}


def test_the_page_shows_lists_and_keeps_what_was_typed(
    cast: Cast, table: DataTable, make_list: Callable[[str], None]
) -> None:
    make_list("kind")
    address = f"{reverse('new-cleaning')}?table={table.pk}"
    client = cast.client("单位管理员")
    shown = client.get(address).content.decode()
    assert '<option value="kind">类别</option>' in shown
    typed = RULES.replace("format: identity", "format: identitty")
    again = client.post(address, {"act": "yaml", "yaml": typed})
    assert again.status_code == 422
    assert "identitty" in again.content.decode()
    assert "是否想写“identity”" in again.content.decode()


def test_only_named_lists_are_read(table: DataTable, make_list: Callable[[str], None]) -> None:
    make_list("kind")
    make_list("other")
    assert list_names() == {"kind": "类别", "other": "类别"}
    rules = load_rules("name: 试\nrules: [{rule: codes, columns: 备注, list: kind}]")
    given = given_for(rules, AS_OF)
    assert (given.as_of, given.lists) == (AS_OF, {"kind": {"B": "Ｂ类"}})
