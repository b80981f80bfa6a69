"""What a file is, by its content; encodings, packing and bounds."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from shuheng.engines.harvest import EntryRecord, open_source
from shuheng.engines.harvest.read.raw import RawRecord
from tests.spec.harvest.lists import entry, harvested, listed, problems_of

CSV = "编号,名称,单位\nK1,演示目录,市水务局\n"
TURTLE = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<urn:a> a dcat:Dataset ."


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (listed(entry()), "json"),
        (b'{"total": 1, "list": [{"a": 1}]}', "json"),
        (b'{"a": 1}\n{"a": 2}\n', "jsonl"),
        (b'{"a": "}{"}\n\n{"a": 2}', "jsonl"),
        (CSV.encode(), "csv"),
        (CSV.replace(",", "\t").encode(), "csv"),
        (TURTLE.encode(), "turtle"),
        (b"# remark\n" + TURTLE.encode(), "turtle"),
        (b'<?xml version="1.0"?><rdf:RDF/>', "rdfxml"),
        (b'{"@context": {"dcat": "http://www.w3.org/ns/dcat#"}, "@graph": []}', "jsonld"),
        (b'[{"@id": "urn:a"}]', "jsonld"),
        (
            b'{"@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld", "dataset": []}',
            "json",
        ),
    ],
)
def test_the_content_decides(content: bytes, form: str) -> None:
    assert open_source(content).format == form
    assert open_source(gzip.compress(content)).format == form


def test_a_workbook_is_known_by_its_first_bytes() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a", "b")
    assert open_source(stream.getvalue()).format == "xlsx"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "source-empty"),
        (b" \n ", "source-empty"),
        (b"<!DOCTYPE html><html>", "source-is-page"),
        (b"<html lang=zh>", "source-is-page"),
        (b"%PDF-1.7", "source-kind"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "source-kind"),
        (b"only one word", "source-kind"),
    ],
)
def test_what_is_no_list(content: bytes, code: str) -> None:
    (problem,) = problems_of(open_source, content, name="某市.json")
    assert (problem.code, problem.file) == (code, "某市.json")
    assert problem.hint


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = problems_of(open_source, tmp_path / "没有.json")
    assert (problem.code, problem.file) == ("source-missing", "没有.json")


def test_an_unknown_format_names_the_known_ones() -> None:
    (problem,) = problems_of(open_source, b"[]", format="toml")
    assert problem.code == "source-kind"
    assert "rdfxml" in problem.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_found(encoding: str) -> None:
    made, _ = harvested(CSV.encode(encoding))
    assert [item.title for item in made if isinstance(item, EntryRecord)] == ["演示目录"]


def test_gb18030_is_found_far_behind_ascii() -> None:
    content = b"a,b\n" + b"1,2\n" * 200_000 + "编号,名称\n".encode("gb18030")
    *_, last = open_source(content).items()
    assert isinstance(last, RawRecord)
    assert last.data == {"a": "编号", "b": "名称"}


def test_a_bad_byte_behind_other_than_ascii_is_told_with_its_place() -> None:
    content = listed(entry()) + b"\xff"
    (problem,) = problems_of(harvested, content)
    assert problem.code == "encoding-unknown"
    assert f"第 {len(content) - 1} 字节" in problem.message


def test_what_is_neither_encoding() -> None:
    (problem,) = problems_of(harvested, b"a,b\n\x81\x20,c\n")
    assert problem.code == "encoding-unknown"
    assert "第 4 字节不是 UTF-8" in problem.message


def test_a_named_encoding_must_hold() -> None:
    source = open_source("编号,名称\n1,甲\n".encode("gb18030"), encoding="gb18030")
    assert source.survey.fields == {"编号": 1, "名称": 1}
    (problem,) = problems_of(open_source, "编号,名称\n".encode("gb18030"), encoding="utf-8")
    assert problem.code == "encoding-unknown"


def test_a_packed_file_cut_short() -> None:
    packed = gzip.compress(listed(*map(entry, range(2000))))
    (problem,) = problems_of(harvested, packed[: len(packed) // 2])
    assert problem.code == "source-packed"
    assert "解压到" in problem.message


def test_the_bound_holds_for_what_is_unpacked() -> None:
    packed = gzip.compress(b"[" + b" " * 5_000_000 + b"]")
    assert len(packed) < 10_000
    (problem,) = problems_of(lambda: list(open_source(packed, max_bytes=1_000_000, format="json").items()))
    assert problem.code == "source-too-large"
