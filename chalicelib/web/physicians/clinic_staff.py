"""Clinic staff who prepare forms for a physician: who has access, invite a person, end access."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.accounts.change_account import account_is_invited, invitation_has_ended
from chalicelib.actions.physicians.clinic_staff import end_clinic_staff, invite_clinic_staff, own_clinic_staff
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import EmailAddress
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()


@dataclass(frozen=True)
class ShownStaff:
    """A line of the list. `last_seen_on`: the day of the last sign-in, None where none is known."""

    id: str
    name: str
    email: str
    state: str
    kind: str
    last_seen_on: date | None
    is_invited: bool


def _shown(page_request: PageRequest, account: Account) -> ShownStaff:
    is_invited, state, kind = account_is_invited(account), N_("Has access"), "good"
    if is_invited:
        state, kind = N_("Invited"), "info"
        if invitation_has_ended(page_request.ctx, account):
            state, kind = N_("Expired, invite again"), "warning"
    name = account.display_name.strip()
    return ShownStaff(account.id, name, account.email, state, kind, account.last_seen_on, is_invited)


class InviteForm(FormModel):
    """Whom the physician invites."""

    email: EmailAddress = entry(N_("Enter the person's email address"))


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render(
        "physicians/clinic_staff.html",
        title=N_("Clinic staff"),
        form=form,
        staff=[_shown(page_request, each) for each in own_clinic_staff(page_request.ctx)],
        back_url="/physicians",
    )


@pages.form("/physicians/clinic-staff", Action.INVITE_CLINIC_STAFF, InviteForm, show=_show, account_bundle=True)
def _invite(page_request: PageRequest, answers: InviteForm) -> Done:
    return invite_clinic_staff(page_request.ctx, answers.email, page_request.client_ip)


def _show_end(page_request: PageRequest, staff: Account, form: ShownForm) -> Page:
    person = _shown(page_request, staff)
    return page_request.render(
        "physicians/clinic_staff_end.html",
        title=N_("Withdraw the invitation") if person.is_invited else N_("End this access"),
        form=form,
        form_version=staff.version,
        person=person,
    )


@pages.form("/physicians/clinic-staff/{account_id}/end", Action.END_CLINIC_STAFF, EmptyForm, of=Account, show=_show_end)
def _end(page_request: PageRequest, staff: Account, _answers: EmptyForm) -> Done:
    return end_clinic_staff(page_request.ctx, staff, page_request.expected_version)
