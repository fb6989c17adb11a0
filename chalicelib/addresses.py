"""THE MAP OF ADDRESSES: from what an action did, or what a notice is about, and the reader's role, to a page.

Acts and notices name subjects. Pages and the delivery of e-mails turn them into addresses here, and nowhere else. A
reader whose role has no page for a subject is led to the home page of that role.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Notice, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, subject_of
from chalicelib.domain.results import SubjectKind as Kind
from chalicelib.storage.outbox import NoticePlace

if TYPE_CHECKING:
    from chalicelib.domain.request import FormDraft

HOMES: Mapping[Role, str] = {
    Role.PARENT: "/parents",
    Role.PHYSICIAN: "/physicians",
    Role.SCHOOL: "/schools",
    Role.LOCAL_HEALTH: "/health-departments",
    Role.REVIEWER: "/reviews",
    Role.OFFICER: "/reviews",
    Role.APPEALS_STAFF: "/appeals",
    Role.SECRETARY: "/appeals",
    Role.PANELIST: "/panel",
    Role.BOARD: "/boards",
    Role.CLINIC_STAFF: "/clinic",
    Role.OPERATOR: "/operators",
}
HOME_PAGES = frozenset(HOMES.values())
_OFFICES: Mapping[str, Role] = {
    "facility": Role.SCHOOL,
    "jurisdiction": Role.LOCAL_HEALTH,
    "board": Role.BOARD,
    "cdph": Role.REVIEWER,
    "chhs": Role.APPEALS_STAFF,
    "operators": Role.OPERATOR,
}
"""Whose pages the members of an organization read its notices on."""

CHECK_EMAIL = "/register/check-email"
CHECK_EMAIL_ON_HOLD = "/register/check-email/license-review"
CODES_PAGE = "/account/recovery-codes"
PASSKEYS_PAGE = "/account/passkeys"
JOIN_PAGE = "/join/{token}"
LETTER = "{kind}/{owner}/{place}/{notice}"
"""The part of a letter's address that names its notice."""

_AMENDMENT, _APPEAL, _CASE = "/parents/children/{of}/amendments/{id}", "/appeals/{id}", "/reviews/{id}/forms/{of}"
_GUARDIANS, _QUESTION = "/parents/children/{id}/guardians", "/parents/requests/{id}/{step}"
_DRAFT, _RECORDED = "/physicians/drafts/{id}/{step}", "/schools/pupils/{id}/recorded"
_LICENSE, _CHARGE = "/reviews/license-claims/{id}", "/reviews/charges/{id}"
_STANDING, _PAIR = "/reviews/standings/{id}", "/reviews/same-children/{id}"
_FOLLOW_UP = "/schools/students/{id}/follow-up"

