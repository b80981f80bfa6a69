"""Which encoding a text is in, and how sure that is."""

import codecs
from pathlib import Path
from typing import Any

import pytest

from shuheng.problems import Problem, ProblemsError
from tests.spec.tables.made import codes, put, read

SIMPLIFIED = (
    "编号,单位名称,地址\n"
    "1,市大数据管理局,解放路一号\n2,市发展和改革委员会,人民大道二号\n3,市统计局,中山路三号\n"
)
TRADITIONAL = (
    "編號,單位名稱,地址\n1,臺北市政府資訊局,市府路一號\n2,國家發展委員會,寶慶路三號\n3,主計總處,廣州街二號\n"
)
PORTUGUESE = "código;município;população\n1;São Paulo;12\n2;Brasília;3\n3;Goiânia;1\n4;Belém;1\n5;Maceió;1\n"
ROWS = [tuple(line.split(",")) for line in SIMPLIFIED.splitlines()[1:]]


def refused(path: Path, **options: Any) -> Problem:
    """The problem that a file is refused with."""
    with pytest.raises(ProblemsError) as caught:
        read(path, **options)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_simplified_text(tmp_path: Path, encoding: str, mark: bytes, found: str) -> None:
    reading, rows = read(put(tmp_path, mark + SIMPLIFIED.encode(encoding)))
    assert (reading.encoding, rows) == (found, ROWS)
    assert reading.confidence in {"certain", "likely"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_by_its_zeros(tmp_path: Path, encoding: str) -> None:
    reading, rows = read(put(tmp_path, "code,name,value\n1,abc,2\n2,def,3\n".encode(encoding)))
    assert (reading.encoding, reading.confidence, rows[0]) == (encoding, "likely", ("1", "abc", "2"))


def test_traditional_text(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, TRADITIONAL.encode("big5")))
    assert (reading.encoding, rows[0][1]) == ("big5", "臺北市政府資訊局")


def test_accented_latin_text_is_a_guess_and_says_so(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, PORTUGUESE.encode("latin-1")))
    assert (rows[0], reading.confidence) == (("1", "São Paulo", "12"), "guess")
    assert {"encoding", "encoding-guess"} <= codes(reading)


def test_latin_1_where_the_bytes_are_none_of_windows(tmp_path: Path) -> None:
    reading, _ = read(put(tmp_path, PORTUGUESE.encode("latin-1") + b"6;\x81;0\n"))
    assert reading.encoding == "latin-1"


def test_characters_of_four_bytes(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, (SIMPLIFIED + "4,𠮷野家,㐀\n").encode("gb18030")))
    assert (reading.encoding, rows[3]) == ("gb18030", ("4", "𠮷野家", "㐀"))


def test_one_line_of_gbk_in_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    lines = [line.encode("utf-8") for line in (SIMPLIFIED * 20).splitlines()]
    lines[40] = "9,混入的一行,某处".encode("gbk")
    problem = refused(put(tmp_path, b"\n".join(lines)))
    assert (problem.code, problem.row) == ("tables-encoding-mixed", 41)


def test_one_line_of_utf_8_in_gbk_is_refused(tmp_path: Path) -> None:
    lines = [line.encode("gbk") for line in (SIMPLIFIED * 20).splitlines()]
    lines[40] = "9,混入的一行文字,某个地方".encode()
    assert refused(put(tmp_path, b"\n".join(lines))).code == "tables-encoding-mixed"


def test_a_bad_byte_late_in_gbk_is_refused_with_its_line(tmp_path: Path) -> None:
    content = (SIMPLIFIED * 2_000).encode("gb18030") + b"9,\xff\xff,x\n"
    problem = refused(put(tmp_path, content))
    assert (problem.code, problem.row) == ("tables-encoding-mixed", 8_001)


def test_text_of_an_alphabet_that_is_not_known_is_refused(tmp_path: Path) -> None:
    problem = refused(put(tmp_path, "id,name\n1,Θεσσαλονίκη\n2,Αθήνα\n".encode("iso-8859-7")))
    assert (problem.code, problem.row) == ("tables-encoding-unknown", 2)


def test_a_person_names_the_encoding(tmp_path: Path) -> None:
    path = put(tmp_path, "id,name\n1,Αθήνα\n".encode("iso-8859-7"))
    reading, rows = read(path, encoding="iso-8859-7")
    assert (rows, reading.encoding_by, reading.confidence) == ([("1", "Αθήνα")], "指定", "certain")


def test_a_named_encoding_covers_the_mark(tmp_path: Path) -> None:
    path = put(tmp_path, codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"))
    assert read(path, encoding="UTF-16")[1] == ROWS


def test_a_named_encoding_that_does_not_fit_is_refused_with_the_line(tmp_path: Path) -> None:
    problem = refused(put(tmp_path, "id,name\n1,a\n2,名\n".encode("gbk")), encoding="utf-8")
    assert (problem.code, problem.row) == ("tables-encoding-wrong", 3)


def test_a_named_encoding_that_does_not_exist(tmp_path: Path) -> None:
    problem = refused(put(tmp_path, SIMPLIFIED), encoding="utf-99")
    assert (problem.code, "gb18030" in problem.allowed) == ("tables-encoding-wrong", True)


def test_a_character_cut_in_two_between_pieces(tmp_path: Path) -> None:
    """Four million bytes are read at a time; the character on the border must not count as bad."""
    content = "列\n" + "中" * 100 + "\n"
    text = content + ("汉字\n" * 700_000)
    reading, rows = read(put(tmp_path, text))
    assert (reading.rows, rows[-1]) == (700_001, ("汉字",))
