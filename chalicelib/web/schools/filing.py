"""Which of a student's certificates the school files: the one of the form that answers today, and not the one that a
newer form has replaced."""

from collections.abc import Iterable

from chalicelib.domain.admission_answers import PupilAnswers
from chalicelib.domain.roster import RosterRow
from chalicelib.law.enums import LineState
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest


def filing_notes(page_request: PageRequest, pupil: PupilAnswers, forms: Iterable[RosterRow]) -> dict[str, str]:
    """Return by form what the school does with its certificate; "" where the answers above say enough."""
    lines = [each.exempted for each in pupil.answers if each.exempted]
    in_force = {line.row.form_id for line in lines if line.is_in_force(page_request.ctx.on)}
    newest_first = sorted((line.row for line in lines), key=lambda row: (row.signed_on, row.form_id), reverse=True)
    numbers = [row.form_number for row in newest_first]
    return {form.form_id: _note(page_request, form, in_force, numbers) for form in forms}


def _note(page_request: PageRequest, form: RosterRow, in_force: set[str], numbers: list[str]) -> str:
    if form.form_id in in_force:
        return page_request.translate(N_("File this one."))
    if all(line.state is LineState.SUPERSEDED for line in form.lines):
        instead = next((number for number in numbers if number != form.form_number), "")
        if instead:
            told = N_("Replaced. Do not file it. File the certificate of form %(number)s.")
            return page_request.translate(told, number=instead)
        return page_request.translate(N_("Replaced. Do not file it."))
    return ""
