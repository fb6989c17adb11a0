"""A school keeps what stands on its letters: name, address, whom to call, who signs."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.letterhead import MAX_ADDRESS_LINES, SchoolLetterhead
from chalicelib.domain.results import Done, subject_of


@dataclass(frozen=True)
class LetterheadCommand:
    """The whole letterhead. `expected_version`: of the one that the person saw; 0 or None where there was none."""

    facility_id: str
    expected_version: int | None
    name: str
    address: str
    telephone: str
    contact: str
    signer: str


def save_letterhead(ctx: Context, command: LetterheadCommand) -> Done:
    """Save it; letters that are printed from now on have it.

    Raises PortalError NOT_FOUND (another's school), INVALID (an address of too many lines), CONFLICT (stale).
    """
    known = known_letterhead(ctx, Action.SAVE_LETTERHEAD, command.facility_id)
    if (command.expected_version or 0) != (known.version if known else 0):
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    letterhead = check_letterhead(command, known)
    work = ctx.unit_of_work(Action.SAVE_LETTERHEAD)
    if known is None:
        work.create(letterhead)
    elif letterhead != known:
        work.update(known, letterhead)
    return work.commit(subject_of(letterhead))


def known_letterhead(ctx: Context, act: Action, facility_id: str) -> SchoolLetterhead | None:
    """Return what the school has saved, or None. Raises PortalError NOT_FOUND (another's school)."""
    ctx.require(act, SchoolChoice(facility_id=facility_id))
    return ctx.store.find(SchoolLetterhead, facility_id)


def check_letterhead(command: LetterheadCommand, known: SchoolLetterhead | None) -> SchoolLetterhead:
    """Return the letterhead that would be saved. Raises PortalError INVALID (an address of too many lines)."""
    blank = known or SchoolLetterhead(id=command.facility_id, facility_id=command.facility_id)
    letterhead = blank.with_changes(
        name=command.name,
        address=command.address,
        telephone=command.telephone,
        contact=command.contact,
        signer=command.signer,
    )
    if len(letterhead.address_lines) > MAX_ADDRESS_LINES:
        raise invalid("LETTERHEAD_ADDRESS_TOO_LONG", "address")
    return letterhead.with_changes(address="\n".join(letterhead.address_lines))
