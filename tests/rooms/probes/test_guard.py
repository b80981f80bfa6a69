"""Who may be asked, unpacking piece by piece, and that every code has its words."""

import gzip
import zlib
from itertools import pairwise

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.problems import ProblemsError
from shuheng.quality.probes.codes import CODES, VOLUME_CODES, meaning_of, outcome_of, remedy_of
from shuheng.quality.probes.guard import Refusal, check, demand_address, parsed, same_host
from shuheng.quality.probes.terms import CALLABLE, COUNTED, Outcome
from shuheng.quality.probes.unpack import PIECE, Unpacker


@settings(max_examples=50)
@given(st.binary(max_size=5_000), st.lists(st.integers(0, 5_100), max_size=8), st.booleans())
def test_pieces_of_any_length_unpack_to_the_whole(content: bytes, cuts: list[int], as_gzip: bool) -> None:
    packed = gzip.compress(content) if as_gzip else zlib.compress(content)
    places = [0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)]
    unpacker = Unpacker("gzip" if as_gzip else "deflate")
    parts = [part for start, end in pairwise(places) for part in unpacker.feed(packed[start:end])]
    unpacker.end()
    assert b"".join(parts) == content


def test_a_bomb_comes_in_small_parts() -> None:
    sizes = [len(part) for part in Unpacker("gzip").feed(gzip.compress(b"0" * 5_000_000))]
    assert (sum(sizes), max(sizes)) == (5_000_000, PIECE)


def test_what_is_not_packed_as_it_says_is_refused() -> None:
    with pytest.raises(ValueError, match="不认识"):
        Unpacker("br")
    with pytest.raises(ValueError, match="解不开"):
        list(Unpacker("gzip").feed(b"plain text"))
    cut = Unpacker("gzip")
    list(cut.feed(gzip.compress(b"abc")[:-3]))
    with pytest.raises(ValueError, match="没有传完"):
        cut.end()
    assert list(Unpacker("").feed(b"abc")) == [b"abc"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "ftp://a.cn/",
        "http://",
        "http://u:p@a.cn/",
        "https://a.cn:99999/",
        "https://a.cn:0/",
        "http://[::1",
        "http://a.cn/" + "x" * 1000,
    ],
)
def test_bad_addresses(address: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parsed(address)
    assert refusal.value.code == "probe-address"
    with pytest.raises(ProblemsError, match="地址的写法不对"):
        demand_address(address, "地址")


@pytest.mark.parametrize(
    ("address", "hosts", "code"),
    [
        ("http://127.0.0.1:8/", ("127.0.0.1",), ""),
        ("http://LOCALHOST/", ("localhost",), ""),
        ("http://127.0.0.1/", (), "probe-host"),
        ("http://127.0.0.1.evil.cn/", ("127.0.0.1",), "probe-host"),
        ("http://evilexample.cn/", (".example.cn",), "probe-host"),
        ("http://10.1.2.3/", (".3",), "probe-private"),
        ("http://169.254.169.254/", (".254",), "probe-private"),
        ("http://[::ffff:10.0.0.1]/", (".1",), "probe-private"),
        ("http://127.0.0.1/", (".1", "127.0.0.1"), ""),
    ],
)
def test_only_hosts_that_are_named_are_asked(address: str, hosts: tuple[str, ...], code: str) -> None:
    if not code:
        assert set(check(address, hosts).hosts) <= {"127.0.0.1", "::1"}
        return
    with pytest.raises(Refusal) as refusal:
        check(address, hosts)
    assert refusal.value.code == code


def test_a_redirect_keeps_host_and_tls() -> None:
    https, http = httpx.URL("https://a.cn/x"), httpx.URL("http://a.cn/")
    assert same_host(http, https)
    assert same_host(https, httpx.URL("https://A.cn:8443/"))
    assert not same_host(https, http)
    assert not same_host(http, httpx.URL("http://b.cn/"))


def test_every_code_has_words_and_a_remedy() -> None:
    assert outcome_of("") == Outcome.PASSED
    assert meaning_of("") == remedy_of("") == ""
    assert {outcome_of(code) for code in CODES} == set(Outcome) - {Outcome.PASSED}
    assert all(meaning_of(code) and remedy_of(code).endswith("。") for code in CODES)
    assert all(meaning_of(code) for code in VOLUME_CODES)
    assert set(COUNTED) - set(CALLABLE) == {Outcome.FAILED}
