"""What an act refuses before all else: a page that shows an older record, and a state that does not allow the act."""

from enum import StrEnum
from typing import ClassVar, Protocol

from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, wrong_state
from chalicelib.domain.lifecycle import sources_of
from chalicelib.domain.record import VersionedRecord


class Stated(Protocol):
    """A record that moves through the table of states."""

    record_type: ClassVar[str]

    @property
    def version(self) -> int: ...
    @property
    def state(self) -> StrEnum: ...


def require_unchanged(record: VersionedRecord | Stated, expected_version: int | None) -> None:
    """Raise PortalError CONFLICT if the page was made from another version of the record. None: it names no version."""
    if expected_version not in {None, record.version}:
        raise PortalError(ErrorKind.CONFLICT, "STALE")


def require_state(record: Stated, act: Action) -> None:
    """Raise PortalError CONFLICT if the record's state does not allow `act`."""
    if record.state not in sources_of(record.record_type, act):
        raise wrong_state()


def require_step(record: Stated, act: Action, expected_version: int | None) -> None:
    """Raise PortalError CONFLICT if someone changed the record meanwhile, or its state does not allow `act`."""
    require_unchanged(record, expected_version)
    require_state(record, act)
