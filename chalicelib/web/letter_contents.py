"""What a letter says, by its recipient: a school and a health officer are told which vaccines and which days, never the
medical reason (S-45); the parent and the issuing physician also why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalicelib.actions.appeals.appeal_recipients import CDPH, THE_AGENCY
from chalicelib.actions.letters.letter_case import LetterCase
from chalicelib.actions.people.settle_claim import code_of
from chalicelib.actions.physicians.license_codes import LetterCode, printed_code
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Address
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.license_claim import masked_email
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law import appeals, revocation
from chalicelib.law.calendar import california_date, day_after
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.school_clocks import next_school_day
from chalicelib.notices.addressees import organization_name
from chalicelib.notices.catalogue import CATALOGUE, sentence_for
from chalicelib.runtime.settings import settings
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.inbox import licensee
from chalicelib.web.letter_laws import LawSource, laws_of
from chalicelib.web.wording.names import VACCINES


class Audience(StrEnum):
    """How the recipient stands to the child."""

    PARENT = "parent"
    PHYSICIAN = "physician"
    SCHOOL = "school"
    HEALTH_OFFICER = "health_officer"
    STATE = "state"  # the departments that review and that hear appeals
    OTHER = "other"


TEMPLATES: Mapping[NoticeKind, str] = {
    NoticeKind.EXEMPTION_REFUSED: "letters/refused.html",
    NoticeKind.EXEMPTION_REVOKED: "letters/revoked.html",
    NoticeKind.APPEAL_REINSTATED: "letters/reinstated.html",
    NoticeKind.APPEAL_REINSTATED_IN_PART: "letters/reinstated_in_part.html",
    NoticeKind.APPEAL_UPHELD: "letters/upheld.html",
    NoticeKind.APPEAL_REFUSED_LATE: "letters/refused_late.html",
    NoticeKind.SCHOOL_CLAIM_LETTER: "letters/claim.html",
    NoticeKind.SCHOOL_FIRST_APPROVER: "letters/first_approver.html",
    NoticeKind.LICENSE_LETTER: "letters/license.html",
    NoticeKind.LICENSE_PROVEN_LETTER: "letters/license_proven.html",
}
_OFFICES: Mapping[str, Audience] = {
    "facility": Audience.SCHOOL,
    "jurisdiction": Audience.HEALTH_OFFICER,
    "cdph": Audience.STATE,
    "chhs": Audience.STATE,
    "board": Audience.OTHER,
}
_REINSTATED = frozenset({NoticeKind.APPEAL_REINSTATED, NoticeKind.APPEAL_REINSTATED_IN_PART})
# The agency that hears appeals writes these; the department that reviews writes everything else.
_OF_THE_AGENCY = frozenset(kind for kind in NoticeKind if kind.startswith(("appeal_", "panel_")))
_MEDICAL = frozenset({Audience.PARENT, Audience.PHYSICIAN})
_OF_THE_CHILD = frozenset({*_MEDICAL, Audience.SCHOOL, Audience.HEALTH_OFFICER, Audience.STATE})


@dataclass(frozen=True)
class Letter:
    """One letter. `licensee` is the physician whom a letter to a licensing board is about. `child` is None where the
    recipient may not know the child; `reason` and `decision` are empty where the recipient may not know what is
    medical. `from_office` and `telephone`: who writes."""

    audience: Audience
    to_lines: tuple[str, ...]
    written_on: date
    number: str
    child: ChildFacts | None
    physician: str
    licensee: str
    school: str
    vaccines: tuple[str, ...]
    stay_stopped: tuple[str, ...]
    replaced: tuple[str, ...]
    start_by: date | None
    exclude_from: date | None
    appeal_by: date | None
    reason: str
    decision: str
    sentence: str
    laws: tuple[LawSource, ...]
    portal: str
    claimant: str = ""
    code: str = ""
    support: str = ""  # where a school objects
    from_office: str = ""
    telephone: str = ""
    recipient_number: str = ""
    license: str = ""  # of a letter to a license's address of record, with the masked email address of the claim
    masked_email: str = ""
    code_against: str = ""


def letter_page(page_request: PageRequest, case: LetterCase, *, back_url: str) -> Page:
    """The letter on paper, in the recipient's language. A view by anyone but the parents is recorded first.

    Raises PortalError UNAVAILABLE.
    """
    kind = NoticeKind(case.notice.kind)
    if case.account:
        page_request.ctx.language = case.account.language
    letter = letter_of(page_request, case)
    if letter.child and case.form and page_request.ctx.person.id not in case.form.guardian_ids:
        page_request.record_view(case.form.child_id, Purpose.LETTER)
    if case.has_license_codes and case.license_claim:
        ctx = page_request.ctx
        ctx.store.record_access(
            "license", case.license_claim.license_id, ctx.person, ctx.now, ctx.new_id(), purpose=Purpose.LICENSE_LETTER
        )
    return page_request.render(
        TEMPLATES.get(kind, "letters/short.html"), title=CATALOGUE[kind].heading, letter=letter, back_url=back_url
    )


def letter_of(page_request: PageRequest, case: LetterCase) -> Letter:
    """The letter's content in the visit's language."""
    notice, form = case.notice, case.form
    kind, audience = NoticeKind(notice.kind), audience_of(case)
    start_by = _start_by(case)
    knows = audience in _OF_THE_CHILD
    return Letter(
        audience=audience,
        to_lines=_to_lines(page_request, case, audience),
        written_on=california_date(notice.at),
        number=notice.facts.get("form_number") or notice.facts.get("request_number", ""),
        child=form.child if form and knows else None,
        physician=form.physician_name if form else "",
        licensee=licensee(page_request, case.physician) if case.physician else "",
        school=form.school.name if form and knows else "",
        vaccines=_names(page_request, _vaccines(case)) if knows else (),
        stay_stopped=_names(page_request, _stay_stopped(case)) if knows else (),
        replaced=_names(page_request, _replaced(case)),
        start_by=start_by,
        exclude_from=next_school_day(day_after(start_by)) if start_by else None,
        appeal_by=_appeal_by(case),
        reason=case.review.decision_reason if case.review and audience in _MEDICAL else "",
        decision=case.appeal.decision_text if case.appeal and audience in _MEDICAL else "",
        sentence=page_request.translate(sentence_for(kind, notice.recipient.kind)),
        laws=laws_of(kind),
        portal=settings().base_url,
        claimant=case.claimant.display_name if case.claimant else "",
        code=_code(page_request, case, LetterCode.MINE),
        code_against=_code(page_request, case, LetterCode.NOT_ME),
        license=case.claiming.physician.license_shown if case.claiming and case.claiming.physician else "",
        masked_email=masked_email(case.claiming.email) if case.claiming else "",
        support=settings().support_email,
        from_office=page_request.translate(_writes(kind)[0]),
        telephone=_writes(kind)[1],
        recipient_number=notice.recipient.id if case.facility else "",
    )


def _code(page_request: PageRequest, case: LetterCase, kind: LetterCode) -> str:
    if case.license_claim and case.has_license_codes:
        return printed_code(page_request.ctx, case.license_claim, kind)
    return code_of(page_request.ctx, case.claim) if case.claim else ""


def _writes(kind: NoticeKind) -> tuple[str, str]:
    """Return the office that writes and its telephone: the agency of an appeal, else the department that reviews."""
    if kind in _OF_THE_AGENCY:
        return organization_name(THE_AGENCY), settings().appeals_telephone
    return organization_name(CDPH), settings().review_telephone


def audience_of(case: LetterCase) -> Audience:
    """How the letter's recipient stands to the child of its form."""
    recipient, form = case.notice.recipient, case.form
    if recipient.kind in _OFFICES:
        return _OFFICES[recipient.kind]
    if form and recipient.id in form.guardian_ids:
        return Audience.PARENT
    return Audience.PHYSICIAN if form and recipient.id == form.physician_id else Audience.OTHER


