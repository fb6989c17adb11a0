"""S-83: loading the function makes nothing that a snapshot of it would repeat in every copy: no random bytes, no time,
no connection. What is random, timed or asked of others comes with a request."""

import ast
import json
import os
import subprocess
import sys

from infra.template import ROOT

# Calls that the standard library makes for itself: the time from which `logging` counts.
_OF_THE_LIBRARY = "/logging/__init__.py"
_DRIVER = """
import json, os, socket, sys, time, traceback, uuid
heard = []
def hear(owner, name):
    real = getattr(owner, name)
    def called(*arguments, **named):
        heard.append((name, traceback.extract_stack()[-2].filename))
        return real(*arguments, **named)
    setattr(owner, name, called)
for owner, names in (
    (os, ("urandom", "getrandom")),
    (time, ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter")),
    (socket, ("getaddrinfo", "gethostname", "create_connection")),
    (socket.socket, ("connect",)),
    (uuid, ("uuid1", "uuid4")),
):
    for name in names:
        if hasattr(owner, name):
            hear(owner, name)
sys.path.insert(0, sys.argv[1])
import app
exec(sys.argv[2])
print(json.dumps(heard))
"""


def _calls_while_loading(afterwards: str = "") -> list[tuple[str, str]]:
    environment = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "us-west-2"}
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER, str(ROOT), afterwards],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [(name, where) for name, where in json.loads(done.stdout) if not where.endswith(_OF_THE_LIBRARY)]


def test_loading_the_function_asks_for_nothing_random_no_time_and_no_one() -> None:
    assert _calls_while_loading() == []


def test_what_would_be_asked_is_heard() -> None:
    asked = "os.urandom(8), time.time(), uuid.uuid4(), socket.gethostname()"
    assert {name for name, _where in _calls_while_loading(asked)} >= {"urandom", "time", "uuid4", "gethostname"}


def test_no_module_uses_the_random_numbers_that_a_snapshot_would_repeat() -> None:
    """`random` is seeded while it loads; `secrets` asks the system each time."""
    imported = {
        name
        for path in (ROOT / "chalicelib").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in _imported(node)
    }
    assert {"random", "numpy"} & imported == set()
    assert "secrets" in imported


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
