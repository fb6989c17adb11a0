"""What every test stands on: settings of its own, tables of its own in memory, a clock that obeys, a license service
that answers as told. After each test the tables and the log are read: see tests/checks/after_each_test.py."""

import json
import os

# The environment is set before anything of the portal is imported: settings are read once.
os.environ.update(
    {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-west-2",
        "AWS_EC2_METADATA_DISABLED": "true",
        "PORTAL_BASE_URL": "https://exemptions.example.org",
        "PORTAL_KEYS": json.dumps(
            {
                purpose: f"{place:02x}" * 32
                for place, purpose in enumerate(("session", "csrf", "lookup", "link", "password", "seal", "log"), 1)
            }
        ),
        # The lowest setting that the password standards allow; the portal's own is three times as dear.
        "PORTAL_PASSWORD_MEMORY_KIB": "19456",
        "PORTAL_PASSWORD_PASSES": "2",
    }
)

import dataclasses
import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as random_examples

from chalicelib import wiring
from chalicelib.actions.context import PasswordHasher, Services
from chalicelib.runtime import passkey_judge
from chalicelib.runtime.evidence_signer import stand_in
from chalicelib.runtime.secret_keys import key_ring
from chalicelib.runtime.settings import settings
from chalicelib.storage import calls, table
from chalicelib.web.http import pipeline
from infra.local.root_signer import LocalRootSigner
from infra.template import AUDIT_TABLE, MAIN_TABLE
from passkeys.handler import check
from tests import sampling, workers
from tests.checks import network
from tests.checks.after_each_test import require_silent_log, require_sound_tables
from tests.checks.kept_tables import emptied_tables
from tests.checks.memory_store import MemoryStore
from tests.checks.moto_copies import make_one_copy
from tests.checks.quick_moto import make_quick
from tests.checks.recorder import Recorder, watched_store
from tests.clock import Clock, Seconds
from tests.collected import COLLECTED
from tests.compiled_templates import compile_once
from tests.document_files import DocumentFiles
from tests.license_answers import LicenseAnswers
from tests.quick_passwords import QuickPasswords

if TYPE_CHECKING:
    from tests.builders import World
    from tests.portal import Portal

collect_ignore = ["infra/stand_in"]
stand_in(LocalRootSigner(b"evidence of tests"))
passkey_judge.stand_in(check)
# Each worker takes the next file: these come first, so that none of them is the last one at work. The package stands
# beside the file for which the demo is made, as that of the other worker would wait for the demo.
_LONGEST = ("e2e/test_accessible.py", "infra/test_package.py", "e2e/test_whole_story.py", "demo/test_demo_stories.py")
# On the tables in memory, as moto's time is most of theirs: the matrices over every address, and the scripted years.
_FOLDERS_IN_MEMORY = ("security", "invariants", "scale", "state_year", "school_year", "simulation")
_IN_MEMORY = [Path(__file__).parent / name for name in (*_FOLDERS_IN_MEMORY, "infra/test_restore_drill.py")]
_NEW_THINGS = 100_000  # so many, and Python looks for what no one uses; it would do so from 700 on
# A busy machine is no defect: what may not be slow has a budget or a time limit of its own.
random_examples.register_profile("portal", deadline=None)
random_examples.load_profile("portal")
make_one_copy()
make_quick()
compile_once()
network.watch()


def pytest_configure(config: pytest.Config) -> None:
    """Begin the list of the tests that are found."""
    config.stash[COLLECTED] = set()
    workers.tell_only_what_counts(config)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    """What one worker compiles of a file, the others find compiled."""
    with workers.one_at_a_time(collector):
        return (yield)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Remember the test's name, whether or not it is left out later."""
    item.config.stash[COLLECTED].add(item.nodeid)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say first how the large matrices are sampled."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and not hasattr(session.config, "workerinput"):  # a worker's words would get lost
        reporter.write_line(sampling.told())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files."""
    first = {Path(__file__).parent / name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


def pytest_collection_finish() -> None:
    """What stands now stays to the end. Python would look through it again and again for what no one uses any more:
    one twentieth of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_THINGS)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    """Likewise at the end, where pytest looks for it five times."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Write down how many tests a missing browser left out: `make test` says so in its last line."""
    without = [report for report in terminalreporter.stats.get("skipped", ()) if "no Chromium" in str(report.longrepr)]
    if without and os.environ.get("LEFT_OUT"):
        Path(os.environ["LEFT_OUT"]).write_text(
            f"{len(without)} tests were left out: there is no Chromium here. To bring one: make browser\n"
        )


