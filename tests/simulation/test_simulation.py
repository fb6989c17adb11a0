"""The whole portal in a seeded simulation (tests/simulation/run.py): a fixed share of `make soak`; the same seed is the
same run; and defects that are planted are found."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chalicelib.actions.outbreaks import exclusions
from chalicelib.domain import retention
from chalicelib.domain.roster import RosterLine
from chalicelib.jobs import deliver_notices
from chalicelib.law.enums import LineState
from chalicelib.storage import outbox, reminder_rows
from chalicelib.storage.table import client, typed
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY
from tests.sampling import WHOLE
from tests.simulation.portal_of_runs import run_of

_SHARE = 20 if WHOLE else 3
_STEPS = 400
_LONG_AGO = date(2026, 1, 1)
_MOST_STEPS = 8_000
"""Within so many steps each planted defect is found."""


def lived(seed: int, steps: int) -> str:
    """The trace of a run, from its beginning to the last check."""
    with run_of(seed) as run:
        for _step in range(steps):
            run.step()
        run.check_all()
        return run.trace


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(_SHARE))
def test_nothing_is_lost_doubled_or_shown_wrongly(seed: int) -> None:
    """Given a small town, when people press buttons, jobs run, time passes and requests to the store fail as the seed
    draws, then every invariant holds after each step."""
    lived(seed, _STEPS)


def test_a_seed_is_a_run() -> None:
    """Given one seed, when its run is lived twice, then the same happens at each step; with another, something else."""
    assert lived(0, 60) == lived(0, 60) != lived(1, 60)


Plant = Callable[[pytest.MonkeyPatch], None]


def _an_operation_without_its_condition(patch: pytest.MonkeyPatch) -> None:
    write = UnitOfWork.row

    def row(self: UnitOfWork, *given: Any, conflict_code: str = "STALE", **further: Any) -> None:
        if conflict_code == "REPEATED":
            further["condition"] = EITHER_WAY
        write(self, *given, conflict_code=conflict_code, **further)

    patch.setattr(UnitOfWork, "row", row)


def _a_notice_beside_the_transaction(patch: pytest.MonkeyPatch) -> None:
    write = UnitOfWork.row

    def row(self: UnitOfWork, key: Any, attributes: Any, **further: Any) -> None:
        if attributes.get("type") == "notice":
            client().put_item(TableName=self.table.name, Item=typed({**key.as_item(), **attributes}))
        else:
            write(self, key, attributes, **further)

    patch.setattr(UnitOfWork, "row", row)


def _a_stopped_line_shown_as_valid(patch: pytest.MonkeyPatch) -> None:
    of = RosterLine.of.__func__  # type: ignore[attr-defined]

    def shown(cls: type[RosterLine], line: Any) -> RosterLine:
        made: RosterLine = of(cls, line)
        return made.with_changes(state=LineState.ISSUED) if made.state is LineState.REVOKED else made

    patch.setattr(RosterLine, "of", classmethod(shown))


def _an_e_mail_noted_before_it_is_sent(patch: pytest.MonkeyPatch) -> None:
    def mail(self: Any, claimed: Any, to: Any) -> None:
        outbox.note_accepted(self.store.table, claimed, to.id, "mail-to-come")
        send(self, claimed, to)

    send = deliver_notices._Deliverer._mail
    patch.setattr(deliver_notices._Deliverer, "_mail", mail)


def _a_reminder_that_forgets_what_it_said(patch: pytest.MonkeyPatch) -> None:
    wait = reminder_rows.waiting
    patch.setattr(
        "chalicelib.actions.reminders.remind.waiting", lambda record, day, through: wait(record, through, through)
    )
    patch.setattr("chalicelib.actions.reminders.remind.told_through", lambda _item: _LONG_AGO)


def _an_order_on_the_outbreaks_page_alone(patch: pytest.MonkeyPatch) -> None:
    save = exclusions.save_orders
    patch.setattr(
        exclusions,
        "save_orders",
        lambda ctx, act, before, after, _changed, **further: save(ctx, act, before, after, [], **further),
    )


def _an_account_purged_ten_days_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(retention, "_UNOPENED_DAYS", 20)


PLANTS: list[Plant] = [
    _an_operation_without_its_condition,
    _a_notice_beside_the_transaction,
    _a_stopped_line_shown_as_valid,
    _an_e_mail_noted_before_it_is_sent,
    _a_reminder_that_forgets_what_it_said,
    _an_order_on_the_outbreaks_page_alone,
    _an_account_purged_ten_days_early,
]


@pytest.mark.skipif(not WHOLE, reason="up to half a minute of processor time for each defect: for make test-all")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.strip("_"))
def test_a_planted_defect_is_found(monkeypatch: pytest.MonkeyPatch, plant: Plant) -> None:
    """Given a portal with a defect, when it is run, then a check fails within a bounded number of steps."""
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        _live_on()


def _live_on() -> None:
    for seed in range(_MOST_STEPS // _STEPS):
        lived(seed, _STEPS)
