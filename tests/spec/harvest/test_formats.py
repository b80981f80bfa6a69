"""Formats: five ways to list them, one spelling each, and what they make of a resource."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.harvest.values import format_kind, read_format, read_formats
from shuheng.engines.harvest.values.formats import ALIASES, KINDS, WORDS
from shuheng.terms import ResourceKind

EU = "http://publications.europa.eu/resource/authority/file-type/"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("written", "formats"),
    [
        (["xls", "csv"], ("xls", "csv")),
        ("['xls', 'csv']", ("xls", "csv")),
        ('["xls","csv"]', ("xls", "csv")),
        ("xls,csv", ("xls", "csv")),
        ("XLS、CSV", ("xls", "csv")),
        ("CSV/XLS", ("csv", "xls")),
        ("csv；xlsx", ("csv", "xlsx")),
        ("excel", ("xls",)),
        (["json", "excel", "json"], ("json", "xls")),
        ("text/csv", ("csv",)),
        (f"{SHEET}; charset=utf-8", ("xlsx",)),
        (EU + "ZIP", ("zip",)),
        (EU + "RDF_TURTLE", ("ttl",)),
        ("https://www.iana.org/assignments/media-types/text/csv", ("csv",)),
        (".csv", ("csv",)),
        ("zip+csv", ("zip",)),
        ("['其他']", ("other",)),
        ("库表", ("db",)),
        ("[]", ()),
        ([], ()),
        (["", "暂无"], ()),
    ],
)
def test_ways_to_list_formats(written: object, formats: tuple[str, ...]) -> None:
    assert read_formats(written) == (formats, "")


def test_an_unknown_format_is_kept_and_told() -> None:
    assert read_format("WP") == ("wp", "format-unknown")
    assert read_formats(["csv", "WT"]) == (("csv", "wt"), "format-unknown")
    assert format_kind("wp") is ResourceKind.FILE


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("csv", "table"),
        ("rdf", "table"),
        ("api", "api"),
        ("wms", "api"),
        ("docx", "file"),
        ("mp4", "video"),
        ("mqtt", "iot"),
    ],
)
def test_a_format_makes_the_kind(code: str, kind: str) -> None:
    assert format_kind(code).value == kind


def test_no_format_belongs_to_two_kinds_and_every_alias_ends_at_one() -> None:
    assert sum(len(words.split()) for words in WORDS.values()) == len(KINDS)
    assert set(ALIASES.values()) <= set(KINDS)
    assert not set(ALIASES) & set(KINDS)


@given(st.lists(st.sampled_from(sorted(KINDS)), unique=True))
def test_list_text_and_comma_text_say_the_same(formats: list[str]) -> None:
    assert read_formats(formats) == read_formats(str(formats)) == read_formats(",".join(formats))
