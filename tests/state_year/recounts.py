"""The portal's tables beside the books: each physician's count, each case once, each notice once, one live line of a
child, a vaccine and a span, the stay while an appeal is open; and each e-mail once."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from chalicelib.domain.appeal import Appeal as StoredAppeal
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Delivery
from chalicelib.domain.review import Review as StoredReview
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.admission import AppealStatus, EffectiveStatus
from chalicelib.storage.codec import decode
from chalicelib.storage.outbox import read_notice
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.state_year.books import Books, Form, Owed
from tests.state_year.town import Town

_OFFICES = frozenset({"account", "facility", "jurisdiction", "board"})
_STATES = {
    "filed": {AppealState.FILED_TIMELY, AppealState.FILED_LATE},
    "accepted": {AppealState.ACCEPTED, AppealState.PANEL_ASSIGNED},
    "in review": {AppealState.IN_REVIEW},
    "determined": {AppealState.DETERMINED},
    "decided": {AppealState.DECIDED},
    "withdrawn": {AppealState.WITHDRAWN},
    "refused": {AppealState.REFUSED_LATE},
}


class DisagreementError(AssertionError):
    """The portal and the books tell different stories."""


def require_agreement(world: World, books: Books, on: date) -> None:
    """Hold everything against the books. Raises DisagreementError."""
    items = all_items(world.table.name)
    forms = [decode(item, ExemptionForm) for item in _of("form", items)]
    _require_forms(forms, books, on)
    _require_one_live_line(forms, on)
    _require_counts([decode(item, PhysicianStanding) for item in _of("standing", items)], books)
    _require_cases([decode(item, StoredReview) for item in _of("review", items)], books)
    _require_appeals([decode(item, StoredAppeal) for item in _of("appeal", items)], forms, books)
    _require_same("notices", Counter(map(told_of, _of("notice", items))), books.owed)


def _of(kind: str, items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if item.get("type") == kind and "body" in item]


def _require_same(what: str, told: Counter[Any], owed: Counter[Any]) -> None:
    too_many, missing = told - owed, owed - told
    if too_many or missing:
        few = [sorted(each.items(), key=str)[:6] for each in (missing, too_many)]
        raise DisagreementError(f"{what}: {missing.total()} missing, {too_many.total()} too many\n{few[0]}\n{few[1]}")


def _require_forms(forms: list[ExemptionForm], books: Books, on: date) -> None:
    """Each form there is, with the state of each line, what it counts for today, and no line of more than a year."""
    told: Counter[Any] = Counter()
    for form in forms:
        for line in form.lines:
            told[form.number, str(line.vaccine), line.state.value, _is_valid(form, line, on)] += 1
            if line.expires_on is not None and (line.expires_on - form.signed_on).days > 366:
                raise DisagreementError(f"{form.number}: a temporary line of more than a year")
    owed = Counter(
        (form.number, line.vaccine, line.state, line.is_valid(on)) for form in books.forms for line in form.lines
    )
    _require_same("lines", told, owed)


def _is_valid(form: ExemptionForm, line: Any, on: date) -> bool:
    return reading_of(form, line, on) is EffectiveStatus.VALID


def _require_one_live_line(forms: list[ExemptionForm], on: date) -> None:
    live = Counter(
        (form.child_id, line.vaccine, form.span) for form in forms for line in form.lines if _is_valid(form, line, on)
    )
    if doubled := [each for each, count in live.items() if count > 1]:
        raise DisagreementError(f"two live lines: {doubled[:3]}")


def _require_counts(standings: list[PhysicianStanding], books: Books) -> None:
    """What each physician signed and lost in each calendar year."""
    signed = Counter(
        (form.physician.account.id, str(form.signed.year)) for form in books.forms if not form.is_correction
    )
    told = Counter({(each.account_id, year): count for each in standings for year, count in each.forms_by_year.items()})
    _require_same("physicians' forms", told, signed)
    revoked = Counter(
        {(who, str(year)): len(numbers) for (who, year), numbers in books.revoked_forms.items() if numbers}
    )
    told = Counter(
        {(each.account_id, year): count for each in standings for year, count in each.revoked_by_year.items() if count}
    )
    _require_same("physicians' revoked forms", told, revoked)


def _require_cases(reviews: list[StoredReview], books: Books) -> None:
    told = Counter(
        (each.trigger.value, each.form_number, each.opened_on, each.decided_on, len(each.revoked_vaccines))
        for each in reviews
    )
    owed = Counter(
        (each.trigger, each.form.number, each.opened, each.decided, len(each.revoked) if each.decided else 0)
        for each in books.reviews
    )
    _require_same("cases", told, owed)


def _require_appeals(appeals: list[StoredAppeal], forms: list[ExemptionForm], books: Books) -> None:
    """Each appeal, its panel of three without a tie, a decision that is the panel's, and the stay while it is open."""
    by_id, by_form = {each.id: each for each in appeals}, {each.id: each for each in forms}
    if {each.id for each in appeals if each.state is not AppealState.DRAFT} != {each.id for each in books.appeals}:
        raise DisagreementError("other appeals than were filed")
    for known in books.appeals:
        case, form = by_id[known.id], by_form[known.form.id]
        if case.state not in _STATES[known.state] or case.in_time is not known.in_time:
            raise DisagreementError(f"{form.number}: the appeal is {case.state}, not {known.state}")
        panel = {seat.panelist_id for seat in case.seats}
        if panel != set(known.panel) or panel & {form.physician_id, *case.reviewer_ids}:
            raise DisagreementError(f"{form.number}: the panel is {panel}")
        if known.decided and {str(each) for each in case.restored} != set(known.restored):
            raise DisagreementError(f"{form.number}: the decision is not the panel's")
        _require_stay(form, known.form, case, is_open=known.is_open)


def _require_stay(form: ExemptionForm, known: Form, case: StoredAppeal, *, is_open: bool) -> None:
    statuses = {
        line.revocation.appeal.status
        for line in form.lines
        if line.revocation and line.revocation.appeal and line.revocation.appeal.appeal_id == case.id
    }
    if is_open != (AppealStatus.OPEN in statuses) or (is_open and len(statuses) != 1):
        raise DisagreementError(f"{known.number}: the school is told {statuses}")


def told_of(item: dict[str, Any]) -> Owed:
    """A notice as the books write it down."""
    notice = read_notice(item)
    to, facts = notice.recipient, notice.facts
    of_a_year = f"{facts.get('physician_id')} {facts.get('year')}"
    number = facts.get("form_number") or facts.get("request_number") or of_a_year
    day = facts.get("last_day") or facts.get("due_by") or facts.get("use_by") or ""
    return str(notice.kind), to.id if to.kind in _OFFICES else to.kind, number, day


def require_all_mails(world: World, town: Town, books: Books, mailed: Counter[str]) -> None:
    """No e-mail is lost and none is doubled: to each address as many as its owner was owed notices.

    `mailed`: how many went out, by address. Raises DisagreementError.
    """
    readers = {recipient: town.readers_of(recipient) for recipient in {each[1] for each in books.owed}}
    owed: Counter[str] = Counter()
    for notice, count in books.owed.items():
        for person in readers[notice[1]]:
            owed[person.email] += count
    _require_same("mails", mailed, owed)
    left = [item for item in _of("notice", all_items(world.table.name)) if item["delivery"] != Delivery.SENT.value]
    if left:
        raise DisagreementError(f"{len(left)} notices are not sent")
