"""The lines of a confirmed file become invitations: a few in each transaction, which also notes how far it came. Killed
between two of them, it goes on where it stood; done twice at once, one of the two stops.

Each line is held once more against whom the portal knows: the preview may be days old."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.actions.accounts.invite import Invitation, add_invited, invited_account
from chalicelib.actions.accounts.mailed_links import send_invitation
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.actions.imports.confirmed_files import MAX_WRITES, Applied, Fresh, GoOn, Transactions, apply_confirmed
from chalicelib.actions.invitations.invited_lines import faults_of, lines_of
from chalicelib.actions.people.approvers import first_part_among, people_key, people_of, write_people
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.invitation_file import InvitationFile
from chalicelib.domain.results import subject_of
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.rosters.invitations import InvitationLine
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import read_progress
from chalicelib.storage.unit_of_work import UnitOfWork

MAX_LINES = 25
"""Of one transaction."""
_WRITES_OF_PERSON, _WRITES_OF_SCHOOL = 7, 2
"""Account, event, copy, line of the list, address, link, notice; the record of a school's people, and its event."""


def send_invitations(fresh: Fresh, file_id: str, *, transactions: int) -> Applied:
    """Send the invitations of a file until all are, by so many transactions at most. `fresh` gives a context that has
    read nothing.

    Raises TooManyWritesError, PortalError UNAVAILABLE: the next run goes on.
    """

    def lines(ctx: Context, file: InvitationFile) -> GoOn:
        return _Run(file, lines_of(ctx, file.id), Transactions(transactions)).go_on

    return apply_confirmed(fresh, (InvitationFile, file_id), Action.INVITE, lines)


@dataclass
class _Run:
    file: InvitationFile
    lines: Sequence[InvitationLine]
    transactions: Transactions

    def go_on(self, fresh: Fresh) -> bool:
        place = read_progress(fresh().store.item(import_keys.import_progress(self.file.id))).next_row
        while place < len(self.lines):
            if not self.transactions.take():
                return False
            place += _send(fresh(), self.file, place, self.lines[place : place + MAX_LINES])
        return True


def _send(ctx: Context, file: InvitationFile, place: int, lines: Sequence[InvitationLine]) -> int:
    """Send the first of these lines, as many as fit; return how many they were. Raises PortalError CONFLICT."""
    faults = faults_of(ctx, lines)
    ctx.store.load(people_key(number) for line in lines for number in line.numbers)
    work = ctx.unit_of_work(Action.INVITE)
    people: dict[str, SchoolPeople] = {}
    not_done: list[list[str]] = []
    done = writes = 0
    for line in lines:
        fault = faults.get(line.line)
        costs = _WRITES_OF_PERSON + _WRITES_OF_SCHOOL * len(set(line.numbers) - people.keys())
        if not fault and done and writes + costs > MAX_WRITES:
            break
        done += 1
        if fault:
            not_done.append([str(line.line), fault.value])
        else:
            writes += costs
            _invite(ctx, work, line, people)
    for number, after in people.items():
        write_people(work, people_of(ctx, number), after)
    work.adjust(
        import_keys.import_progress(file.id),
        "SET next_row = :next, not_done = list_append(not_done, :not_done) ADD added :added",
        {":seen": place, ":next": place + done, ":not_done": not_done, ":added": done - len(not_done)},
        condition="next_row = :seen",
    )
    work.commit(subject_of(file))
    return done


def _invite(ctx: Context, work: UnitOfWork, line: InvitationLine, people: dict[str, SchoolPeople]) -> None:
    """Write one invitation. `people`: the schools' people as of the lines before it, and after it."""
    known = {number: people.get(number) or people_of(ctx, number) for number in line.numbers}
    part = line.part or first_part_among(known.values())
    invitation = Invitation(line.email, Role.SCHOOL, facility_ids=line.numbers, school_part=part)
    account = invited_account(ctx, invitation)
    add_invited(ctx, work, account)
    people.update({number: each.with_waiting(account.id) for number, each in known.items()})
    send_invitation(work, account, email_hash(ctx, account.email), ctx.language)