_PAGES: Mapping[tuple[str, Role | None], str] = {
    (Kind.REQUEST, Role.PARENT): "/parents/requests/{id}",
    (Kind.FORM, Role.PARENT): "/parents/forms/{id}",
    (Kind.FORM, Role.PHYSICIAN): "/physicians/forms/{id}",
    (Kind.FORM, Role.SCHOOL): "/schools/pupils/{id}",
    (Kind.EXPOSURE, Role.SCHOOL): "/schools/outbreaks/{id}",
    (Kind.EXPOSURE, Role.LOCAL_HEALTH): "/schools/outbreaks/{id}",
    (Kind.STUDENT, Role.SCHOOL): "/schools/students/{id}",
    (Kind.IMPORT, Role.SCHOOL): "/schools/imports/{id}",
    (Kind.FORM, Role.REVIEWER): "/reviews/forms/{id}",
    (Kind.FORM, Role.OFFICER): "/reviews/forms/{id}",
    (Kind.REVIEW, Role.REVIEWER): _CASE,
    (Kind.REVIEW, Role.OFFICER): _CASE,
    (Kind.CHILD_PAIR, Role.REVIEWER): _PAIR,
    (Kind.CHILD_PAIR, Role.OFFICER): _PAIR,
    (Kind.FORM_DRAFT, Role.PHYSICIAN): "/physicians/drafts/{id}",
    (Kind.LICENSE_CLAIM, Role.PHYSICIAN): "/physicians/license",
    (Kind.LICENSE_CLAIM, Role.REVIEWER): _LICENSE,
    (Kind.LICENSE_CLAIM, Role.OFFICER): _LICENSE,
    (Kind.STANDING, Role.REVIEWER): _STANDING,
    (Kind.STANDING, Role.OFFICER): _STANDING,
    (Kind.STANDING, Role.BOARD): "/boards/licensees/{id}",
    (Kind.REVIEW, Role.LOCAL_HEALTH): "/health-departments/flags",
    (Kind.APPEAL, Role.PARENT): "/parents/appeals/{id}",
    (Kind.APPEAL, Role.PHYSICIAN): "/physicians/appeals/{id}",
    (Kind.APPEAL, Role.APPEALS_STAFF): _APPEAL,
    (Kind.APPEAL, Role.SECRETARY): _APPEAL,
    (Kind.APPEAL, Role.PANELIST): "/panel/{id}",
    (Kind.AMENDMENT, Role.PARENT): _AMENDMENT,
    (Kind.AMENDMENT, Role.REVIEWER): "/reviews/amendments/{id}",
    (Kind.AMENDMENT, Role.OFFICER): "/reviews/amendments/{id}",
    (Kind.CHARGE_REPORT, Role.PARENT): "/parents/forms/{of}/charge",
    (Kind.CHARGE_REPORT, Role.REVIEWER): _CHARGE,
    (Kind.CHARGE_REPORT, Role.OFFICER): _CHARGE,
    (Kind.LETTERHEAD, Role.SCHOOL): "/schools/at/{id}/letterhead",
    (Kind.CALENDAR, Role.SCHOOL): "/schools/at/{of}/calendar",
    (Kind.SCHOOL_REPORT, Role.SCHOOL): "/schools/at/{of}/report",
    (Kind.SCHOOL_LIST, Role.SCHOOL): "/schools/at/{id}?show=review",
    (Kind.GRADES, Role.SCHOOL): "/schools/at/{of}/grades",
    (Kind.FACILITY_CLAIM, Role.SCHOOL): "/schools/access",
    (Kind.FACILITY_CLAIM, Role.OPERATOR): "/operators/accounts/{id}",
    (Kind.SCHOOL_PEOPLE, Role.SCHOOL): "/schools/at/{id}/people",
    (Kind.EMERGENCY, Role.OPERATOR): "/operators/emergencies/{id}",
    (Kind.ACCOUNT, Role.OPERATOR): "/operators/accounts/{id}",
    (Kind.INVITATION_FILE, Role.OPERATOR): "/operators/invitations/{id}",
    (Kind.PUBLISHED_REPORTS, Role.OPERATOR): "/operators/reports/{id}",
    (Kind.JOB_ORDER, Role.OPERATOR): "/operators/jobs/{id}",
    **{(Kind.OWN_ACCOUNT, role): "/account" for role in Role},
    **{(Kind.PASSWORD, role): "/account/password/changed" for role in Role},
    **{(Kind.RECOVERY_CODES, role): CODES_PAGE for role in Role},
    **{(Kind.PASSKEYS, role): PASSKEYS_PAGE for role in Role},
}
"""Where each role reads of a subject."""

