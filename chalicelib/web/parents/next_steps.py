"""What a parent does next for a child: the loudest first, each with the day by which it must be done, where one counts.

The first is the card's; the rest stand below it.
"""

from chalicelib.domain.child_overview import ChildOverview
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.parents.step_words import Family, NextStep, name_of
from chalicelib.web.parents.steps_of_requests import steps_after_decline, steps_of_request


def next_steps(page_request: PageRequest, child: ChildOverview, family: Family) -> list[NextStep]:
    """Return what waits for the parent, the most pressing first; never nothing."""
    requests = list(steps_of_request(page_request, child))
    declined = list(steps_after_decline(page_request, child))
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
