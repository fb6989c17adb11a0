"""Open one child's record in an emergency, read it for an hour, and read later what the review found."""

from dataclasses import dataclass

from chalicelib.actions.records.open_emergency import EmergencyCommand, open_emergency, opened_forms
from chalicelib.addresses import HOMES
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import answer_for
from chalicelib.domain.emergency import EmergencyAccess, EmergencyReason
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import ENTER_PASSWORD, Password
from chalicelib.web.account_fields import Line as OneLine
from chalicelib.web.emergency.names import FINDINGS, REASONS
from chalicelib.web.http.forms import FormDate, FormModel, LongText, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.names import KINDS, VACCINES
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

pages = Pages()


class OpenForm(FormModel):
    """The child, the emergency, and the person's password."""

    first_name: OneLine = entry(N_("Enter the child's first name"))
    last_name: OneLine = entry(N_("Enter the child's last name"))
    birth_date: FormDate = entry(N_("Enter the child's date of birth"))
    why: EmergencyReason = entry(N_("Choose what kind of emergency it is"))
    reason: LongText = entry(N_("Write why you need this record now"))
    why_beyond: OptionalText = entry("", optional=True)
    password: Password = entry(ENTER_PASSWORD)


@dataclass(frozen=True)
class EmergencyLine:
    """One vaccine of a form."""

    vaccine: str
    kind: str
    description: str
    answer: list[ShownReason]


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render(
        "emergency/open.html",
        title=N_("Emergency access to a child's record"),
        form=form,
        reasons=[(str(each), page_request.translate(name)) for each, name in REASONS.items()],
        has_jurisdiction=bool(page_request.ctx.person.jurisdiction),
        back_url=HOMES[page_request.ctx.person.role],
    )


@pages.form("/emergency", Action.OPEN_EMERGENCY, OpenForm, show=_show)
def _open(page_request: PageRequest, answers: OpenForm) -> Done:
    asked = EmergencyCommand(
        answers.first_name, answers.last_name, answers.birth_date, answers.why, answers.reason, answers.why_beyond
    )
    return open_emergency(page_request.ctx, asked, answers.password)


@pages.page("/emergency/{emergency_id}", Action.VIEW_EMERGENCY, of=EmergencyAccess)
def _record(page_request: PageRequest, access: EmergencyAccess) -> Page:
    forms = opened_forms(page_request.ctx, access)
    page_request.record_view(access.child_id, Purpose.EMERGENCY)
    return page_request.render(
        "emergency/record.html",
        title=N_("Child's record, opened in an emergency"),
        access=access,
        child=forms[0].child,
        forms=[(form, [_shown(page_request, form, line) for line in form.lines]) for form in forms],
    )


def _shown(page_request: PageRequest, form: ExemptionForm, line: ExemptionLine) -> EmergencyLine:
    answer = answer_for(form, line, page_request.ctx.on)
    return EmergencyLine(
        page_request.translate(VACCINES[line.vaccine]),
        page_request.translate(KINDS[line.kind]),
        line.description,
        list(shown_reasons(page_request, answer)),
    )


@pages.page("/emergency/{emergency_id}/review", Action.VIEW_EMERGENCY, of=EmergencyAccess)
def _reviewed(page_request: PageRequest, access: EmergencyAccess) -> Page:
    """What the review found; nothing of the child."""
    return page_request.render(
        "emergency/reviewed.html",
        title=N_("Your emergency access"),
        access=access,
        why=page_request.translate(REASONS[access.kind]),
        back_url=HOMES[page_request.ctx.person.role],
        finding=page_request.translate(FINDINGS[access.finding]) if access.finding else "",
    )
