"""The two ports of the portal that the demo replaces while it is made: the license look-up answers as of the story's
day, and the one passphrase of all demo accounts is hashed once, at the portal's full cost."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from chalicelib import wiring
from chalicelib.actions.context import PasswordHasher, Services
from chalicelib.licenses.dca_client import DcaLicenseLookup
from infra.local.demo.people import PASSPHRASE
from infra.local.license_service import LicenseStandIn, Physician, day_of, load_physicians, serve
from infra.local.small_server import Reply


@dataclasses.dataclass(frozen=True)
class Matter:
    """A board matter of a physician's past: when the board showed it, in days before today (0: it still does).

    Codes and actions are given where the license service of the local run shows none today.
    """

    shown_from: int
    shown_until: int = 0
    secondary: tuple[str, ...] = ()
    actions: tuple[Mapping[str, str], ...] = ()


MATTERS: Mapping[str, Matter] = {
    "900122": Matter(shown_from=110),  # a probation that began after the physician had registered
    "900124": Matter(shown_from=40),  # a code that no one knows, new on the license
    "900106": Matter(  # an accusation that was resolved in the physician's favor
        shown_from=250,
        shown_until=75,
        secondary=("50",),
        actions=(
            {
                "group": "Administrative Disciplinary Actions",
                "case": "800-2025-900106",
                "description": "ACCUSATION FILED",
                "date": "-10m",
            },
        ),
    ),
    "900109": Matter(shown_from=180, shown_until=60, secondary=("38",)),  # had nothing to do with immunizations
}


class OnePassphrase:
    """The portal's own hasher, asked once: the demo's accounts share a passphrase, so they can share its hash."""

    def __init__(self, real: PasswordHasher) -> None:
        self._real = real
        self._stored = real.hash(PASSPHRASE)

    def hash(self, password: str) -> str:
        """The stored form of a password."""
        return self._stored if password == PASSPHRASE else self._real.hash(password)

    def verify(self, stored: str, password: str) -> bool:
        return (stored, password) == (self._stored, PASSPHRASE) or self._real.verify(stored, password)

    def needs_rehash(self, stored: str) -> bool:
        """Whether a password should be stored again."""
        return stored != self._stored and self._real.needs_rehash(stored)

    def stretch(self, code: str, salt: str) -> str:
        """Recovery codes of demo accounts are made and thrown away: no one ever uses one, so none is worth the cost."""
        return hashlib.sha256(f"{salt}{code}".encode()).hexdigest()


class LicensesOfThePast(LicenseStandIn):
    """The license service as it answered on the story's day."""

    def __init__(self, today: date, story_day: Callable[[], date]) -> None:
        super().__init__(physicians=[_with_dates(person, today) for person in load_physicians()], today=story_day)
        self._as_of_today = self.physicians
        self._real_today = today

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """Answer one request."""
        days_ago = (self._real_today - self.today()).days
        self.physicians = [_as_of(person, days_ago) for person in self._as_of_today]
        return super().handle(method, path, query, headers, body)


@contextmanager
def demo_services(today: date, story_day: Callable[[], date]) -> Iterator[Services]:
    """The portal's ports as the stories need them; a license service of its own runs meanwhile."""
    with serve(stand_in=LicensesOfThePast(today, story_day)) as base_url:
        real = wiring.services()
        licenses = DcaLicenseLookup(base_url, app_id="local", app_key="local", allowed_hosts=frozenset({"127.0.0.1"}))
        yield dataclasses.replace(real, licenses=licenses, passwords=OnePassphrase(real.passwords))


def _with_dates(person: Physician, today: date) -> Physician:
    """Return the record with fixed dates of its matters: the portal knows a matter by its date."""
    past = MATTERS.get(person.number)
    actions = past.actions if past and past.actions else person.actions
    secondary = past.secondary if past and past.secondary else person.secondary
    dated = tuple({**action, "date": day_of(action["date"], today)} for action in actions)
    return dataclasses.replace(person, actions=dated, secondary=secondary)


def _as_of(person: Physician, days_ago: int) -> Physician:
    past = MATTERS.get(person.number)
    if past is None or past.shown_until <= days_ago <= past.shown_from:
        return person
    return dataclasses.replace(person, secondary=(), actions=())
