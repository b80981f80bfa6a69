"""One request and its answer, bounded in time and size whatever the other side does.

Asynchronous only within: a limit over all of it (also over headers that arrive letter by letter) is what asyncio can
give and blocking calls cannot. The caller's thread waits.
"""

import asyncio
import ssl
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from shuheng.catalogue.harvest.live.guard import Endpoint
from shuheng.quality.probes.bounds import Bounds
from shuheng.quality.probes.guard import Refusal, check, same_host
from shuheng.quality.probes.unpack import Unpacker

REDIRECT = {301, 302, 303, 307, 308}
TO_GET = {301, 302, 303}
OUR_HEADERS = {"User-Agent": "shuheng-probe", "Accept": "*/*", "Accept-Encoding": "gzip"}


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask. `headers` go only to the host of `address`."""

    address: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class Heard:
    """What came back so far; None and empty for what did not. Times in milliseconds, `size` in bytes unpacked.

    `code` is empty where an answer with a status was read, or cut off at the bound (`cut`).
    """

    code: str = ""
    detail: str = ""
    status: int | None = None
    connect_ms: int | None = None
    first_byte_ms: int | None = None
    total_ms: int = 0
    size: int = 0
    cut: bool = False
    content: bytes = b""
    headers: httpx.Headers = field(default_factory=httpx.Headers)


class Bad(Exception):  # noqa: N818  # the answer is bad, not the program
    """The attempt ends with a code of `codes.CODES`."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Line:
    """What requests of one run share: who may be asked, the bounds, the trusted certificates."""

    hosts: tuple[str, ...]
    bounds: Bounds
    trust: ssl.SSLContext


def call(request: Request, line: Line, *, attempt: int = 0, total: float | None = None) -> Heard:
    """Ask, and read the answer. Never raises for what the other side does: `Heard.code` says it."""
    heard = Heard()
    began = time.monotonic()
    try:
        asyncio.run(bounded(request, line, heard, attempt, total or line.bounds.total))
    except TimeoutError:
        heard.code, heard.detail = "probe-timeout", f"{total or line.bounds.total:g} 秒"
    except (Bad, Refusal) as bad:
        heard.code, heard.detail = bad.code, bad.detail
    except httpx.ConnectTimeout:
        heard.code, heard.detail = "probe-connect", f"{line.bounds.connect:g} 秒没有连上"
    except httpx.TimeoutException:
        heard.code, heard.detail = "probe-timeout", f"{line.bounds.read:g} 秒没有动静"
    except httpx.ConnectError as error:
        heard.code, heard.detail = connect_code(error)
    except httpx.TransportError as error:
        heard.code, heard.detail = "probe-broken", type(error).__name__
    heard.total_ms = since(began)
    return heard


async def bounded(request: Request, line: Line, heard: Heard, attempt: int, total: float) -> None:
    """The whole of it within `total` seconds; `TimeoutError` beyond."""
    began = time.monotonic()
    async with asyncio.timeout(total):
        client = httpx.AsyncClient(
            follow_redirects=False, trust_env=False, headers=OUR_HEADERS, verify=line.trust, http2=False
        )
        async with client:
            await followed(client, request, line, heard, attempt, began)


async def followed(
    client: httpx.AsyncClient, request: Request, line: Line, heard: Heard, attempt: int, began: float
) -> None:
    """The request, and redirects within its host."""
    first = httpx.URL(request.address)
    at, method, body = request.address, request.method, request.body
    for _ in range(line.bounds.redirects + 1):
        endpoint = checked(at, line, moved=at != request.address)
        target = await once(
            client, built(client, endpoint, method, body, request, line, attempt), line, heard, began
        )
        if target is None:
            return
        moved = endpoint.url.join(target)
        if not same_host(first, moved):
            raise Bad("probe-redirect", moved.host)
        if heard.status in TO_GET and method != "HEAD":
            method, body = "GET", b""
        at = str(moved)
    raise Bad("probe-redirects", f"超过 {line.bounds.redirects} 次")


def checked(address: str, line: Line, *, moved: bool) -> Endpoint:
    """Where to connect. An address that the interface itself points to and that may not be asked is its failure."""
    try:
        return check(address, line.hosts)
    except Refusal as refusal:
        if not moved:
            raise
        raise Bad("probe-redirect", refusal.detail) from refusal


def built(
    client: httpx.AsyncClient,
    endpoint: Endpoint,
    method: str,
    body: bytes,
    request: Request,
    line: Line,
    attempt: int,
) -> httpx.Request:
    """The request as it goes out: to the checked address, under the name that was asked for."""
    headers = {**dict(request.headers), "Host": endpoint.host_header}
    return client.build_request(
        method,
        endpoint.request_url(attempt),
        headers=headers,
        content=body or None,
        timeout=httpx.Timeout(line.bounds.read, connect=line.bounds.connect),
        extensions={"sni_hostname": endpoint.url.host},
    )


async def once(
    client: httpx.AsyncClient, asked: httpx.Request, line: Line, heard: Heard, began: float
) -> str | None:
    """One exchange; the address it points to where it is a redirect, else its body is read."""
    asked.extensions = {**asked.extensions, "trace": Watch(heard, began).note}
    response = await client.send(asked, stream=True)
    try:
        heard.status = response.status_code
        heard.first_byte_ms = since(began)
        heard.headers = response.headers
        if response.status_code in REDIRECT and response.headers.get("location"):
            return str(response.headers["location"])
        await read(response, heard, line.bounds.size)
    finally:
        await response.aclose()
    return None


async def read(response: httpx.Response, heard: Heard, most: int) -> None:
    """The body unpacked, until its end or until so many bytes have come, packed or not."""
    parts: list[bytes] = []
    taken = 0
    try:
        unpacker = Unpacker(response.headers.get("content-encoding", ""))
        async for piece in response.aiter_raw():
            taken += len(piece)
            for part in unpacker.feed(piece):
                parts.append(part)
                heard.size += len(part)
                if heard.size > most or taken > most:
                    heard.cut = True
                    return
        if parts:
            unpacker.end()
    except ValueError as error:
        raise Bad("probe-packed", str(error)) from error
    heard.content = b"".join(parts)


class Watch:
    """Notes how long connecting took, TLS included, from the events of the connection."""

    def __init__(self, heard: Heard, began: float) -> None:
        self.heard, self.began = heard, began

    async def note(self, name: str, _: dict[str, Any]) -> None:
        """Called by httpcore at the beginning and end of every phase."""
        if name in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self.heard.connect_ms = since(self.began)


def connect_code(error: httpx.ConnectError) -> tuple[str, str]:
    """TLS errors are told apart: the reason stands somewhere down the chain."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, ssl.SSLCertVerificationError):
            return "probe-tls", f"证书没有通过验证：{inner.verify_message}"
        if isinstance(inner, ssl.SSLError):
            return "probe-tls", str(inner.reason or "")
        inner = inner.__cause__ or inner.__context__
    return "probe-connect", "连接被拒绝或主机不可达"


def since(began: float) -> int:
    """Milliseconds since then."""
    return round((time.monotonic() - began) * 1000)
