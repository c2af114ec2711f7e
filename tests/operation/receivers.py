"""Receivers of notices on this machine: a web hook that keeps what it is sent, and a mail server."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Hook(NamedTuple):
    """A web hook: its port, the bodies it got, and how often it still refuses."""

    port: int
    got: list[dict[str, Any]]
    refuses: list[int]


@contextmanager
def hook() -> Iterator[Hook]:
    """Answer like 企业微信, 钉钉 and 飞书 do (`errcode` 0), or with 503 while `refuses` holds anything."""
    got, refuses = list[dict[str, Any]](), list[int]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if refuses:
                self.send_error(refuses.pop())
                return
            got.append({"path": self.path, **json.loads(body)})
            self._answer(b'{"errcode": 0, "errmsg": "ok", "code": 0, "StatusCode": 0}')

        def do_GET(self) -> None:
            got.append({"path": self.path})
            self._answer(b"OK")

        def _answer(self, text: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with _serving(server):
        yield Hook(server.server_address[1], got, refuses)


@contextmanager
def mailbox() -> Iterator[tuple[int, list[EmailMessage]]]:
    """Speak as much of SMTP as takes a message."""
    got: list[EmailMessage] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line.split()[0].upper() if line.split() else b""
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    lines = []
                    while (line := self.rfile.readline()) != b".\r\n":
                        lines.append(line)
                    got.append(message_from_bytes(b"".join(lines), policy=policy.default))
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                if word == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server, _serving(server):
        yield server.server_address[1], got


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
