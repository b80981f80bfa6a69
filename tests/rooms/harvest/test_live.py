"""Live sources over real HTTP: pages, lies, hangs, floods, redirects, and the inner network that is left alone."""

import gzip
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from shuheng.catalogue.harvest.live import Bounds, Fetched, fetch, is_ckan
from shuheng.problems import ProblemsError
from tests.rooms.harvest.portal import Answer, Portal, packages, portal, say, say_json, search

LOCAL = ("127.0.0.1",)
QUICK = Bounds(connect=2, read=0.4, total=3, size=200_000, page_size=100_000, page_rows=10, tries=3, pause=0.01,
               longest_pause=0.05, redirects=3)  # fmt: skip
BOMB = gzip.compress(b"0" * 20_000_000)
Query = dict[str, str]
Handler = BaseHTTPRequestHandler


def fetched(
    answer: Answer, path: str = "/api/3/action/package_search", **bounds: Any
) -> tuple[Fetched, Portal]:
    with portal(answer) as served:
        wanted = Bounds(**{name: getattr(QUICK, name) for name in QUICK.__slots__} | bounds)
        return fetch(served.address + path, source_format="", hosts=LOCAL, bounds=wanted), served


def lines(found: Fetched) -> list[dict[str, Any]]:
    return [json.loads(line) for line in found.kept.path.read_text(encoding="utf-8").splitlines()]


def ckan(found: list[dict[str, Any]], count: int | None = None) -> Answer:
    def answer(_: Portal, handler: Handler, query: Query) -> None:
        say_json(handler, search(found, query, count))

    return answer


def code_of(answer: Answer, path: str = "/list.json", **bounds: Any) -> str:
    with pytest.raises(ProblemsError) as error:
        fetched(answer, path, **bounds)
    return error.value.problems[0].code


def test_a_portal_is_read_page_after_page() -> None:
    found, served = fetched(ckan(packages(25)))
    assert lines(found) == packages(25)
    assert (found.whole, found.declared, found.message, found.format) == (True, 25, "", "ckan")
    assert [path.split("?")[0] for path in served.asked] == ["/api/3/action/package_search"] * 3
    assert "rows=10" in served.asked[1]
    assert "start=10" in served.asked[1]


def test_a_portal_may_be_named_by_its_own_address_and_keeps_a_filter() -> None:
    with portal(ckan(packages(3))) as served:
        found = fetch(served.address + "/?fq=organization:x", source_format="ckan", hosts=LOCAL, bounds=QUICK)
    assert len(lines(found)) == 3
    assert served.asked[0].startswith("/api/3/action/package_search?")
    assert "organization" in served.asked[0]
    assert not is_ckan("https://example.invalid/data.json")


def test_a_portal_that_promises_more_than_it_gives_is_partial() -> None:
    found, _ = fetched(ckan(packages(10), count=50))
    assert (found.whole, found.declared, len(lines(found))) == (False, 50, 10)
    assert "自称 50 条，实际给出 10 条" in found.message


def test_a_portal_that_changes_while_it_is_read_gives_each_package_once() -> None:
    def answer(served: Portal, handler: Handler, query: Query) -> None:
        shifted = packages(25) if len(served.asked) == 1 else [{"id": "id-new", "title": "新"}, *packages(25)]
        say_json(handler, search(shifted, query))

    found, _ = fetched(answer)
    ids = [one["id"] for one in lines(found)]
    assert len(ids) == len(set(ids)) == 25
    assert not found.whole  # the new one stood on the first page, which was read before
    assert "重复出现" in found.message


def test_a_portal_that_ignores_the_start_of_a_page_is_not_asked_for_ever() -> None:
    def answer(_: Portal, handler: Handler, query: Query) -> None:
        say_json(handler, search(packages(10), {"rows": "10"}, count=1000))

    found, served = fetched(answer)
    assert (len(lines(found)), found.whole, len(served.asked)) == (10, False, 2)


def test_a_portal_without_end_is_stopped_and_partial() -> None:
    def answer(served: Portal, handler: Handler, query: Query) -> None:
        fresh = [{"id": f"{query['start']}-{number}", "title": "x"} for number in range(10)]
        say_json(handler, {"success": True, "result": {"count": 10**9, "results": fresh}})

    found, _ = fetched(answer, records=35)
    assert (len(lines(found)), found.whole) == (35, False)


def test_an_old_portal_that_knows_no_order_is_read_all_the_same() -> None:
    def answer(_: Portal, handler: Handler, query: Query) -> None:
        if "sort" in query:
            say_json(handler, {"success": False}, status=409)
        else:
            say_json(handler, search(packages(12), query))

    found, served = fetched(answer)
    assert (len(lines(found)), found.whole, len(served.asked)) == (12, True, 3)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_server_is_asked_again(status: int) -> None:
    def answer(served: Portal, handler: Handler, query: Query) -> None:
        if len(served.asked) < 3:
            say(handler, b"busy", status, Retry_After="0")
        else:
            say_json(handler, [{"a": 1}])

    found, served = fetched(answer, "/list.json")
    assert (found.kept.name, found.whole, len(served.asked)) == ("list.json", True, 3)
    assert found.kept.path.read_bytes() == b'[{"a": 1}]'


def test_what_came_before_a_break_is_not_kept_twice() -> None:
    def answer(served: Portal, handler: Handler, query: Query) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "10")
        handler.end_headers()
        handler.wfile.write(b"12345" if len(served.asked) == 1 else b"1234567890")

    found, served = fetched(answer, "/list.json")
    assert (found.kept.path.read_bytes(), len(served.asked)) == (b"1234567890", 2)


def hang(served: Portal, handler: Handler, query: Query) -> None:
    served.over.wait(20)