_AFTER: Mapping[tuple[Action, str], str] = {
    (Action.REGISTER, Kind.MAILED_LINK): CHECK_EMAIL,
    (Action.REGISTER, Kind.STANDING): CHECK_EMAIL_ON_HOLD,
    (Action.REGISTER, Kind.LICENSE_LOOK_UP): "/register/physician/{id}/{step}",
    (Action.DISPUTE_LICENSE, Kind.LICENSE_CLAIM): "/license/not-me/done",
    (Action.REPORT_LICENSE_MISUSE, Kind.LICENSE_CLAIM): "/license/report/done",
    (Action.VERIFY_EMAIL, Kind.MAILED_LINK): "/resend-verification/sent",
    (Action.VERIFY_EMAIL, Kind.ACCOUNT): "/verify-email/done",
    (Action.RESET_PASSWORD, Kind.MAILED_LINK): "/forgot-password/sent",
    (Action.RESET_PASSWORD, Kind.PASSWORD): "/reset-password/done",
    (Action.ACCEPT_INVITATION, Kind.ACCOUNT): "/accept-invitation/done",
    (Action.SIGN_OUT, Kind.OWN_ACCOUNT): "/",
    (Action.END_PERSON, Kind.OWN_ACCOUNT): "/sign-in",
    (Action.AGREE_TO_CONFIDENTIALITY, Kind.OWN_ACCOUNT): "/schools",
    (Action.INVITE, Kind.ACCOUNT): "/operators/accounts/{id}/invited",
    (Action.START_REQUEST, Kind.REQUEST): _QUESTION,
    (Action.EDIT_REQUEST, Kind.REQUEST): _QUESTION,
    (Action.COPY_REQUEST, Kind.REQUEST): _QUESTION,
    (Action.SUBMIT_REQUEST, Kind.REQUEST): "/parents/requests/{id}/sent",
    (Action.CHANGE_SCHOOL, Kind.CHILD): "/parents/children/{id}/school-changed",
    (Action.MATCH_SCHOOL, Kind.REQUEST): "/operators/unlisted-schools",
    (Action.INVITE_GUARDIAN, Kind.CHILD): _GUARDIANS,
    (Action.WITHDRAW_GUARDIAN_INVITATION, Kind.CHILD): _GUARDIANS,
    (Action.BECOME_GUARDIAN, Kind.CHILD): _GUARDIANS,
    (Action.INVITE_CLINIC_STAFF, Kind.ACCOUNT): "/physicians/clinic-staff",
    (Action.END_CLINIC_STAFF, Kind.ACCOUNT): "/physicians/clinic-staff",
    (Action.OPEN_REQUEST, Kind.REQUEST): "/physicians/requests/{id}",
    (Action.EDIT_FORM_DRAFT, Kind.FORM_DRAFT): _DRAFT,
    (Action.CORRECT_EXEMPTION, Kind.FORM_DRAFT): _DRAFT,
    (Action.RENEW_EXEMPTION, Kind.FORM_DRAFT): _DRAFT,
    (Action.ISSUE_EXEMPTION, Kind.FORM): "/physicians/forms/{id}/signed",
    (Action.HOLD_EXEMPTION, Kind.FORM): "/physicians/forms/{id}/signed",
    (Action.RECORD_DOSE, Kind.FORM): _RECORDED,
    (Action.RECORD_NOTICE, Kind.FORM): _RECORDED,
    (Action.CHANGE_DOSE, Kind.FORM): _RECORDED,
    (Action.REMOVE_DOSE, Kind.FORM): _RECORDED,
    (Action.RECORD_GRADE, Kind.FORM): _RECORDED,
    (Action.RECORD_PARENT_LETTERS, Kind.LETTER): "/schools/at/{of}/letters/{id}/recorded",
    (Action.RECORD_PARENT_LETTERS, Kind.STUDENT): "/schools/students/{id}/letters",
    (Action.RECORD_ARRIVAL, Kind.STUDENT): _FOLLOW_UP,
    (Action.ASK_FOR_RECORD, Kind.STUDENT): _FOLLOW_UP,
    (Action.RECEIVE_RECORD, Kind.STUDENT): _FOLLOW_UP,
    (Action.RECORD_PACKET_REQUEST, Kind.STUDENT): _FOLLOW_UP,
    (Action.SEND_PACKET, Kind.STUDENT): _FOLLOW_UP,
    (Action.RECORD_PROTECTED_STEPS, Kind.STUDENT): _FOLLOW_UP,
    (Action.RECORD_CONTACT, Kind.STUDENT): _FOLLOW_UP,
    (Action.MARK_NEWS, Kind.SCHOOL_NEWS): "/schools/at/{id}/news?show={step}",
    (Action.MARK_REVIEWERS_NEWS, Kind.REVIEWERS_NEWS): "/reviews/news?of={id}&show={step}",
    (Action.SAVE_CALENDAR, Kind.CALENDAR): "/schools/at/{of}/calendar/{step}",
    (Action.COPY_CALENDAR, Kind.CALENDAR): "/schools/at/{of}/calendar/{step}/edit",
    (Action.ANSWER_IMPORT, Kind.IMPORT): "/schools/imports/{id}/questions",
    (Action.RECORD_DEPARTURE, Kind.IMPORT): "/schools/imports/{id}/left",
    (Action.FILE_REPORT, Kind.SCHOOL_REPORT): "/schools/at/{of}/report/filed/{step}",
    (Action.ASSIGN_REVIEW, Kind.STANDING): "/reviews",
    (Action.RECOMMEND, Kind.STANDING): "/reviews/physicians/{id}/cleared/{step}",
    (Action.DECIDE_REVIEW, Kind.STANDING): "/reviews/physicians/{id}/decided/{step}",
    (Action.DECIDE_REVIEW, Kind.REVIEW): f"{_CASE}/decided",
    (Action.START_APPEAL, Kind.APPEAL): "/parents/appeals/{id}/{step}",
    (Action.EDIT_APPEAL, Kind.APPEAL): "/parents/appeals/{id}/{step}",
    (Action.FILE_APPEAL, Kind.APPEAL): "/parents/appeals/{id}/filed",
    (Action.DECLARE_CONFLICT, Kind.APPEAL): "/panel/stepped-down",
    (Action.ADOPT_DETERMINATION, Kind.APPEAL): "/appeals/{id}/decided",
    (Action.MARK_LETTER_POSTED, Kind.LETTER): "/letters/posted",
    (Action.ADD_DOCUMENT, Kind.DOCUMENT): "/documents/{of}/{id}/send",
    (Action.REMOVE_DOCUMENT, Kind.DOCUMENT): "/documents/{of}",
    (Action.OPEN_EMERGENCY, Kind.EMERGENCY): "/emergency/{id}",
    (Action.REVIEW_EMERGENCY, Kind.EMERGENCY): "/operators/emergencies",
}
"""Where an action leads that does not lead to its subject's own page."""

