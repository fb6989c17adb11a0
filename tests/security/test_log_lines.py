"""S-56: one JSON object in each line of the log, whatever was sent."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.runtime.logging import _ALLOWED_FIELDS, configure_logging, log, log_failure
from tests.builders import World
from tests.invariants.everywhere import PATHS
from tests.invariants.places import Visitor

HOSTILE = (
    "\n",
    "\r\n",
    "\x00",
    "\x1b[31mred",
    "\u2028",
    "\u2029",
    "\x85",
    '"}',
    "\\",
    "\\n",
    "\ud800",
    "{}",
    "x" * 1_000_000,
    '"}\n{"event": "page"}',
    "%s%n%(x)s",
    "\x0b\x0c\x1c\x1d\x1e",
)
TEXTS = st.text(st.characters(codec=None), max_size=200) | st.sampled_from(HOSTILE)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What the portal's own handler writes."""
    logger = logging.getLogger("portal")
    kept, stream = list(logger.handlers), StringIO()
    logger.handlers.clear()
    monkeypatch.setattr("sys.stdout", stream)
    configure_logging()
    yield stream
    logger.handlers[:] = kept


def lines_of(text: str) -> list[str]:
    """The lines as anyone could count them: at every character that some reader takes for the end of a line."""
    return [line for line in text.splitlines() if line]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=TEXTS, name=st.sampled_from(sorted(_ALLOWED_FIELDS)), value=TEXTS | st.integers() | st.none())
def test_a_line_is_one_json_object_whatever_its_values(
    written: StringIO, event: str, name: str, value: str | int | None
) -> None:
    written.seek(0)
    written.truncate()
    log(event, **{name: value})
    (line,) = lines_of(written.getvalue())
    assert json.loads(line) == {"event": event, name: value}
    assert line.isascii()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_failures_words_never_reach_the_log(written: StringIO, text: str) -> None:
    try:
        _fail(text)
    except ValueError as error:
        log_failure("page.failed", error, route="/parents")
    (line,) = lines_of(written.getvalue())
    assert json.loads(line)["error_type"] == "ValueError"
    assert len(line) < 2_000


def _fail(text: str) -> None:
    raise ValueError(text)


@pytest.mark.parametrize("path", PATHS)
def test_hostile_requests_leave_whole_lines_behind(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    for text in ("\n{}", "\u2028", '"}', "\x1b[2J"):
        visitor.browser.headers = {"User-Agent": text, "Accept-Language": text, "X-Forwarded-For": text}
        visitor.browser.get(visitor.path)
        visitor.browser.post_raw(visitor.path, f"csrf={text}&operation={text}".encode())
    ours = [line.removeprefix("portal ") for line in world.recorder.lines if line.startswith("portal ")]
    assert ours
    assert all(isinstance(json.loads(line), dict) and len(lines_of(line)) == 1 for line in ours)
