"""Interfaces that hang, stream for ever, bomb, lie or lead elsewhere: each ends in time, with a code that says what."""

import datetime as dt
import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shuheng.quality.probes.attempt import Seen, Spec, check_interface
from shuheng.quality.probes.bounds import Bounds
from shuheng.quality.probes.call import Line, Request
from shuheng.quality.probes.fields import DeclaredField
from tests.rooms.probes.server import Answer, Handler, Served, clinics, interface, say, say_json

QUICK = Bounds(connect=2, read=1.0, total=2.0, volume=1.0, size=200_000, redirects=2, tries=1, pause=0.01)
PATIENCE = 15.0  # a busy machine; each answer alone would last for ever
LOCAL = ("127.0.0.1",)
BOMB = gzip.compress(b"0" * 30_000_000)
BOMB_IN_BOMB = gzip.compress(BOMB)
FIELDS = (DeclaredField("名称", "text"), DeclaredField("床位", "integer"))


def line(hosts: tuple[str, ...] = LOCAL, bounds: Bounds = QUICK) -> Line:
    return Line(hosts, bounds, ssl.create_default_context())


def asked(address: str, hosts: tuple[str, ...] = LOCAL, **more: Any) -> Seen:
    """One check, and that it ends in time."""
    spec = Spec(1, Request(address), rows_path="data.rows", fields=FIELDS, **more)
    began = time.monotonic()
    seen = check_interface(spec, line(hosts), lambda: False)
    assert time.monotonic() - began < PATIENCE
    return seen[-1]


def seen_of(answer: Answer, **more: Any) -> Seen:
    with interface(answer) as served:
        return asked(served.address + "/clinics", **more)


def hang(served: Served, _: Handler) -> None:
    served.over.wait(10)


