"""A whole list: nothing is lost, repeats are told apart, a mapping that does not fit is refused at once."""

import json

import pytest

from shuheng.engines.harvest import Comparison, EntryRecord, Refusal, open_source
from shuheng.engines.harvest.convert.repeats import Keys, Repeats
from tests.spec.harvest.lists import PLAIN, codes, entry, harvested, listed, problems_of

STRICT = PLAIN.replace("fields:", "on_repeat: refuse\nunknown_values: refuse\nfields:")


def keys(content: bytes, mapping: str = PLAIN) -> list[str]:
    made, _ = harvested(content, mapping)
    return [item.key if isinstance(item, EntryRecord) else item.code for item in made]


def test_records_are_entries_and_refusals() -> None:
    content = listed(entry(1), {"编号": "K2", "单位": "x"}, entry(1), entry(3), {**entry(4), "编号": " "})
    made, harvest = harvested(content)
    tally = harvest.tally
    assert (tally.records, tally.mapped, tally.refused) == (5, 2, 3) == (len(made), 2, tally.refusals.total())
    assert tally.refusals == {"title-missing": 1, "harvest-repeated": 1, "key-missing": 1}


def test_an_identical_record_is_refused_and_names_the_first() -> None:
    made, _ = harvested(listed(entry(1), entry(2), entry(1)))
    refused = made[2]
    assert isinstance(refused, Refusal)
    assert (refused.number, refused.key, refused.code) == (3, "K1", "harvest-repeated")
    assert "第 1 条" in refused.message
    assert json.loads(refused.raw_text) == entry(1)


def test_the_same_key_with_other_content_is_numbered() -> None:
    content = listed(entry(1), entry(1, 单位="甲"), entry(1, 单位="乙"), entry(1, 单位="甲"))
    assert keys(content) == ["K1", "K1#2", "K1#3", "harvest-repeated"]
    made, _ = harvested(content)
    assert isinstance(made[1], EntryRecord)
    assert codes(made[1]) == ["key-repeated"]
    assert keys(content, STRICT) == ["K1", *["harvest-key-repeated"] * 3]


def test_key_order_in_the_source_makes_no_difference() -> None:
    mapping = PLAIN.replace("fields", "missing_fields: allow\nfields")
    assert keys(listed({"编号": "K1", "名称": "甲"}, {"名称": "甲", "编号": "K1"}), mapping) == [
        "K1", "harvest-repeated",
    ]  # fmt: skip


def test_unknown_values_may_refuse_the_record() -> None:
    mapping = STRICT.replace("provider: 单位", "provider: 单位, rows: 量")
    made, _ = harvested(listed(entry(1, 量="5"), entry(2, 量="若干")), mapping)
    refused = made[1]
    assert isinstance(refused, Refusal)
    assert (refused.code, "：量。" in refused.message) == ("value-refused", True)


@pytest.mark.parametrize("title", ["", "  ", "暂无", None])
def test_no_title_no_entry(title: str | None) -> None:
    assert keys(listed(entry(1, 名称=title))) == ["title-missing"]


def test_keys_of_several_fields_and_long_ones() -> None:
    both = Keys(("a", "b"))
    assert both.key({"a": "x", "b": "y"}) == "x｜y"
    assert both.key({"a": "x｜y", "b": ""}) != both.key({"a": "x", "b": "y"})
    assert both.key({"a": "", "b": None}) == ""
    long, other = both.key({"a": "x" * 900}), both.key({"a": "x" * 901})
    assert len(long) < 400
    assert long != other
    assert Keys(("a",)).key({"a": {"z": 1}}) == '{"z":1}'


def test_repeats_are_remembered_by_content() -> None:
    repeats = Repeats()
    for number, text in enumerate(["a", "b", "c"], 1):
        assert repeats.same("k", text) == (0, number - 1)
        repeats.remember("k", number, text)
    assert repeats.same("k", "b") == (2, 3)
    assert repeats.same("other", "b") == (0, 0)


def test_a_field_no_record_has_is_told_before_anything_is_done() -> None:
    mapping = PLAIN.replace("单位", "提供単位").replace("编号", "编 号")
    first, second = problems_of(harvested, listed(entry()), mapping)
    assert (first.code, first.field, second.field) == ("mapping-field-absent", "编 号", "提供単位")
    assert first.allowed == ("编号", "名称", "单位")
    assert "是否想写“编号”" in first.hint


def test_absent_fields_may_be_allowed_and_empty_lists_have_none() -> None:
    mapping = PLAIN.replace("单位", "来源").replace("fields:", "missing_fields: allow\nfields:")
    assert keys(listed(entry()), mapping) == ["K1"]
    assert keys(b"[]") == []


def test_fields_the_mapping_does_not_speak_of_are_listed_with_examples() -> None:
    content = listed(
        entry(1, 领域="交通", 联系人="某"), entry(2, 领域="", 备用="暂无"), entry(3, 领域="水利")
    )
    _, harvest = harvested(content, PLAIN.replace("fields:", "ignore: 备用\nfields:"))
    (field,) = harvest.unspoken
    assert (field.field, field.records, field.examples) == ("领域", 3, ("交通", "水利"))
    assert harvest.tally.left_out == {"联系人": 1}


def test_values_that_could_not_be_read_are_counted() -> None:
    content = listed(*(entry(n, 周期="每三年" if n % 2 else "每年") for n in range(10)))
    _, harvest = harvested(content, PLAIN.replace("provider: 单位", "update_cycle: 周期"))
    assert harvest.tally.unmapped == {"周期": {"每三年": 5}}
    assert harvest.tally.notes == {"cycle-unknown": 5}


@pytest.mark.parametrize("start", [0, 1, 3, 9])
def test_a_harvest_goes_on_where_it_stopped(start: int) -> None:
    content = listed(entry(1), entry(1, 单位="甲"), entry(1), entry(2), entry(1, 单位="乙"))
    whole, first = harvested(content)
    rest, second = harvested(content, start=start)
    assert rest == [item for item in whole if item.number > start]
    assert second.tally == first.tally


def test_the_same_list_twice_is_the_same() -> None:
    source = open_source(listed(entry(1), entry(2)))
    assert list(source.items()) == list(source.items())
    assert source.survey is source.survey


def test_comparing_with_what_is_held() -> None:
    comparison = Comparison({"a": "1", "b": "2", "c": "3"})
    assert [comparison.tell("a", "1"), comparison.tell("b", "9"), comparison.tell("d", "4")] == [
        "unchanged",
        "changed",
        "added",
    ]
    assert comparison.vanished() == ["c"]
    assert comparison.counts == {"unchanged": 1, "changed": 1, "added": 1}


def test_a_broken_list_makes_nothing_vanish() -> None:
    assert Comparison({"a": "1"}, complete=False).vanished() == []


def test_harvesting_again_changes_nothing() -> None:
    content = listed(entry(1), entry(1, 单位="甲"), entry(2))
    held = {item.key: item.content_hash for item in harvested(content)[0] if isinstance(item, EntryRecord)}
    again = Comparison(held)
    for item in harvested(content)[0]:
        assert isinstance(item, EntryRecord)
        assert again.tell(item.key, item.content_hash) == "unchanged"
    assert again.vanished() == []
