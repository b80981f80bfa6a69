"""An interface of this machine that answers as the test says: real HTTP over loopback, plain or with TLS."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = BaseHTTPRequestHandler
Answer = Callable[["Served", Handler], None]


class Served:
    """`asked` lists method, path, headers and body of each request; `over` is set when the test ends."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.over = threading.Event()
        self.address = ""

    @property
    def times(self) -> int:
        return len(self.asked)


class QuietServer(ThreadingHTTPServer):
    """Says nothing of clients that had enough."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A hostile answer often ends with a broken pipe."""


@contextmanager
def interface(answer: Answer, *, trust: ssl.SSLContext | None = None) -> Iterator[Served]:
    """Serve until the block is left. With `trust` over TLS."""
    served = Served()

    class One(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def heard(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            served.asked.append((self.command, self.path, dict(self.headers.items()), body))
            self.close_connection = True
            answer(served, self)

        def do_GET(self) -> None:
            self.heard()

        def do_POST(self) -> None:
            self.heard()

        def do_HEAD(self) -> None:
            self.heard()

        def log_message(self, *_: Any) -> None:
            """Tests speak for themselves."""

    server = QuietServer(("127.0.0.1", 0), One)
    if trust is not None:
        server.socket = trust.wrap_socket(server.socket, server_side=True)
    served.address = f"{'https' if trust else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def say(handler: Handler, body: bytes, status: int = 200, **headers: str) -> None:
    """A whole answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


def say_json(handler: Handler, value: Any, status: int = 200, **headers: str) -> None:
    say(handler, json.dumps(value, ensure_ascii=False).encode(), status, **headers)


def clinics(count: int = 3) -> dict[str, Any]:
    """An answer in good order."""
    rows = [{"名称": f"第{n}诊所", "床位": n, "登记日期": "2023-01-05"} for n in range(count)]
    return {"code": 0, "data": {"rows": rows, "total": count}}


def good(_: Served, handler: Handler) -> None:
    say_json(handler, clinics())
