"""What a saved record holds, part by part: the child, the parent, requests, forms (saved_forms.py), appeals, requests
to amend, messages, who looked."""

from collections.abc import Iterator

from chalicelib.actions.records.export_child_record import HeldRecord
from chalicelib.domain.access import View
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.charge_report import ChargeReport
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest
from chalicelib.law.marking import N_
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.web.http.languages import OWN_NAMES
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.parents.charges import CHARGE_STATES
from chalicelib.web.parents.corrections import AMENDMENT_STATES
from chalicelib.web.parents.saved_child import child_part
from chalicelib.web.parents.saved_documents import documents_part
from chalicelib.web.parents.saved_facts import child_facts, consent_facts, grade, parent_facts, school_facts, vaccine
from chalicelib.web.parents.saved_forms import form_part
from chalicelib.web.parents.saved_parts import Coded, ExportField, Group, Part, Table
from chalicelib.web.parents.statuses import DECISIONS, appeal_status, request_status
from chalicelib.web.parents.viewers import HOLDER, organization_of, words_of
from chalicelib.web.wording.charges import CHARGED_FOR
from chalicelib.web.wording.names import ROLES

_ENDED_APPEALS = frozenset({AppealState.DECIDED, AppealState.CLOSED})
_TOLD_APPEALS = _ENDED_APPEALS | {
    AppealState.DRAFT,
    AppealState.INFO_REQUESTED,
    AppealState.REFUSED_LATE,
    AppealState.WITHDRAWN,
}
_NUMBERS = ("request_number", "form_number")


def contents(page_request: PageRequest, held: HeldRecord) -> tuple[Part, ...]:
    """The parts of a saved record, in the order of the document."""
    return (
        child_part(held),
        _account(held),
        _list("requests", N_("Requests"), (_request(page_request, request) for request in held.requests)),
        _list("forms", N_("Exemption forms"), (form_part(held, form, page_request.ctx.on) for form in held.forms)),
        _list("appeals", N_("Appeals"), (_appeal(appeal) for appeal in held.appeals)),
        _list("corrections", N_("Requests to correct the record"), map(_amendment, held.amendments)),
        _list("charges", N_("Reports of a charge"), map(_charge, held.charges)),
        documents_part(held.documents),
        _messages(held),
        _views(page_request, held),
    )


def _list(key: str, heading: str, parts: Iterator[Part]) -> Part:
    return Part(key, heading, groups=(Group(key, "", tuple(parts)),))


def _account(held: HeldRecord) -> Part:
    person = held.person
    return Part(
        "account",
        N_("Your account"),
        (
            ExportField("first_name", N_("First name"), person.first_name),
            ExportField("last_name", N_("Last name"), person.last_name),
            ExportField("email", N_("Email address"), person.email),
            ExportField("telephone", N_("Phone number"), person.telephone),
            ExportField("language", N_("Language of our email"), Coded(person.language, OWN_NAMES[person.language])),
            ExportField("second_step_since", N_("Two-step verification, since"), person.second_step_since),
        ),
        (
            Table(
                "sessions",
                N_("Where you are signed in"),
                (("since", N_("Signed in since")),),
                tuple((session.since,) for session in person.live_sessions.values()),
            ),
        ),
    )


def _request(page_request: PageRequest, request: ExemptionRequest) -> Part:
    return Part(
        "request",
        N_("Request"),
        (
            ExportField("number", N_("Request number"), request.number),
            ExportField("state", N_("Status"), Coded(request.state, request_status(request, page_request.ctx.on).word)),
            *child_facts(request.child),
            *parent_facts(request.parent),
            *school_facts(request.school),
            ExportField("not_enrolled_yet", N_("Not enrolled yet"), request.not_enrolled_yet),
            ExportField("unlisted_school", N_("School or child care, as you named it"), request.unlisted_school),
            ExportField("school_answer", N_("What we answered about the school"), request.school_answer),
            ExportField("grade_now", N_("Grade now"), grade(request.grade_now)),
            ExportField("grade", N_("Grade"), grade(request.grade)),
            ExportField("planned_first_day", N_("First day in that grade"), request.planned_first_day),
            ExportField("next_span_entry", N_("First day in the next grade span"), request.next_span_entry),
            ExportField("physician_name", N_("Doctor"), request.physician_name),
            *consent_facts(request.consents),
            ExportField("started_on", N_("Begun on"), request.started_on),
            ExportField("submitted_at", N_("Sent on"), request.submitted_at),
            ExportField("opened_at", N_("Opened by the doctor on"), request.opened_at),
            *([ExportField("why_declined", N_("The doctor wrote:"), request.reason)] if request.reason else []),
        ),
        name=request.number,
    )