def _to_lines(page_request: PageRequest, case: LetterCase, audience: Audience) -> tuple[str, ...]:
    form, account = case.form, case.account
    if case.license_claim:
        return (case.license_claim.name_on_license, *case.license_claim.address)
    if form and audience == Audience.PARENT:
        name = account.display_name if account else form.parent.name
        return (name, *_address_lines(form.parent.address))
    if account and account.physician:
        return (
            account.display_name,
            account.physician.business_name,
            *_address_lines(account.physician.business_address),
        )
    if case.facility:
        return (case.facility.name, *_address_lines(case.facility.address))
    if account:
        return (account.display_name,)
    name = page_request.translate(organization_name(case.notice.recipient))
    return (
        (page_request.translate(N_("Local health officer")), name) if audience == Audience.HEALTH_OFFICER else (name,)
    )


def _address_lines(address: Address) -> tuple[str, str]:
    return address.street, f"{address.city}, {address.state} {address.zip_code}"


def _vaccines(case: LetterCase) -> tuple[Vaccine, ...]:
    """The vaccines that the letter is about; of an appeal that was won in part, those that count again."""
    if case.appeal and case.notice.kind == NoticeKind.APPEAL_REINSTATED_IN_PART:
        return case.appeal.restored
    if case.appeal:
        return case.appeal.vaccines
    if case.review:
        return case.review.revoked_vaccines
    if case.form and case.notice.kind == NoticeKind.EXEMPTION_REFUSED:
        return tuple(line.vaccine for line in case.form.lines if line.state == LineState.REFUSED)
    return tuple(line.vaccine for line in case.form.lines) if case.form else ()