def hang_after_headers(served: Served, handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    served.over.wait(10)


def drip_headers(served: Served, handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not served.over.wait(0.1):
        handler.wfile.write(b"a")


def drip_body(served: Served, handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not served.over.wait(0.1):
        handler.wfile.write(b" ")


def flood(served: Served, handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not served.over.is_set():
        handler.wfile.write(b"[" * 10_000)


def bomb(_: Served, handler: Handler) -> None:
    say(handler, BOMB, Content_Encoding="gzip")


def bomb_in_bomb(_: Served, handler: Handler) -> None:
    say(handler, BOMB_IN_BOMB, Content_Encoding="gzip, gzip")


def cut_gzip(_: Served, handler: Handler) -> None:
    say(handler, gzip.compress(b'{"data": {}}' * 50)[:-12], Content_Encoding="gzip")


def huge_headers(_: Served, handler: Handler) -> None:
    handler.send_response(200)
    for number in range(60):
        handler.send_header(f"X-{number}", "a" * 5_000)
    handler.end_headers()


def half(_: Served, handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"data"')


def no_http(_: Served, handler: Handler) -> None:
    handler.wfile.write(b"\x16\x03\x01 this is not HTTP\r\n\r\n")


def deep_json(_: Served, handler: Handler) -> None:
    say(handler, b"[" * 100_000)


def long_number(_: Served, handler: Handler) -> None:
    say(handler, b'{"data": {"rows": [' + b"9" * 100_000 + b"]}}")


def web_page(_: Served, handler: Handler) -> None:
    say(handler, "<!DOCTYPE html><html><body>系统维护中</body></html>".encode(), Content_Type="text/html")


def laughs(_: Served, handler: Handler) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    say(handler, f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l8;</x>'.encode())


def odd_encoding(_: Served, handler: Handler) -> None:
    say(handler, b"{}", Content_Encoding="br")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (hang, "probe-timeout"),
        (hang_after_headers, "probe-timeout"),
        (drip_headers, "probe-timeout"),
        (drip_body, "probe-timeout"),
        (flood, "probe-large"),
        (bomb, "probe-large"),
        (bomb_in_bomb, "probe-packed"),
        (cut_gzip, "probe-packed"),
        (odd_encoding, "probe-packed"),
        (huge_headers, "probe-broken"),
        (half, "probe-broken"),
        (no_http, "probe-broken"),
        (deep_json, "probe-unreadable"),
        (long_number, "probe-unreadable"),
        (web_page, "probe-unreadable"),
        (laughs, "probe-unreadable"),
    ],
)
def test_a_hostile_answer_ends_in_time_with_its_code(answer: Answer, code: str) -> None:
    seen = seen_of(answer)
    assert (seen.code, seen.rows, seen.volume_code != "") == (code, None, True)
    assert seen.message


def test_a_bomb_is_cut_at_the_bound() -> None:
    seen = seen_of(bomb)
    assert seen.size is not None
    assert QUICK.size < seen.size < QUICK.size + 200_000
    assert seen.outcome == "odd"


def test_a_web_page_is_told_from_data() -> None:
    assert "网页" in seen_of(web_page).message


def test_a_redirect_is_followed_at_its_own_host_and_nowhere_else() -> None:
    def within(served: Served, handler: Handler) -> None:
        if served.times == 1:
            say(handler, b"", 302, Location="/moved")
        else:
            say_json(handler, clinics())

    def outside(_: Served, handler: Handler) -> None:
        say(handler, b"", 302, Location="http://evil.example/steal")

    def loop(_: Served, handler: Handler) -> None:
        say(handler, b"", 307, Location="/again")

    def odd(_: Served, handler: Handler) -> None:
        say(handler, b"", 302, Location="http://[::1")

    def no_port(_: Served, handler: Handler) -> None:
        say(handler, b"", 302, Location="http://127.0.0.1:99999/")

    assert (seen_of(within).code, seen_of(within).rows) == ("", 3)
    elsewhere = seen_of(outside)
    assert (elsewhere.code, "evil.example" in elsewhere.message) == ("probe-redirect", True)
    assert seen_of(loop).code == "probe-redirects"
    assert seen_of(odd).code == "probe-broken"
    assert seen_of(no_port).code == "probe-redirect"


def test_secrets_are_not_sent_to_another_host() -> None:
    def answer(_: Served, handler: Handler) -> None:
        say_json(handler, {"count": 5} if "count" in handler.path else clinics())

    with interface(answer) as served:
        other = served.address.replace("127.0.0.1", "localhost") + "/count"
        request = Request(served.address + "/clinics", headers=(("X-Token", "geheim"),))
        spec = Spec(1, request, rows_path="data.rows", volume_address=other)
        seen = check_interface(spec, line(("127.0.0.1", "localhost")), lambda: False)[-1]
        assert (seen.code, seen.volume) == ("", 5)
        assert [headers.get("X-Token") for _, _, headers, _ in served.asked] == ["geheim", None]


def test_lies_about_rows_are_told() -> None:
    def answer(_: Served, handler: Handler) -> None:
        say_json(handler, {"count": 2} if "count" in handler.path else clinics(3))

    with interface(answer) as served:
        seen = asked(served.address + "/clinics", volume_address=served.address + "/count")
    assert (seen.code, seen.rows, seen.volume, seen.outcome) == ("probe-volume-less", 3, 2, "odd")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b'{"count": -1}', "volume-number"),
        (b'{"count": 1.5}', "volume-number"),
        (b'{"count": 99999999999999999999}', "volume-number"),
        (b'{"count": true}', "volume-number"),
        (b'{"size": 5}', "volume-missing"),
        (b"<!doctype html>", "volume-missing"),
    ],
)
def test_a_bad_volume_leaves_the_check_standing(said: bytes, code: str) -> None:
    def answer(_: Served, handler: Handler) -> None:
        say(handler, said if "count" in handler.path else b'{"data": {"rows": []}}')

    with interface(answer) as served:
        seen = asked(served.address + "/clinics", volume_address=served.address + "/count")
    assert (seen.code, seen.rows, seen.volume, seen.volume_code) == ("", 0, None, code)


def test_a_volume_query_that_hangs_costs_its_own_bound_only() -> None:
    def answer(served: Served, handler: Handler) -> None:
        if "count" in handler.path:
            served.over.wait(10)
        else:
            say_json(handler, clinics())

    with interface(answer) as served:
        seen = asked(served.address + "/clinics", volume_address=served.address + "/count")
    assert (seen.code, seen.rows, seen.volume_code) == ("", 3, "volume-failed")


def test_hosts_that_nobody_allowed_are_left_alone() -> None:
    with interface(lambda _, handler: say_json(handler, clinics())) as served:
        found = {
            hosts: asked(served.address, hosts).code
            for hosts in ((), ("example.cn",), (".0.0.1",), ("127.0.0.1",))
        }
        inner = asked(served.address.replace("127.0.0.1", "x.localhost"), (".localhost",)).code
        assert served.times == 1
    assert list(found.values()) == ["probe-host", "probe-host", "probe-private", ""]
    assert inner in {"probe-private", "probe-name"}


def test_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert asked(f"http://127.0.0.1:{port}/").code == "probe-connect"


def certificate(folder: Path) -> ssl.SSLContext:
    """A server's TLS with a certificate that nobody trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=30))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    held = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    held.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(held)
    return context


def test_tls_errors_are_told_and_a_trusted_certificate_is_fine(tmp_path: Path) -> None:
    with interface(lambda _, handler: say_json(handler, clinics()), trust=certificate(tmp_path)) as served:
        seen = asked(served.address)
        trust = ssl.create_default_context(cafile=str(tmp_path / "server.pem"))
        spec = Spec(1, Request(served.address), rows_path="data.rows")
        trusted = check_interface(spec, Line(LOCAL, QUICK, trust), lambda: False)[-1]
        plain = asked(served.address.replace("https", "http"))
    assert (seen.code, "证书" in seen.message) == ("probe-tls", True)
    assert (trusted.code, trusted.rows) == ("", 3)
    assert plain.code == "probe-broken"


def test_many_hostile_ones_at_once_leave_the_good_one_alone() -> None:
    answers: tuple[Answer, ...] = (hang, drip_headers, flood, bomb, huge_headers)
    results: list[str] = []

    def ask(act: Callable[[], Seen]) -> None:
        results.append(act().code)

    threads = [threading.Thread(target=ask, args=(lambda one=one: seen_of(one),)) for one in answers]
    for thread in threads:
        thread.start()
    good = seen_of(lambda _, handler: say_json(handler, clinics()))
    for thread in threads:
        thread.join(PATIENCE)
    assert (good.code, good.rows, good.fields_ok) == ("", 3, True)
    assert len(results) == len(answers)
