"""Undoing: the very bytes of the table before; and what is refused when something was touched."""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shuheng.engines.measure.repair import Repaired, content_hash, load_rules, repair, undo
from shuheng.engines.tables import open_table, stage
from shuheng.problems import ProblemsError
from tests.spec.measure.repair.made import GIVEN, Rows, read, repaired, staged

RULES = """name: 全部列
rules:
  - {rule: trim, columns: '*'}
  - {rule: half_width, columns: '*'}
  - {rule: empty, columns: '*'}
  - {rule: date, columns: '*', drop_midnight: yes}
  - {rule: number, columns: '*'}
  - {rule: check, columns: '*', format: identity}
  - {rule: deduplicate}
"""


def test_a_file_as_people_bring_it_comes_back_byte_for_byte(tmp_path: Path) -> None:
    lines = ["登记表,,", "编号,名称,日期"]
    lines += [
        f"{'Ａ' if at % 3 else ' B'}{at % 50},{'无' if at % 7 == 0 else '单位'},2021/{at % 12 + 1}/1"
        for at in range(4000)
    ]
    csv = tmp_path / "表.csv"
    csv.write_bytes("\r\n".join(lines).encode("gb18030"))
    source = stage(open_table(csv)[0], tmp_path / "staged").path
    rules = load_rules(RULES.replace("  - {rule: check, columns: '*', format: identity}\n", ""))
    done = repair(source, rules, tmp_path / "after", GIVEN)
    assert done.rows_changed > 3000
    assert done.rows_apart > 1000
    back = undo(done.path, done.changes, done.apart, tmp_path / "back.parquet")
    assert back.read_bytes() == source.read_bytes()


def test_real_tables_come_back_byte_for_byte(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "data" / "tables").rglob("*.csv"), key=lambda path: path.stat().st_size)
    seen = 0
    for path in [one for one in files if one.stat().st_size < 3_000_000][::2][:12]:
        folder = tmp_path / str(seen)
        source = stage(open_table(path)[0], folder).path
        done = repair(source, load_rules(RULES), folder / "after", GIVEN)
        back = undo(done.path, done.changes, done.apart, folder / "back.parquet")
        assert back.read_bytes() == source.read_bytes(), path.name
        assert repair(done.path, load_rules(RULES), folder / "again", GIVEN).after == done.after
        seen += 1
    assert seen > 5


@pytest.fixture
def done(tmp_path: Path) -> Repaired:
    rows: Rows = [[" a", "1"], ["b", "x"], ["b", "x"], ["c ", None]]
    return repaired(tmp_path, ["甲", "乙"], rows, "  - {rule: trim, columns: '*'}\n  - {rule: deduplicate}")


def refused(done: Repaired, folder: Path) -> str:
    with pytest.raises(ProblemsError) as error:
        undo(done.path, done.changes, done.apart, folder / "back.parquet")
    assert [path.name for path in folder.glob("back*")] == []
    return error.value.problems[0].code


def test_a_touched_cell_is_noticed(done: Repaired, tmp_path: Path) -> None:
    rows = [list(row) for row in read(done.path)]
    rows[1][1] = "y"
    staged(done.path, ["甲", "乙"], rows)
    assert refused(done, tmp_path) == "repair-undo-differs"


@pytest.mark.parametrize("rows", [[["a", "1"]], [["a", "1"], ["b", "x"], ["c", None], ["d", "2"]]])
def test_rows_too_few_or_too_many_are_noticed(
    rows: list[list[str | None]], done: Repaired, tmp_path: Path
) -> None:
    staged(done.path, ["甲", "乙"], rows)
    assert refused(done, tmp_path) == "repair-undo-differs"


def test_records_of_another_repair_are_noticed(done: Repaired, tmp_path: Path) -> None:
    staged(done.changes, ["甲"], [["a"]])
    assert refused(done, tmp_path) == "repair-record"
    done.changes.write_bytes(b"PAR1")
    assert refused(done, tmp_path) == "repair-record"


def test_a_lost_record_is_named(done: Repaired, tmp_path: Path) -> None:
    staged(done.apart, ["甲"], [["a"]])
    assert refused(done, tmp_path) == "repair-record"
    done.apart.unlink()
    assert refused(done, tmp_path) == "repair-record"


def test_a_table_without_rows_and_one_without_changes(tmp_path: Path) -> None:
    for name, rows in (("empty", []), ("clean", [["a"], ["b"]])):
        folder = tmp_path / name
        folder.mkdir()
        found = repaired(folder, ["甲"], rows, "  - {rule: trim, columns: '*'}\n  - {rule: deduplicate}")
        assert (found.rows_in, found.cells_changed, found.rows_apart) == (len(rows), 0, 0)
        back = undo(found.path, found.changes, found.apart, folder / "back.parquet")
        assert back.read_bytes() == (folder / "before.parquet").read_bytes()


def test_what_cannot_be_repaired_is_refused(tmp_path: Path) -> None:
    rules = load_rules("name: 试\nrules: [{rule: trim, columns: '*'}]")
    typed, broken = tmp_path / "typed.parquet", tmp_path / "broken.parquet"
    pq.write_table(pa.table({"数": [1]}), typed)
    broken.write_bytes(b"not a table")
    for path in (typed, broken, tmp_path / "missing.parquet"):
        with pytest.raises(ProblemsError) as error:
            repair(path, rules, tmp_path / "after", GIVEN)
        assert error.value.problems[0].code == "repair-file"
    assert not (tmp_path / "after").exists()


@pytest.mark.skipif(
    os.geteuid() == 0 and not Path("/dev/full").exists(), reason="no device that is always full"
)
def test_a_disk_that_refuses_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "after"
    folder.mkdir()
    (folder / "repaired.parquet.part").symlink_to("/dev/full")
    source = staged(tmp_path / "before.parquet", ["甲"], [[" a"]] * 1000)
    with pytest.raises(ProblemsError) as error:
        repair(source, load_rules("name: 试\nrules: [{rule: trim, columns: '*'}]"), folder, GIVEN)
    assert error.value.problems[0].code == "repair-disk"
    assert list(folder.iterdir()) == []


def test_the_hash_tells_nothing_from_the_empty_text(tmp_path: Path) -> None:
    one = content_hash(staged(tmp_path / "1.parquet", ["甲"], [[None], ["ab"], ["c"]]))
    assert one != content_hash(staged(tmp_path / "2.parquet", ["甲"], [[""], ["ab"], ["c"]]))
    assert one != content_hash(staged(tmp_path / "3.parquet", ["甲"], [[None], ["a"], ["bc"]]))
    assert one != content_hash(staged(tmp_path / "4.parquet", ["乙"], [[None], ["ab"], ["c"]]))
    assert one == content_hash(staged(tmp_path / "5.parquet", ["甲"], [[None], ["ab"], ["c"]], group=1))
