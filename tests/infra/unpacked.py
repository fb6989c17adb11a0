"""Runs an unpacked package in a clean interpreter, as Lambda does: nothing else of ours can be imported."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_DRIVER = """
import json, sys
sys.path.insert(0, sys.argv[1])
answers = sys.stdout
sys.stdout = sys.stderr
class Context:
    aws_request_id = "request"
    function_name = "portal"
    def get_remaining_time_in_millis(self):
        return 15000
from app import app
for line in sys.stdin:
    answers.write(json.dumps(app(json.loads(line), Context())) + chr(10))
    answers.flush()
"""


class UnpackedPortal:
    """The package's own function, called with gateway events (payload version 1)."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _DRIVER, str(folder)],
            cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=20)

    def call(self, method: str, path: str, body: str | None = None, **headers: str) -> dict[str, Any]:
        """One request to a route without parameters. Gives the function's answer."""
        sent = {"accept": "text/html,*/*;q=0.8", "host": "portal.test", **headers}
        event = {
            "resource": path,
            "path": path,
            "httpMethod": method,
            "headers": sent,
            "multiValueHeaders": {name: [value] for name, value in sent.items()},
            "queryStringParameters": None,
            "multiValueQueryStringParameters": None,
            "pathParameters": None,
            "stageVariables": None,
            "requestContext": {
                "resourcePath": path, "httpMethod": method, "path": f"/api{path}", "stage": "api",
                "requestId": "request", "identity": {"sourceIp": "192.0.2.1", "userAgent": "test"},
                "protocol": "HTTP/1.1", "requestTimeEpoch": 1_800_000_000_000,
            },
            "body": body,
            "isBase64Encoded": False,
        }  # fmt: skip
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(event) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        if answer.get("isBase64Encoded"):
            answer["body"] = base64.b64decode(answer["body"]).decode()
        return answer


def run_in(folder: Path, code: str, environment: dict[str, str] | None = None) -> str:
    """What `code` prints in a clean interpreter that can import only from `folder`."""
    script = f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Fields(HTMLParser):
    """The hidden fields of a page's forms, by name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given.get("value", "")


def cookies_of(answer: dict[str, Any]) -> dict[str, str]:
    """The cookies that an answer sets, by name; one that it clears is left out."""
    lines = answer["multiValueHeaders"].get("Set-Cookie", [])
    pairs = (line.split(";")[0].partition("=") for line in lines)
    return {name: value for name, _, value in pairs if value}
