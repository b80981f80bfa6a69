"""How long and how much memory: one large table, many small ones, files built to take for ever."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shuheng.engines.tables import open_table, stage
from shuheng.problems import ProblemsError
from tests.places import ROOT

LARGE = r"""
import json, re, sys, time
from pathlib import Path
from shuheng.engines.tables import open_table, stage
staged = stage(open_table(Path(sys.argv[1]))[0], Path(sys.argv[2]))
peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps([staged.reading.rows, staged.reading.path, time.process_time(), peak]))
"""
MEGABYTES, SECONDS = 600, 8
EACH = 0.025


def test_a_table_of_1_7_million_rows(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/tables/ssa_babynames_big/babynames_1880-2010.csv.gz"
    done = subprocess.run(
        [sys.executable, "-c", LARGE, str(path), str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )  # fmt: skip
    rows, reader, seconds, peak = json.loads(done.stdout)
    assert (rows, reader) == (1_690_784, "fast")
    assert seconds < SECONDS
    assert peak < MEGABYTES


def test_many_small_tables(tmp_path: Path) -> None:
    """Forty a second on one core: processor time is counted, not the wait for others' work."""
    count = 200
    for number in range(count):
        body = "".join(f"{n:04},单位{n},{n * number},2026-03-{n % 28 + 1:02}\n" for n in range(60))
        (tmp_path / f"{number}.csv").write_text(f"编号,名称,数量,日期\n{body}", encoding="gb18030")
    started = time.process_time()
    for number in range(count):
        assert stage(open_table(tmp_path / f"{number}.csv")[0], tmp_path / "staged").reading.rows == 60
    assert (time.process_time() - started) / count < EACH


HOSTILE = {
    "one line of 200 MB": (b"a,b\n1,", b"x" * 1_000_000, 200, "tables-line-long"),
    "a quote that never closes": (b'a,b\n1,"', b"x,y\n" * 250_000, 40, "tables-quote"),
    "quotes upon quotes": (b"a,b\n", b'"' * 999_999 + b"\n", 13, "tables-quote"),
    "JSON that never closes": (b'[{"a":"', b"x" * 1_000_000, 80, "tables-too-large"),
    "JSON brackets without end": (b"[[", b"[" * 1_000_000, 20, "tables-json-broken"),
    "binary": (b"\x00\x01\x02", bytes(range(256)) * 4_000, 20, "tables-binary"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_files_built_to_take_for_ever(case: str, tmp_path: Path) -> None:
    start, piece, times, code = HOSTILE[case]
    path = tmp_path / "表.csv"
    with path.open("wb") as file:
        file.write(start)
        for _ in range(times):
            file.write(piece)
    started = time.process_time()
    with pytest.raises(ProblemsError) as caught:
        stage(open_table(path)[0], tmp_path / "staged")
    assert caught.value.problems[0].code == code
    assert time.process_time() - started < 15
