"""The demo shows everything: each row of the state table has happened, each role has its people, each of their pages
something to look at; and nothing of it was written past the portal's own actions."""

import ast
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chalicelib import wiring
from chalicelib.actions.accounts.sign_in import sign_in
from chalicelib.actions.accounts.two_factor import verify_totp
from chalicelib.actions.calendars.calendar_in_force import calendar_of
from chalicelib.actions.records.access_history import access_history
from chalicelib.domain.account import Role, SignInStep
from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import answers_for_pupils
from chalicelib.domain.child import Child
from chalicelib.domain.document import ChildDocuments, DocumentState, DocumentStep
from chalicelib.domain.events import ChangeEvent
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.license_claim import ClaimState
from chalicelib.domain.lifecycle import TRANSITIONS, Transition
from chalicelib.law.calendar import school_year_of
from chalicelib.law.verdict import Outcome
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import queues
from chalicelib.storage.encrypted_events import read_event
from infra.local.codes import codes_of
from infra.local.demo import cast, making
from infra.local.demo.making import report_of
from infra.local.demo.people import PASSPHRASE
from infra.local.demo.stories.appeals import VALENTINA
from infra.local.stack import StackError
from tests.changed_cells import changed_below
from tests.checks.after_each_test import all_items, require_sound_tables
from tests.checks.recipients import key_in
from tests.demo.conftest import Told, telling
from tests.sampling import WHOLE, drawn

_PACIFIC = ZoneInfo("America/Los_Angeles")
_DEMO = Path(making.__file__).parent
pytestmark = [pytest.mark.ministack, pytest.mark.timeout(600)]


def _steps_of_lines(event: ChangeEvent) -> Iterator[tuple[str, str | None, str, str]]:
    """Each change of a form's lines in an event: thing, from, act, to."""
    before, after = event.changes.get("lines", (None, None))
    if event.record_type == "form" and after:
        old = {line["vaccine"]: line["state"] for line in before or []}
        for line in after:
            if line["state"] != old.get(line["vaccine"]):
                yield "line", old.get(line["vaccine"]), event.act, line["state"]


def _steps_of_records(events: list[ChangeEvent]) -> Iterator[tuple[str, str | None, str, str]]:
    """Each event of a record that has a state, also where the state stays as it is."""
    states: dict[tuple[str, str], str] = {}
    for event in sorted(events, key=lambda each: (each.record_type, each.record_id, each.version)):
        of = event.record_type, event.record_id
        before = states.get(of)
        after = event.changes["state"][1] if "state" in event.changes else before
        if after is not None:
            states[of] = after
            yield event.record_type, before, event.act, after


def _has_happened(row: Transition, steps: set[tuple[str, str | None, str, str]]) -> bool:
    sources: tuple[Any, ...] = row.sources or (None,)
    return any((row.thing, source, row.act, row.target) in steps for source in sources)


def _audit(told: Told) -> list[ChangeEvent]:
    held = {
        f"{item['type'].upper()}#{item['PK'].partition('#')[2]}": key_in(item)
        for item in all_items(told.tables.name)
        if "data_key" in item
    }
    return [
        read_event(item, held.get(item["PK"]))
        for item in all_items(told.tables.audit_name)
        if item["SK"].startswith("EVENT#")
    ]


_FROM_AN_EARLIER_RELEASE = {("license_claim", Action.REPORT_LICENSE_MISUSE, ClaimState.PROVEN)}
"""Rows that begin with what a release wrote that kept no claims: no demo of this one has such an account."""


_ROWS = [row for row in TRANSITIONS if (row.thing, row.act, row.target) not in _FROM_AN_EARLIER_RELEASE]


def _require_every_row_of_the_state_table(told: Told) -> None:
    steps = {step for event in _audit(told) for step in _steps_of_lines(event)} | set(_steps_of_records(_audit(told)))
    missing = [f"{row.thing} {row.act} -> {row.target}" for row in _ROWS if not _has_happened(row, steps)]
    assert missing == []