def _appeal(appeal: Appeal) -> Part:
    """An appeal as the parent sees it: what the panel does is told with the decision, and never who voted how."""
    state = "open" if appeal.state not in _TOLD_APPEALS else str(appeal.state)
    state = "decided" if appeal.state in _ENDED_APPEALS else state
    found = appeal.determined if appeal.state in _ENDED_APPEALS else ()
    supplied = tuple(
        (told.on, Coded(told.by_role, N_("by you") if told.by_role == "parent" else N_("by the doctor")), told.text)
        for told in appeal.supplied
    )
    return Part(
        "appeal",
        # Translators: the signed exemption form, a document
        N_("Form"),
        (
            ExportField("form_number", N_("Form number"), appeal.form_number),
            ExportField("vaccines", N_("Vaccines"), tuple(map(vaccine, appeal.vaccines))),
            ExportField("state", N_("Status"), Coded(state, appeal_status(appeal).word)),
            ExportField("stopped_on", N_("Stopped on"), appeal.revoked_on),
            ExportField("appeal_by", N_("Last day to appeal on time"), appeal.appeal_by),
            ExportField("filed_at", N_("Filed"), appeal.filed_at),
            ExportField("filed_in_time", N_("Filed on time"), appeal.in_time),
            ExportField("why", N_("Why"), appeal.why),
            ExportField("question", N_("The panel's last question"), appeal.question),
            ExportField("decided_on", N_("Decided on"), appeal.decided_on),
            ExportField("decision_text", N_("Written decision"), appeal.decision_text),
        ),
        (
            Table(
                "information",
                N_("Information given"),
                (("on", N_("Day")), ("by", N_("Who")), ("text", N_("What it says"))),
                supplied,
            ),
            Table(
                "decision",
                N_("Panel decision"),
                (("vaccine", N_("Vaccine")), ("decision", N_("Panel decision"))),
                tuple((vaccine(each.vaccine), Coded(each.vote, DECISIONS[each.vote])) for each in found),
            ),
        ),
        name=appeal.form_number,
    )


def _amendment(asked: CorrectionRequest) -> Part:
    return Part(
        "correction",
        N_("Request to correct the record"),
        (
            ExportField("received_on", N_("Asked on"), asked.received_on),
            ExportField("answer_by", N_("Answer by"), asked.answer_by),
            ExportField("state", N_("Status"), Coded(asked.state, AMENDMENT_STATES[asked.state].word)),
            ExportField("wrong", N_("What is wrong"), asked.wrong),
            ExportField("should_say", N_("What it should say"), asked.should_say),
            ExportField("answered_on", N_("Answered on"), asked.answered_on),
            ExportField("answer", N_("What the state answered"), asked.answer),
        ),
    )


def _charge(report: ChargeReport) -> Part:
    charge = report.charge
    return Part(
        "charge",
        N_("Report of a charge"),
        (
            ExportField("reported_on", N_("Reported on"), report.reported_on),
            ExportField("charged_for", N_("Charged for"), Coded(charge.charged_for, CHARGED_FOR[charge.charged_for])),
            ExportField("charged_on", N_("Charged on"), charge.charged_on),
            ExportField("dollars", N_("Dollars"), charge.dollars),
            ExportField("words", N_("What was said"), report.words),
            ExportField("state", N_("Where it stands"), Coded(report.state, CHARGE_STATES[report.state].word)),
            ExportField("answered_on", N_("Answered on"), report.answered_on),
            ExportField("answer", N_("What the state answered"), report.answer),
        ),
    )


def _messages(held: HeldRecord) -> Part:
    rows = tuple(
        (
            notice.at,
            Coded(notice.kind, CATALOGUE[NoticeKind(notice.kind)].heading),
            "; ".join(notice.facts.get(name, "") for name in _NUMBERS if name in notice.facts),
        )
        for notice in held.notices
    )
    columns = (("at", N_("When")), ("kind", N_("What it said")), ("number", N_("Number")))
    return Part("messages", N_("Messages to you"), tables=(Table("messages", N_("Newest first"), columns, rows),))


def _role_of(view: View) -> Coded:
    return Coded(view.role, ROLES[view.role]) if view.role else Coded("", HOLDER)


def _views(page_request: PageRequest, held: HeldRecord) -> Part:
    told = ((view, *words_of(view)) for view in held.views.views)
    rows = tuple(
        (
            view.at,
            view.name,
            _role_of(view),
            organization_of(page_request, view, held.views),
            Coded(view.purpose, what),
            Coded(view.purpose, why),
        )
        for view, what, why in told
    )
    columns = (
        ("at", N_("When")),
        ("who", N_("Who")),
        ("role", N_("Role")),
        ("organization", N_("Organization")),
        ("purpose", N_("What they saw")),
        ("", N_("Why")),
    )
    cut = bool(held.views.older)
    label = N_("Older ones are only in the file of the whole history") if cut else ""
    return Part(
        "views",
        N_("Who has looked at the record"),
        (ExportField("older_left_out", label, cut),),
        (Table("views", N_("Views, newest first"), columns, rows),),
    )
