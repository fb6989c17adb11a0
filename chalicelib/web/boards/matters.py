"""A board reports that it filed an accusation or ordered probation, or that this is over."""

from enum import StrEnum

from chalicelib.actions.boards.report_matter import ReportedMatter, report_matter
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.marking import N_
from chalicelib.law.physician_standing import MatterKind
from chalicelib.web.boards.licensee import LICENSEE, licensee_page
from chalicelib.web.http.forms import FormDate, FormModel, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()


class WhatHappened(StrEnum):
    """What the board reports."""

    ACCUSATION = "accusation"
    ACCUSATION_OVER = "accusation-over"
    PROBATION = "probation"
    PROBATION_OVER = "probation-over"


_TOLD = {
    WhatHappened.ACCUSATION: (MatterKind.ACCUSATION, False, N_("An accusation was filed")),
    WhatHappened.ACCUSATION_OVER: (
        MatterKind.ACCUSATION,
        True,
        N_("The accusation was resolved in the physician's favor"),
    ),
    WhatHappened.PROBATION: (MatterKind.PROBATION, False, N_("The physician was placed on probation")),
    WhatHappened.PROBATION_OVER: (MatterKind.PROBATION, True, N_("The probation is over")),
}


class MatterForm(FormModel):
    """What happened, in which case, and when."""

    what: WhatHappened = entry(N_("Choose what happened"))
    case_number: Text = entry(N_("Enter the number of your case"))
    on: FormDate = entry(N_("Enter the day"))


def _show(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    return page_request.render(
        "boards/matter.html",
        title=N_("Report a matter or its end"),
        form=form,
        form_version=standing.version,
        standing=standing,
        choices=[(str(each), page_request.translate(words)) for each, (_kind, _over, words) in _TOLD.items()],
        back_url=licensee_page(standing),
    )


@pages.form(f"{LICENSEE}/matter", Action.REPORT_MATTER, MatterForm, of=PhysicianStanding, show=_show)
def _report(page_request: PageRequest, standing: PhysicianStanding, answers: MatterForm) -> Done:
    kind, has_ended, _words = _TOLD[answers.what]
    version = page_request.expected_version
    told = ReportedMatter(standing.id, version, kind, answers.case_number, answers.on, has_ended)
    return report_matter(page_request.ctx, told)