_IN_NOTICES: Mapping[tuple[str, str], str] = {
    (NoticeKind.VERIFY_EMAIL, Kind.MAILED_LINK): "/verify-email?token={token}",
    (NoticeKind.RESET_PASSWORD, Kind.MAILED_LINK): "/reset-password?token={token}",
    (NoticeKind.INVITATION, Kind.MAILED_LINK): "/accept-invitation?token={token}",
    (NoticeKind.GUARDIAN_INVITED, Kind.MAILED_LINK): JOIN_PAGE,
    (NoticeKind.SCHOOL_ACCESS_GIVEN, Kind.OWN_ACCOUNT): "/schools",
    (NoticeKind.SCHOOL_CLAIM_REFUSED, Kind.OWN_ACCOUNT): "/schools/access",
    (NoticeKind.SCHOOL_ACCESS_ENDED, Kind.OWN_ACCOUNT): "/schools",
    (NoticeKind.SCHOOL_PART_CHANGED, Kind.OWN_ACCOUNT): "/schools",
    (NoticeKind.CLINIC_ACCESS_CHANGED, Kind.OWN_ACCOUNT): "/clinic",
    (NoticeKind.DRAFT_HANDED_OVER, Kind.FORM_DRAFT): "/physicians/drafts/{id}/check",
    (NoticeKind.LICENSE_PROVEN, Kind.OWN_ACCOUNT): "/physicians",
    (NoticeKind.LICENSE_DISPUTED, Kind.OWN_ACCOUNT): "/physicians/license",
    (NoticeKind.LICENSE_REPORTED, Kind.OWN_ACCOUNT): "/physicians/license",
    (NoticeKind.ALREADY_REGISTERED, Kind.ACCOUNT): "/sign-in",
    (NoticeKind.SECOND_STEP_PAUSED, Kind.ACCOUNT): "/forgot-password",
    (NoticeKind.OPENED_REQUEST_LAPSES_SOON, Kind.REQUEST): "/physicians/requests/{id}",
    (NoticeKind.REQUEST_SCHOOL_CHANGED, Kind.REQUEST): "/physicians/requests/{id}",
    (NoticeKind.GUARDIAN_JOINED, Kind.CHILD): _GUARDIANS,
    (NoticeKind.GUARDIAN_LEFT, Kind.CHILD): _GUARDIANS,
    (NoticeKind.EMERGENCY_VIEW, Kind.CHILD): "/parents/children/{id}/views",
    (NoticeKind.DOCUMENT_REFUSED, Kind.DOCUMENT): "/documents/{of}",
    (NoticeKind.EMERGENCY_REVIEWED, Kind.EMERGENCY): "/emergency/{id}/review",
}
"""Where a notice leads that does not lead to its subject's own page."""
_NUMBERED = re.compile(r"-(\d+)$")


