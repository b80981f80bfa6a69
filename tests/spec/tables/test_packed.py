"""Packed files: one text inside, unpacked within bounds."""

import gzip
import zipfile
from pathlib import Path

import pytest

from shuheng.problems import ProblemsError
from tests.spec.tables.made import codes, names, put, read
from tests.spec.tables.refusals import zipped

TEXT = "编号,名称\n001,甲\n002,乙\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_gz(tmp_path: Path, encoding: str) -> None:
    reading, rows = read(put(tmp_path, gzip.compress((TEXT * 3).encode(encoding)), "表.csv.gz"))
    assert (names(reading), rows[0], len(rows)) == (["编号", "名称"], ("001", "甲"), 8)
    assert (reading.packing, "unpacked" in codes(reading)) == ("gz", True)


def test_gz_of_several_parts_is_read_to_its_end(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n")
    assert read(put(tmp_path, packed, "表.csv.gz"))[1] == [("1", "2"), ("3", "4")]


def test_zip_of_one_file_beside_what_a_mac_adds(tmp_path: Path) -> None:
    packed = zipped(
        ("目录/", b""), ("目录/表.csv", TEXT.encode()), ("__MACOSX/._表.csv", b"x"), (".DS_Store", b"y")
    )
    reading, rows = read(put(tmp_path, packed, "表.zip"))
    assert (reading.packing, rows) == ("zip", [("001", "甲"), ("002", "乙")])


def test_json_inside(tmp_path: Path) -> None:
    assert read(put(tmp_path, gzip.compress(b'[{"a":1}]'), "表.json.gz"))[1] == [("1",)]
    assert read(put(tmp_path, zipped(("表.jsonl", b'{"a":1}\n{"a":2}')), "表.zip"))[1] == [("1",), ("2",)]


def test_the_name_says_nothing_the_content_all(tmp_path: Path) -> None:
    assert read(put(tmp_path, gzip.compress(TEXT.encode()), "表.csv"))[0].packing == "gz"
    assert read(put(tmp_path, TEXT, "表.csv.gz"))[0].packing == ""


def test_several_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(put(tmp_path, zipped(("一.csv", b"a"), ("二.csv", b"b")), "表.zip"))
    assert caught.value.problems[0].allowed == ("一.csv", "二.csv")


def test_a_truncated_gz_says_how_far_it_went(tmp_path: Path) -> None:
    whole = gzip.compress("\n".join(f"{n},{n * n}" for n in range(100_000)).encode())
    with pytest.raises(ProblemsError, match="tables-packed-broken"):
        read(put(tmp_path, whole[: len(whole) // 2], "表.csv.gz"))


def test_a_zip_that_lies_about_its_size_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "表.zip"
    path.write_bytes(zipped(("表.csv", TEXT.encode())))
    with zipfile.ZipFile(path) as archive:
        size = archive.infolist()[0].file_size.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1).to_bytes(4, "little")))
    with pytest.raises(ProblemsError, match="tables-packed-broken"):
        read(path)