def _require_a_sound_past(told: Told) -> None:
    """Everything happened before today, and is audited."""
    require_sound_tables(told.tables)
    events = _audit(told)
    assert max(event.on for event in events) == told.stage.today - timedelta(days=1)
    assert min(event.on for event in events) < told.stage.today - timedelta(days=300)


def test_every_row_of_the_state_table_has_happened(told: Told) -> None:
    _require_every_row_of_the_state_table(told)


def test_everything_happened_before_today_and_is_audited(told: Told) -> None:
    _require_a_sound_past(told)


def test_an_account_of_every_role_opens_with_the_one_passphrase_and_the_code_that_the_codes_page_shows(
    told: Told,
) -> None:
    now, roles = datetime.combine(told.stage.today, time(10), _PACIFIC), set()
    accounts = report_of(datetime.now(_PACIFIC)).accounts
    codes = {each.account: each.now for each in codes_of(wiring.new_context(now, "r"), accounts)}
    for account in accounts:
        first = sign_in(wiring.new_context(now, "r"), email=account.email, password=PASSPHRASE, client_ip=account.email)
        if isinstance(first, SignInStep):
            first = verify_totp(
                wiring.new_context(now, "r", idempotency_key=new_id()), first, codes[account], account.email
            )
        assert (account in codes) == (first.account.role != Role.PARENT)
        roles.add(first.account.role)
    assert roles == set(Role)


def test_the_school_of_the_demo_sees_every_kind_of_answer(told: Told) -> None:
    school = told.stage.as_(cast.SCHOOL)
    rows = school.store.school_list(cast.CLOVERMEAD, school.keyed_hash).forms
    pupils = answers_for_pupils(rows, told.stage.today)
    answers = {answer.verdict.outcome for pupil in pupils for answer in pupil.answers}
    assert len(pupils) >= 12
    assert answers >= {
        Outcome.ADMIT,
        Outcome.ADMIT_CONDITIONALLY_UNTIL,
        Outcome.KEEP_ATTENDING_UNTIL,
        Outcome.NOT_AN_EXEMPTION,
        Outcome.EXCLUDE_FROM,
    }


def test_a_parent_of_the_demo_sees_who_looked_at_the_record(told: Told) -> None:
    parent = told.stage.as_(VALENTINA)
    (form_id,) = parent.store.person(parent.person.id).ids("form")
    child = parent.store.get(Child, parent.store.get(ExemptionForm, form_id).child_id)
    roles = {view.role for view in access_history(parent, child).views}
    assert roles == {Role.PHYSICIAN, Role.REVIEWER, Role.OFFICER, Role.APPEALS_STAFF, Role.PANELIST}


@pytest.mark.parametrize(("queue", "at_least"), [(queues.REVIEWS, 5), (queues.APPEALS, 8), (queues.STANDINGS, 2)])
def test_the_queues_of_the_state_and_the_agency_have_work(told: Told, queue: str, at_least: int) -> None:
    assert len(told.stage.visitor().store.queue(queue).rows) >= at_least


@pytest.mark.parametrize(
    ("kind", "office"),
    [
        ("facility", cast.CLOVERMEAD),
        ("facility", cast.MISTLERILL),
        ("jurisdiction", "C10"),
        ("jurisdiction", "MLongBeach"),
        ("board", "MBC"),
        ("board", "OMBC"),
        ("chhs", "main"),
    ],
)
def test_the_offices_of_the_demo_have_news(told: Told, kind: str, office: str) -> None:
    assert told.stage.visitor().store.office_notices(kind, office)


# Just after midnight: the leap day is the one on which dates go wrong first.
OTHER_DAYS = {"leap-day": (2028, 2, 29), "new-year": (2027, 1, 2), "july": (2027, 7, 3)}