def home_of(reader: Role | None) -> str:
    """Return the first page of a role; of the portal, for someone who is not signed in."""
    return HOMES[reader] if reader else "/"


def address_of(what: Done | Subject, reader: Role | None) -> str:
    """Return where a person continues after an action, or where a person of that role reads of a subject."""
    if isinstance(what, Subject):
        return _page_of(what, reader)
    place = _AFTER.get((what.act, what.subject.kind))
    return _filled(place, what.subject, step=what.step) if place else _page_of(what.subject, reader)


def address_of_notice(notice: Notice, reader: Role | None, token: str = "") -> str:
    """Return where a notice leads a reader of that role. `token` is that of the link which the notice carries."""
    if notice.link:
        return _with_token(notice.link, token)
    place = _IN_NOTICES.get((notice.kind, notice.about.kind))
    return _filled(place, notice.about, token=token) if place else _page_of(notice.about, reader)


def letter_address(where: NoticePlace) -> str:
    """Return the part of a letter's address that names its notice."""
    return LETTER.format(kind=where.recipient.kind, owner=where.recipient.id, place=where.place, notice=where.notice_id)


def invitation_link(token: str) -> str:
    """Return the link that opens an invited person's account."""
    return _IN_NOTICES[NoticeKind.INVITATION, Kind.MAILED_LINK].format(token=token)


def guardians_page(child_id: str) -> str:
    return _GUARDIANS.format(id=child_id)


def draft_page(draft: "FormDraft", part: str) -> str:
    """Return the page of one part of a physician's unfinished form."""
    return _filled(_DRAFT, subject_of(draft), step=part)


def reader_of(recipient: Recipient, account: Account | None) -> Role | None:
    """Return the role in which a recipient reads: of the recipient's account, or of the members of an organization."""
    return account.role if account else _OFFICES.get(recipient.kind)


def part_of_portal(reader: Role | None) -> str:
    """Return the part of the portal that a role uses: "parents"."""
    return home_of(reader).strip("/")


def _page_of(subject: Subject, reader: Role | None) -> str:
    place = _PAGES.get((subject.kind, reader))
    return _filled(place, subject) if place else home_of(reader)


def _filled(place: str, subject: Subject, *, step: str = "", token: str = "") -> str:
    """Return the address with the ids. The second line of a form, "lines-2", has a place of its own: "lines/2"."""
    return place.format(id=subject.id, of=subject.of, step=_NUMBERED.sub(r"/\1", step), token=token)


def _with_token(link: str, token: str) -> str:
    """Return the address of a notice that was written before notices named a subject."""
    if not token:
        return link
    return link.replace("{token}", token) if "{token}" in link else f"{link}?token={token}"
