"""A portal of this machine that answers as the test says: real HTTP over loopback, with every fault of the wild."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = Callable[["Portal", BaseHTTPRequestHandler, dict[str, str]], None]


class Portal:
    """`answer` handles each request; `asked` lists the paths asked for, with their queries."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.over = threading.Event()
        self.address = ""


@contextmanager
def portal(answer: Answer) -> Iterator[Portal]:
    """Serve until the block is left; handlers that hang are let go by `over`."""
    made = Portal(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.asked.append(self.path)
            query = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
            self.close_connection = True
            try:
                made.answer(made, self, query)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client had enough

        def log_message(self, *_: Any) -> None:
            """Tests speak for themselves."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def say(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """A whole answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def say_json(handler: BaseHTTPRequestHandler, value: Any, status: int = 200, **headers: str) -> None:
    say(handler, json.dumps(value, ensure_ascii=False).encode(), status, **headers)


def packages(count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"id-{number:04}",
            "name": f"p{number}",
            "title": f"第{number}号目录",
            "resources": [],
            "num_resources": 0,
        }
        for number in range(count)
    ]


def search(found: list[dict[str, Any]], query: dict[str, str], count: int | None = None) -> dict[str, Any]:
    """What CKAN's package_search answers."""
    start, rows = int(query.get("start", 0)), int(query.get("rows", 10))
    part = found[start : start + rows]
    return {"success": True, "result": {"count": len(found) if count is None else count, "results": part}}