@pytest.mark.skipif(
    not (WHOLE or changed_below("infra/local/demo", "chalicelib/law")),
    reason="makes the demo again, when it or the law was changed; `make test-all` does so for each day",
)
@pytest.mark.parametrize("day", drawn(list(OTHER_DAYS)))
def test_the_demo_can_be_made_on_any_other_day(day: str, tmp_path: Path) -> None:
    with telling(datetime(*OTHER_DAYS[day], 0, 20, tzinfo=_PACIFIC), tmp_path) as told:
        _require_every_row_of_the_state_table(told)
        _require_a_sound_past(told)


def test_a_request_a_form_signed_for_another_reason_and_an_appeal_have_a_document_each(told: Told) -> None:
    store = told.stage.visitor().store
    children = [item["PK"].partition("#")[2] for item in all_items(told.tables.name) if item.get("type") == "documents"]
    documents = [each for child in children for each in store.get(ChildDocuments, child).documents]

    assert {each.state for each in documents} == {DocumentState.KEPT}
    assert {each.step for each in documents} == {DocumentStep.REQUEST, DocumentStep.DRAFT, DocumentStep.APPEAL}
    (signed,) = [store.get(ExemptionForm, each.form_id) for each in documents if each.step == DocumentStep.DRAFT]
    assert {code for line in signed.lines for code in line.reason_codes} == {"OTHER-SOC"}


def test_a_store_that_has_the_demo_is_known_by_its_operator(told: Told) -> None:
    assert making._is_open(datetime.now(_PACIFIC))


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, where nothing carries the mail."""
    monkeypatch.setattr(making, "_mail_carried_meanwhile", nullcontext)
    (tmp_path / "store").mkdir()
    return tmp_path


def test_a_second_start_makes_nothing_again(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[datetime] = []
    monkeypatch.setattr(making, "tell_all", made.append)
    monkeypatch.setattr(making, "_is_open", lambda _now: bool(made))
    first, second = making.ensure(alone), making.ensure(alone)
    assert len(made) == 1
    assert first == second


def test_a_store_that_lost_its_data_gets_them_again(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[datetime] = []
    monkeypatch.setattr(making, "tell_all", made.append)
    monkeypatch.setattr(making, "_is_open", lambda _now: False)
    making.ensure(alone)
    making.ensure(alone)
    assert len(made) == 2


def test_a_start_that_was_cut_off_says_how_to_begin_afresh(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def cut_off(_now: datetime) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "tell_all", cut_off)
    monkeypatch.setattr(making, "_is_open", lambda _now: True)
    with pytest.raises(KeyboardInterrupt):
        making.ensure(alone)
    with pytest.raises(StackError, match="RESET=1"):
        making.ensure(alone)


_WRITERS = frozenset(
    {
        "chalicelib.storage.unit_of_work",
        "chalicelib.storage.table",
        "chalicelib.storage.projections",
        "chalicelib.storage.outbox",
        "chalicelib.storage.directory",
        "boto3",
        "botocore",
    }
)
_WRITES = frozenset({"unit_of_work", "commit", "transact", "put_once", "replace_many", "delete"})


@pytest.mark.parametrize("module", sorted(_DEMO.rglob("*.py")), ids=lambda path: path.stem)
def test_no_module_of_the_demo_writes_past_the_actions(module: Path) -> None:
    tree = ast.parse(module.read_text())
    imported = {name for node in ast.walk(tree) for name in _imports(node)}
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not imported & _WRITERS
    assert not used & _WRITES


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{name.name}" for name in node.names)]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []


def test_one_school_has_a_checked_calendar_and_another_an_assumed_one(told: Told) -> None:
    ctx, year = told.stage.as_(cast.SCHOOL), school_year_of(told.stage.today)
    assert not calendar_of(ctx, cast.CLOVERMEAD, year).is_assumed
    assert calendar_of(ctx, cast.MOSSNOOK, year).is_assumed