@pytest.fixture(autouse=True)
def _nothing_leaves_this_machine() -> Iterator[None]:
    """A test fails where anything tried to connect to another machine, whatever became of it (S-61)."""
    network.tried()
    yield
    assert network.tried() == []


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The portal's clock: 10:00 in California on November 20, 2026, until the test moves it."""
    made = Clock()
    monkeypatch.setattr(pipeline, "clock", made)
    return made


@pytest.fixture(autouse=True)
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    """What measures how long a request takes: it stands still until the test moves it."""
    made = Seconds()
    monkeypatch.setattr(pipeline, "seconds", made)
    return made


@pytest.fixture
def licenses() -> LicenseAnswers:
    """The license service: it knows every license as current, until the test says otherwise."""
    return LicenseAnswers()


@pytest.fixture
def document_files() -> DocumentFiles:
    """Where the files of documents are."""
    return DocumentFiles()


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """What the portal logged, which addresses were visited, and what it asked of the store."""
    made = Recorder()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def stand_ins(
    licenses: LicenseAnswers,
    document_files: DocumentFiles,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In place of the portal's services: those of the tests."""
    use_services_of_tests(monkeypatch, licenses, document_files, lambda real: _passwords_for(request, real))


@pytest.fixture
def tables(recorder: Recorder, request: pytest.FixtureRequest, stand_ins: None) -> Iterator[table.Table]:
    """Empty tables. When the test is over they must be sound, and the log must know no one."""
    in_memory = any(request.node.path.is_relative_to(folder) for folder in _IN_MEMORY)
    with portal_tables(MemoryStore if in_memory else None) as (made, client), watched_store(client, recorder):
        yield made
        recorder.pause()
        people = require_sound_tables(made)
        require_silent_log(recorder, people)


def _passwords_for(request: pytest.FixtureRequest, real: Services) -> PasswordHasher:
    """argon2 takes a tenth of a page test's time: only tests marked `argon2` pay for it."""
    return real.passwords if request.node.get_closest_marker("argon2") else QuickPasswords()


def use_services_of_tests(
    monkeypatch: pytest.MonkeyPatch,
    licenses: LicenseAnswers,
    documents: DocumentFiles,
    passwords: Callable[[Services], PasswordHasher],
) -> None:
    """Let the portal reach these in place of the world outside, and wait for nothing."""
    _forget(settings, key_ring, wiring.services)
    real = wiring.services()
    services = dataclasses.replace(
        real, licenses=licenses, documents=documents, passwords=passwords(real), pause=lambda _attempt: None
    )
    monkeypatch.setattr(wiring, "services", lambda: services)
    monkeypatch.setattr(calls, "pause", services.pause)


@contextmanager
def portal_tables(store: type[MemoryStore] | None) -> Iterator[tuple[table.Table, Any]]:
    """The portal's tables, empty, and the client that reaches them; `store` as of `emptied_tables`."""
    names = {MAIN_TABLE: settings().table, AUDIT_TABLE: settings().audit_table}
    with emptied_tables(names, store) as client:
        yield table.portal_table(), client


def forget_settings() -> None:
    """Let the next read of settings, keys and store client see the environment as it is now."""
    _forget(settings, key_ring, table.client, wiring.services)


def _forget(*cached: Any) -> None:
    for kept in cached:
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()


@pytest.fixture
def world(tables: table.Table, clock: Clock, licenses: LicenseAnswers, recorder: Recorder) -> "World":
    """Makes people and cases: see tests/builders.py."""
    from tests.builders import World  # noqa: PLC0415 - tests of the law need nothing of it
    from tests.checks.remembered import History  # noqa: PLC0415

    return World(tables, clock, licenses, recorder, history=History())


@pytest.fixture
def portal(world: "World") -> "Portal":
    """A browser in which no one is signed in."""
    return world.browser()
