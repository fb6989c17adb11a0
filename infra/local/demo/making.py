"""Makes the demo data at the first start; later starts only name the accounts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.wiring import services
from infra.local.delivery import BackgroundDelivery
from infra.local.demo import cast
from infra.local.demo.people import PASSPHRASE, Person
from infra.local.demo.play import StoryClock, perform
from infra.local.demo.ports import demo_services
from infra.local.demo.stage import Stage
from infra.local.demo.stories import appeals, families, reviews
from infra.local.demo.story_book import stories
from infra.local.demo_report import DemoAccount, DemoReport
from infra.local.stack import StackError

_PAUSE_SECONDS = 0.1
_CUT_OFF = (
    "The demo data were left half made by a start that was cut off. Start afresh: RESET=1 make run\n"
    "(this removes what is in the data folder)"
)


def ensure(folder: Path) -> DemoReport:
    """The demo of this data folder, made now where there is none yet.

    Raises StackError if an earlier start was cut off while it made them.
    """
    note = folder / "store" / "demo.json"  # beside the store's state: it goes where that goes
    now = datetime.now(UTC)
    if note.exists() and _is_open(now):
        made_at = json.loads(note.read_text())["made_at"]
        if made_at is None:
            raise StackError(_CUT_OFF)
        return report_of(datetime.fromisoformat(made_at))
    note.write_text(json.dumps({"made_at": None}))
    print("  Making the demo data: a year of the portal's life. This takes less than a minute ...", flush=True)
    with _mail_carried_meanwhile():
        tell_all(now)
    note.write_text(json.dumps({"made_at": now.isoformat()}))
    return report_of(now)


@contextmanager
def _mail_carried_meanwhile() -> Iterator[None]:
    """Deliver notices beside the telling, so that the first visitor's mail does not have to wait behind those of a
    year."""
    carrier = BackgroundDelivery(deliver_pending, pause_seconds=_PAUSE_SECONDS)
    carrier.start()
    try:
        yield
    finally:
        carrier.stop()
    while deliver_pending().sent:
        pass


def _is_open(now: datetime) -> bool:
    """Whether the store knows the operator: a store that was killed has lost what it had not saved."""
    return Stage(services(), StoryClock(now)).has_account(cast.OPERATOR)


def tell_all(now: datetime) -> Stage:
    """Perform every story before `now` (aware, UTC). The notices wait in the outbox for the portal's delivery."""
    clock = StoryClock(now)
    with demo_services(clock.on, lambda: clock.on) as ports:
        stage = Stage(ports, clock)
        perform([telling(stage) for telling in stories()], clock)
    return stage


def report_of(made_at: datetime) -> DemoReport:
    """What the start banner is told of a demo made at that instant."""
    return DemoReport(
        tuple(DemoAccount(person.who, person.email, PASSPHRASE, person.note) for person in _SHOWN), made_at
    )


_SHOWN: tuple[Person, ...] = (families.XOCHITL, reviews.RENATA, appeals.VALENTINA, appeals.ANAHIT, *cast.SHOWN)
