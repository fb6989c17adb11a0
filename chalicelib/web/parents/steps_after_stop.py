"""What a parent can do about an exemption that the state stopped."""

from collections.abc import Iterator
from datetime import date

from chalicelib.domain.appeal import Appeal
from chalicelib.domain.child_overview import ChildOverview
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.stopped import first_day_due, open_appeal_id, revocation_to_appeal, stopped_answers
from chalicelib.law.admission import answer_date
from chalicelib.law.appeals import appeal_by
from chalicelib.law.calendar import day_after
from chalicelib.law.enums import LineState
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.parents.ending import step_of_stopped
from chalicelib.web.parents.step_words import Family, Link, NextStep, Way, name_of
from chalicelib.web.wording.vaccine_names import short_vaccines


def steps_after_stop(page_request: PageRequest, child: ChildOverview, family: Family) -> Iterator[NextStep]:
    ids = {each.exempted.row.form_id for each in child.answers if each.exempted}
    for form in child.forms:
        if form.id in ids and any(line.state == LineState.REVOKED for line in form.lines):
            yield _of_stopped(page_request, child, form, family.draft_appeal(form))


def _of_stopped(page_request: PageRequest, child: ChildOverview, form: ExemptionForm, draft: Appeal | None) -> NextStep:
    on, name, page = page_request.ctx.on, name_of(page_request, child), f"/parents/forms/{form.id}/stopped"
    vaccines = short_vaccines(page_request, [line.vaccine for line in form.lines if line.state == LineState.REVOKED])
    answers = stopped_answers(form, on)
    due, gone = first_day_due(answers), revocation_to_appeal(form)
    can_stay = all(each.outcome is not Outcome.EXCLUDE_FROM for each in answers)
    heading = N_("%(child)s can stay in school now") if can_stay else N_("The school must keep %(child)s out")
    if due and gone and on <= appeal_by(gone.revoked_on):
        appeal = _appeal_link(page_request, form, draft)
        return NextStep(
            page_request.translate(heading, child=name),
            page_request.translate(
                N_("Choose one by %(day)s. If you do neither, the school must keep %(child)s out starting %(out)s."),
                day=due,
                child=name,
                out=_first_day_out(form, due),
            ),
            ways=[
                Way(
                    page_request.translate(N_("Appeal")),
                    page_request.translate(
                        N_("Three doctors review it. %(child)s stays in school until the decision. It is free."),
                        child=name,
                    ),
                    appeal,
                ),
                Way(
                    page_request.translate(N_("Start the shots: %(vaccines)s"), vaccines=vaccines),
                    page_request.translate(N_("The first shot of each vaccine by %(day)s."), day=due),
                    (page_request.translate(N_("See how")), f"{page}#shots"),
                ),
            ],
            day=due,
            reminder=page_request.translate(N_("Appeal, or start the shots, for %(child)s"), child=name),
        )
    sentence, day = step_of_stopped(form, on)
    link = _appeal_link(page_request, form, draft) if draft or open_appeal_id(form) else None
    return NextStep(
        page_request.translate(heading, child=name),
        page_request.translate(sentence, day=day),
        [link or (page_request.translate(N_("See what you can do")), page)],
        day=day,
        reminder=page_request.translate(N_("Start the shots for %(child)s"), child=name) if day else "",
    )


def _first_day_out(form: ExemptionForm, due: date) -> date:
    """Return the day from which the school keeps the child out, as it is told the day after the last day to act."""
    told = stopped_answers(form, day_after(due))
    days = (answer_date(each) for each in told if each.outcome is Outcome.EXCLUDE_FROM)
    return min((day for day in days if day), default=day_after(due))


def _appeal_link(page_request: PageRequest, form: ExemptionForm, draft: Appeal | None) -> Link:
    filed = open_appeal_id(form)
    if draft:
        return page_request.translate(N_("Continue your appeal")), f"/parents/appeals/{draft.id}"
    if filed:
        return page_request.translate(N_("Open your appeal")), f"/parents/appeals/{filed}"
    return page_request.translate(N_("Start an appeal")), f"/parents/forms/{form.id}/stopped#appeal"
