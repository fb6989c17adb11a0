"""What a parent does next for a child: the loudest first, each with the day by which it must be done, where one counts.

The first is the card's; the rest stand below it.
"""

from collections.abc import Iterator
from datetime import date

from chalicelib.domain.child_overview import ChildOverview
from chalicelib.domain.request import RequestState
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.parents.step_words import Family, NextStep, name_of


def next_steps(page_request: PageRequest, child: ChildOverview, family: Family) -> list[NextStep]:
    """Return what waits for the parent, the most pressing first; never nothing."""
    requests = list(_of_request(page_request, child))
    declined = list(_after_decline(page_request, child))
    if not child.answers:
        return [*requests, *declined] or [_nothing(page_request, child)]
    from chalicelib.web.parents import steps_after_stop, steps_of_exemptions  # noqa: PLC0415 - only with a form

    steps = [
        *steps_after_stop.steps_after_stop(page_request, child, family),
        *steps_of_exemptions.steps_kept_out(page_request, child),
        *requests,
        *steps_of_exemptions.steps_of_proof(page_request, child),
        *steps_of_exemptions.steps_before_end(page_request, child, family),
        *steps_of_exemptions.steps_without(page_request, child),
        *declined,
        *steps_of_exemptions.steps_to_come(page_request, child),
    ]
    return steps or [_nothing(page_request, child)]


def _of_request(page_request: PageRequest, child: ChildOverview) -> Iterator[NextStep]:
    request = child.request_under_way(page_request.ctx.on)
    if request is None:
        return
    name, url = name_of(page_request, child), f"/parents/requests/{request.id}"
    school = [
        (page_request.translate(N_("Add the school or child care")), f"/parents/children/{request.child_id}/school")
    ]
    missing = school if request.not_enrolled_yet and request.number else []
    if request.state == RequestState.DRAFT:
        yield NextStep(
            page_request.translate(N_("Finish your request for %(child)s"), child=name),
            page_request.translate(N_("Your answers are saved.")),
            [(page_request.translate(N_("Continue the request")), url)],
            kind="info",
        )
    elif request.state == RequestState.SUBMITTED:
        day = _lasts(child, page_request.ctx.on)
        yield NextStep(
            page_request.translate(N_("Ready for your doctor: give this number")),
            page_request.translate(
                N_(
                    "Your request is ready, but no doctor has it yet. We do not send it: you give the number to the "
                    "doctor."
                )
            ),
            [(page_request.translate(N_("Print a page for the doctor")), f"{url}/print"), *missing],
            day=day,
            reminder=page_request.translate(N_("Give %(child)s's request number to the doctor"), child=name),
            request=request,
            kind="warning",
        )
    else:
        yield NextStep(
            page_request.translate(N_("The doctor opened your request")),
            page_request.translate(
                N_("The doctor cannot sign until you add a school or child care.")
                if missing
                else N_("You don't need to do anything now. We write to you when the doctor signs.")
            ),
            missing or [(page_request.translate(N_("See your request")), url)],
            reminder=page_request.translate(N_("Add the school for %(child)s"), child=name) if missing else "",
            kind="warning" if missing else "info",
        )


def _lasts(child: ChildOverview, on: date) -> date | None:
    """Return the first last day of an exemption that ends soon."""
    return min((each.last_day for each in child.answers if each.ends_soon(on) and each.last_day), default=None)


def _after_decline(page_request: PageRequest, child: ChildOverview) -> Iterator[NextStep]:
    newest = child.requests[0] if child.requests else None
    if newest and newest.state == RequestState.DECLINED and not child.request_under_way(page_request.ctx.on):
        yield NextStep(
            page_request.translate(N_("The doctor declined")),
            page_request.translate(N_("You can read why, and start again from a copy with another doctor.")),
            [(page_request.translate(N_("Open the request")), f"/parents/requests/{newest.id}")],
            kind="warning",
        )


def _nothing(page_request: PageRequest, child: ChildOverview) -> NextStep:
    newest = child.forms[0] if child.forms else None
    return NextStep(
        page_request.translate(N_("Nothing to do now")),
        page_request.translate(
            N_("The school can see it. %(child)s still needs all other vaccines. We remind you before it ends."),
            child=name_of(page_request, child),
        ),
        [(page_request.translate(N_("Open the form")), f"/parents/forms/{newest.id}")] if newest else [],
    )
