"""The repair and its plain twin agree on generated dirty tables; repaired once more, nothing changes; undone, all is back."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.engines.measure.repair import RepairRules, content_hash, load_rules, repair, rules_yaml, undo
from shuheng.engines.measure.repair import run as run_module
from shuheng.engines.measure.repair.twin import repair_rows
from tests.spec.measure.repair.made import GIVEN, Rows, read, staged

COLUMNS = ("甲", "乙", 'a"b')
DIRT = (
    None, "", " ", "\u3000", "无", " null ", "Ａ1", "１，２３４", "1,234", "1.5万", "２０２１／１／２", "2021年1月2日", "20210102",
    "2021-02-30", "2021/1/2 0:00", " +86 138 1234 5678", "0771—2345678", "男", "女 ", "1", "2", "9", "宿城区", "鼓楼区",
    "11010519491231002x", "11010519491231002X", "110105194912310021", "91350100m000100y43", "é\u200b", "=1+1", "a\x01b",
)  # fmt: skip
RULES = (
    "{rule: trim, columns: '*'}",
    "{rule: trim, columns: 乙}",
    "{rule: half_width, columns: [甲, 乙]}",
    "{rule: half_width, columns: '*'}",
    "{rule: empty, columns: '*'}",
    "{rule: date, columns: 甲, drop_midnight: yes}",
    "{rule: date, columns: [乙]}",
    "{rule: number, columns: '*', units: yes}",
    "{rule: phone, columns: 甲}",
    "{rule: upper, columns: [甲, 'a\"b']}",
    "{rule: codes, columns: 甲, map: {男: '1', 女: ' 2'}}",
    "{rule: codes, columns: 乙, list: 性别}",
    "{rule: divisions, columns: '*', list: 区划}",
    "{rule: check, columns: 甲, format: identity}",
    "{rule: check, columns: '*', format: credit_code}",
    "{rule: listed, columns: 乙, allowed: ['1', '2', 'Ａ1']}",
    "{rule: deduplicate}",
)
cells = st.one_of(st.sampled_from(DIRT), st.text(max_size=6).filter(lambda text: "\x00" not in text))
tables = st.lists(st.tuples(cells, cells, cells), max_size=12)
rule_lists = st.lists(st.sampled_from(RULES), min_size=1, max_size=7).map(
    lambda chosen: load_rules(
        "name: 试\nrules:\n" + "\n".join(f"  - {rule}" for rule in chosen), columns=COLUMNS
    )
)


@settings(max_examples=60)
@given(rows=tables, rules=rule_lists, group=st.integers(1, 5))
def test_repair_and_twin_agree(rows: Rows, rules: RepairRules, group: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = staged(folder / "before.parquet", COLUMNS, rows, group=group)
        done = repair(source, rules, folder / "after", GIVEN)
        plain = repair_rows(COLUMNS, rows, rules, GIVEN)
        assert read(done.path) == plain.rows
        assert [line[:5] for line in read(done.changes)] == plain.changes
        lines = sorted((line[0], line[2], line[1], tuple(line[5])) for line in read(done.apart))
        assert lines == sorted((row, rule, column, out) for row, column, rule, out in plain.apart)
        assert (done.rows_in, done.rows_out) == (len(rows), len(plain.rows))
        assert (done.before, done.after) == (content_hash(source), content_hash(done.path))
        assert sum(one.count for one in done.counts) == len(plain.changes) + len(plain.apart)

        again = repair(done.path, rules, folder / "again", GIVEN)
        assert (again.cells_changed, again.rows_apart, again.after) == (0, 0, done.after)

        back = undo(done.path, done.changes, done.apart, folder / "back.parquet")
        assert read(back) == [tuple(row) for row in rows]
        assert back.read_bytes() == source.read_bytes()


@settings(max_examples=30)
@given(rules=rule_lists)
def test_rules_are_written_and_read_back(rules: RepairRules) -> None:
    assert load_rules(rules_yaml(rules)) == rules


@pytest.mark.parametrize("rows", [1, 2, 3, 7])
def test_batches_of_any_size_give_the_same(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dirty = [(one, DIRT[-(at % len(DIRT))], DIRT[at // 2]) for at, one in enumerate(DIRT * 2)]
    rules = load_rules(
        "name: 试\nrules:\n" + "\n".join(f"  - {rule}" for rule in RULES[:1] + RULES[2:5] + RULES[-3:])
    )
    source = staged(tmp_path / "before.parquet", COLUMNS, dirty)
    whole = repair(source, rules, tmp_path / "whole", GIVEN)
    monkeypatch.setattr(run_module, "MOST_ROWS", rows)
    pieces = repair(source, rules, tmp_path / "pieces", GIVEN)
    for one in ("path", "changes"):
        assert read(getattr(whole, one)) == read(getattr(pieces, one))
    assert sorted(map(str, read(whole.apart))) == sorted(map(str, read(pieces.apart)))
    assert whole.after == pieces.after
    assert whole.counts
    assert set(whole.counts) == set(pieces.counts)