def _stay_stopped(case: LetterCase) -> tuple[Vaccine, ...]:
    """The vaccines for which an appeal that was won in part was lost."""
    in_part = case.notice.kind == NoticeKind.APPEAL_REINSTATED_IN_PART
    return case.appeal.upheld if case.appeal and in_part else ()


def _replaced(case: LetterCase) -> tuple[Vaccine, ...]:
    """Reinstated lines whose place a newer form holds."""
    if case.form is None or case.notice.kind not in _REINSTATED:
        return ()
    of_appeal = _vaccines(case)
    return tuple(
        line.vaccine for line in case.form.lines if line.vaccine in of_appeal and line.state == LineState.SUPERSEDED
    )


def _names(page_request: PageRequest, vaccines: tuple[Vaccine, ...]) -> tuple[str, ...]:
    return tuple(page_request.translate(VACCINES[vaccine]) for vaccine in vaccines)


def _start_by(case: LetterCase) -> date | None:
    """The last day to start the shots: as the notice said it, else by the law."""
    told = case.notice.facts.get("start_by")
    if told:
        return date.fromisoformat(told)
    decided_on = california_date(case.notice.at)
    if case.notice.kind == NoticeKind.EXEMPTION_REVOKED:
        return revocation.start_by(decided_on)
    if case.notice.kind in {NoticeKind.APPEAL_UPHELD, NoticeKind.APPEAL_REINSTATED_IN_PART}:
        return appeals.start_by_after_upheld(decided_on)
    if case.notice.kind == NoticeKind.APPEAL_REFUSED_LATE and case.appeal:
        return revocation.start_by(case.appeal.revoked_on)
    return None


def _appeal_by(case: LetterCase) -> date | None:
    told = case.notice.facts.get("appeal_by")
    if told:
        return date.fromisoformat(told)
    if case.notice.kind == NoticeKind.EXEMPTION_REVOKED:
        return appeals.appeal_by(california_date(case.notice.at))
    return case.appeal.appeal_by if case.appeal else None
