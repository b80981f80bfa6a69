"""Every refusal: a file that makes it, a message that names the fault and what to do, and nothing left behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from shuheng.engines.tables import REFUSALS, TableSource, open_table, stage
from shuheng.problems import Problem, ProblemsError
from tests.places import ROOT
from tests.spec.tables.made import put
from tests.spec.tables.refusals import ALSO, REFUSED, Maker

ELSEWHERE = {
    "tables-changed",
    "tables-disk",
}  # below: they come about while a file is read, not by what it holds
CASES = [*REFUSED.items(), *ALSO]


def test_every_code_has_its_file() -> None:
    assert set(REFUSED) | ELSEWHERE == set(REFUSALS)


@pytest.mark.parametrize(("code", "maker"), CASES, ids=[f"{at}-{code}" for at, (code, _) in enumerate(CASES)])
def test_refused_with_its_code_and_nothing_left(tmp_path: Path, code: str, maker: Maker) -> None:
    path, options = maker(tmp_path)
    with pytest.raises(ProblemsError) as caught:
        stage(open_table(path, **options)[0], tmp_path / "staged")
    problem = caught.value.problems[0]
    assert problem.code == code
    assert (problem.file, problem.severity) == (path.name, "error")
    assert problem.message.startswith(REFUSALS[code][0])
    assert problem.hint == REFUSALS[code][1]
    assert left(tmp_path) == []


def left(folder: Path) -> list[str]:
    """What stands in the folder of staged files, or stood there half-written."""
    return [path.name for path in (folder / "staged").iterdir()] if (folder / "staged").is_dir() else []


def refused(source: TableSource, folder: Path) -> Problem:
    """The problem that staging a source ends with."""
    with pytest.raises(ProblemsError) as caught:
        stage(source, folder)
    return caught.value.problems[0]


def test_a_file_that_grew_since_it_was_opened(tmp_path: Path) -> None:
    path = put(tmp_path, "a,b\n1,2\n")
    source = open_table(path)[0]
    with path.open("a", encoding="utf-8") as file:
        file.write("3,4\n")
    assert refused(source, tmp_path / "staged").code == "tables-changed"
    assert left(tmp_path) == []


def test_a_file_that_was_replaced_by_one_of_the_same_size(tmp_path: Path) -> None:
    path = put(tmp_path, "a,b\n1,2\n")
    source = open_table(path)[0]
    put(tmp_path, "a,b\n9,9\n", "新.csv").replace(path)
    assert refused(source, tmp_path / "staged").code == "tables-changed"


def test_a_file_that_vanished(tmp_path: Path) -> None:
    path = put(tmp_path, "a,b\n1,2\n")
    source = open_table(path)[0]
    path.unlink()
    assert refused(source, tmp_path / "staged").code == "tables-changed"


def test_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    """/dev/full takes no byte, as a disk without room."""
    folder = tmp_path / "staged"
    folder.mkdir()
    (folder / "表.parquet.part").symlink_to("/dev/full")
    with pytest.raises(ProblemsError, match="No space left") as caught:
        stage(open_table(put(tmp_path, "a,b\n1,2\n"))[0], folder, stem="表")
    assert (caught.value.problems[0].code, left(tmp_path)) == ("tables-disk", [])


FULL = """
import resource, signal, sys
from pathlib import Path
from shuheng.engines.tables import open_table, stage
from shuheng.problems import ProblemsError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
source = open_table(Path(sys.argv[1]))[0]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    stage(source, Path(sys.argv[3]))
except ProblemsError as error:
    print(error.problems[0].code)
"""


@pytest.mark.parametrize("room", [100, 3_000, 200_000])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_disk_that_fills_on_the_way(tmp_path: Path, room: int, encoding: str) -> None:
    """The system lets no file grow beyond the room: the copy in UTF-8, the first rows or the last may not fit."""
    rows = "".join(f"{n},名称{n * 7919 % 100_003}\n" for n in range(120_000))
    path = put(tmp_path, f"编号,名称\n{rows}".encode(encoding))
    folder = tmp_path / "staged"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FULL, str(path), str(room), str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr, left(tmp_path)) == ("tables-disk", "", [])


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    source = open_table(put(tmp_path, "a,b\n1,2\n"))[0]
    assert refused(source, put(tmp_path, "x", "一个文件") / "staged").code == "tables-disk"


def test_an_older_staged_file_outlives_a_failure(tmp_path: Path) -> None:
    folder = tmp_path / "staged"
    kept = stage(open_table(put(tmp_path, "a,b\n1,2\n"))[0], folder).path
    before = kept.read_bytes()
    assert refused(open_table(put(tmp_path, 'a,b\n1,"2\n'))[0], folder).code == "tables-quote"
    assert kept.read_bytes() == before