def hang_after_head(served: Portal, handler: Handler, query: Query) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.flush()
    served.over.wait(20)


def dribble(served: Portal, handler: Handler, query: Query) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not served.over.wait(0.05):
        handler.wfile.write(b"[")
        handler.wfile.flush()


def flood(served: Portal, handler: Handler, query: Query) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not served.over.is_set():
        handler.wfile.write(b" " * 65536)


def bomb(served: Portal, handler: Handler, query: Query) -> None:
    say(handler, BOMB, Content_Encoding="gzip")


def packed_nothing(served: Portal, handler: Handler, query: Query) -> None:
    """A gzip stream that goes on and never says anything."""
    empty_block = b"\x00\x00\x00\xff\xff"
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(gzip.compress(b"")[:10])
    while not served.over.wait(0.05):
        handler.wfile.write(empty_block)
        handler.wfile.flush()


def half_packed(served: Portal, handler: Handler, query: Query) -> None:
    say(handler, gzip.compress(b"[1, 2, 3]")[:-9], Content_Encoding="gzip")


def strangely_packed(served: Portal, handler: Handler, query: Query) -> None:
    say(handler, b"abc", Content_Encoding="br")


def round_in_circles(served: Portal, handler: Handler, query: Query) -> None:
    say(handler, b"", 302, Location=f"/{len(served.asked)}")


def gone(served: Portal, handler: Handler, query: Query) -> None:
    say(handler, b"nothing here", 404)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (hang, "fetch-failed"),
        (hang_after_head, "fetch-failed"),
        (dribble, "fetch-slow"),
        (flood, "fetch-too-large"),
        (bomb, "fetch-too-large"),
        (packed_nothing, "fetch-slow"),
        (half_packed, "fetch-failed"),
        (strangely_packed, "fetch-failed"),
        (round_in_circles, "fetch-redirects"),
        (gone, "fetch-failed"),
    ],
)
def test_a_bad_source_ends_in_time_with_a_clear_word(answer: Answer, code: str) -> None:
    start = time.monotonic()
    assert code_of(answer) == code
    assert time.monotonic() - start < 10


def test_a_page_of_no_catalogue_is_told() -> None:
    def login(_: Portal, handler: Handler, query: Query) -> None:
        say(handler, b"<html>please sign in</html>")

    assert code_of(login, "/api/3/action/package_search") == "fetch-answer"


@pytest.mark.parametrize(
    "result", [[], {"success": False}, {"success": True, "result": {"count": "9"}}, 7, None]
)
def test_an_answer_of_another_shape_is_told(result: Any) -> None:
    def answer(_: Portal, handler: Handler, query: Query) -> None:
        say_json(handler, result)

    assert code_of(answer, "/api/3/action/package_search") == "fetch-answer"


def test_a_packed_answer_is_unpacked() -> None:
    def answer(_: Portal, handler: Handler, query: Query) -> None:
        say(handler, gzip.compress(b"[1]" * 100_000), Content_Encoding="gzip")

    found, _ = fetched(answer, "/list.json", size=400_000)
    assert found.kept.path.read_bytes() == b"[1]" * 100_000


def test_a_redirect_within_what_is_allowed_is_followed() -> None:
    def answer(served: Portal, handler: Handler, query: Query) -> None:
        if handler.path == "/old":
            say(handler, b"", 301, Location="/new")
        else:
            say(handler, b"[]")

    found, served = fetched(answer, "/old")
    assert (served.asked, found.kept.path.read_bytes()) == (["/old", "/new"], b"[]")


INNER = [
    "http://127.0.0.1/",
    "http://10.0.0.1/",
    "http://172.16.3.4/x",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0.0.0.0/",
    "http://224.0.0.1/",
    "http://[::1]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[2002:a00:1::]/",
    "http://2130706433/",
    "http://localhost/",
    "http://[",
]


@pytest.mark.parametrize("address", INNER)
def test_the_inner_network_is_left_alone(address: str) -> None:
    with pytest.raises(ProblemsError) as error:
        fetch(address, source_format="", hosts=(), bounds=QUICK)
    assert error.value.problems[0].code in {"fetch-private", "fetch-name", "fetch-address"}


def test_a_redirect_into_the_inner_network_is_refused() -> None:
    def answer(_: Portal, handler: Handler, query: Query) -> None:
        say(handler, b"", 302, Location="http://169.254.169.254/latest/")

    assert code_of(answer) == "fetch-private"


@pytest.mark.parametrize(
    "address",
    ["ftp://example.invalid/x", "file:///etc/passwd", "http://u:p@127.0.0.1/", "http:///x", ""],
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(ProblemsError) as error:
        fetch(address, source_format="", hosts=LOCAL, bounds=QUICK)
    assert error.value.problems[0].code == "fetch-address"


def test_no_key_of_an_address_stands_in_a_message() -> None:
    with portal(gone) as served, pytest.raises(ProblemsError) as error:
        fetch(f"{served.address}/x?token=secret", source_format="", hosts=LOCAL, bounds=QUICK)
    assert "secret" not in str(error.value)
    assert f"{served.address}/x" in str(error.value)


def test_the_real_portal_of_the_data_set_served_page_by_page(shared: Path) -> None:
    path = shared / "data/catalogues/ckan_dados_gov_br/package_search_800.json.gz"
    real = json.loads(gzip.decompress(path.read_bytes()))["result"]["results"]
    answer: Callable[..., None] = ckan(real)
    found, served = fetched(answer, size=50_000_000, page_size=5_000_000, page_rows=100, total=60, read=20)
    assert lines(found) == real
    assert (found.whole, found.declared, len(served.asked)) == (True, 800, 8)
