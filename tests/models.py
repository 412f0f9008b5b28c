"""A stub of an OpenAI-compatible server that answers as a test asks: well, badly, slowly, not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[dict[str, Any]], "dict[str, Any] | str"]


@dataclass
class Stub:
    """How the stub answers, and what it was sent."""

    say: Reply
    finish: str = "stop"
    status: int = 200
    delay: float = 0.0
    drip: float = 0.0
    body: bytes | None = None
    location: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    address: str = ""

    def response(self, asked: dict[str, Any]) -> bytes:
        if self.body is not None:
            return self.body
        said = self.say(asked)
        content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": self.finish}
        return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


@contextmanager
def serving(stub: Stub) -> Iterator[Stub]:
    """The stub on a free port of this machine; ``address`` is its base."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            stub.asked.append(asked)
            stub.paths.append(self.path)
            stub.headers.append({name.lower(): value for name, value in self.headers.items()})
            time.sleep(stub.delay)
            body = stub.response(asked)
            try:
                self.send_response(stub.status)
                if stub.location:
                    self.send_header("location", stub.location)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                for at in range(0, len(body), 20) if stub.drip else ():
                    self.wfile.write(body[at : at + 20])
                    self.wfile.flush()
                    time.sleep(stub.drip)
                if not stub.drip:
                    self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    stub.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
