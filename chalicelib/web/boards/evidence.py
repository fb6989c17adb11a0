"""Save the evidence about a licensee as a signed file: what is in it, the board's case number, the password."""

from chalicelib.actions.boards.save_evidence import save_evidence
from chalicelib.domain.action import Action
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import ENTER_PASSWORD, Password
from chalicelib.web.boards.licensee import LICENSEE, licensee_page
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()


class EvidenceForm(FormModel):
    """For which case of the board, and the person's password."""

    case_number: Text = entry(N_("Enter the number of your case"))
    password: Password = entry(ENTER_PASSWORD)


def _show(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    return page_request.render(
        "boards/evidence.html",
        title=N_("Save the evidence as a file"),
        form=form,
        standing=standing,
        back_url=licensee_page(standing),
    )


@pages.form(f"{LICENSEE}/evidence", Action.SAVE_EVIDENCE, EvidenceForm, of=PhysicianStanding, show=_show)
def _save(page_request: PageRequest, standing: PhysicianStanding, answers: EvidenceForm) -> Page:
    content = save_evidence(page_request.ctx, standing, answers.case_number, answers.password)
    named = f'attachment; filename="evidence-{standing.id}.zip"'
    # Not "application/zip": the gateway takes that for bytes, and the file is a text (domain/evidence.py).
    return Page(200, content, {"Content-Type": "application/x-zip-compressed", "Content-Disposition": named})
