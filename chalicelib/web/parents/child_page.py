"""A child's own page: may the child attend and until when, each vaccine, what happened and comes, who viewed the
record, and everything else that concerns this child alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.records.access_history import access_history
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.child_overview import ChildOverview
from chalicelib.domain.errors import not_found
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.timeline import timeline
from chalicelib.law.admission import answer_date
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.web.family_news import news_of_child
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.dashboard import card_of
from chalicelib.web.parents.own_cases import own_cases
from chalicelib.web.parents.statuses import ShownPoint, Status, form_status, request_status, shown_points
from chalicelib.web.parents.step_words import name_of
from chalicelib.web.parents.viewers import by_person_and_day
from chalicelib.web.wording.reason_texts_parents import sentences_for_parents
from chalicelib.web.wording.vaccine_names import short_vaccines

pages = Pages()
_VIEWERS_SHOWN = 5
_OPEN = frozenset({RequestState.SUBMITTED, RequestState.OPENED})


@dataclass(frozen=True)
class ListedCase:
    """A form or a request of the child, as the list of all shows it."""

    on: date
    text: str
    url: str
    standing: Status


@pages.page("/parents/children/{child_id}", Action.VIEW_ACCESS_LOG, of=Child)
def _child(page_request: PageRequest, child: Child) -> Page:
    page_request.ctx.load_account_bundle(page_request.ctx.person.id)
    family, children = own_cases(page_request)
    overview = next((each for each in children if child.id in each.record_ids), None)
    if overview is None:
        raise not_found()
    views = access_history(page_request.ctx, child)
    return page_request.render(
        "parents/child.html",
        title=N_("Your child's record"),
        child=child,
        card=card_of(page_request, overview, family),
        attends=_attends(page_request, overview),
        points=_points(page_request, overview),
        cases=list(_cases(page_request, overview)),
        viewers=by_person_and_day(page_request, views)[:_VIEWERS_SHOWN],
        news=news_of_child(page_request, page_request.ctx.account_bundle.notices, overview, family.appeals),
        others=len(child.guardian_ids) - 1,
        contact=list(_contact(page_request, overview)),
        other_schools=_schools(overview),
        other_records=[each for each in overview.record_ids if each != child.id],
    )


def _attends(page_request: PageRequest, child: ChildOverview) -> str:
    """Return whether the child may attend, and until when, by the strictest answer; "" where no form was signed."""
    answer, name = child.strictest, name_of(page_request, child)
    if answer is None:
        return ""
    day = answer_date(answer)
    if answer.outcome is Outcome.EXCLUDE_FROM and day:
        return page_request.translate(N_("The school must keep %(child)s out starting %(day)s"), child=name, day=day)
    if answer.outcome is Outcome.NOT_AN_EXEMPTION:
        vaccines = short_vaccines(page_request, [each.vaccine for each in child.answers if each.verdict == answer])
        sentence = sentences_for_parents(page_request, answer)[0]
        return page_request.translate(N_("%(vaccines)s: %(sentence)s"), vaccines=vaccines, sentence=sentence)
    if day:
        return page_request.translate(N_("%(child)s may attend through %(day)s"), child=name, day=day)
    return page_request.translate(N_("%(child)s may attend"), child=name)


def _points(page_request: PageRequest, child: ChildOverview) -> list[ShownPoint]:
    """The way of what is under way; otherwise of the newest form, with the request it came from."""
    on, request = page_request.ctx.on, child.request_under_way(page_request.ctx.on)
    if request or not child.forms:
        newest = request or child.requests[0]
        return shown_points(page_request, timeline(newest, None, on))
    form = child.forms[0]
    asked = next((each for each in child.requests if each.id == form.request_id), None)
    return shown_points(page_request, timeline(asked, form, on), form)


def _cases(page_request: PageRequest, child: ChildOverview) -> Iterator[ListedCase]:
    """All forms, and the requests that led to none, newest first."""
    listed = [
        *(_of_form(page_request, form) for form in child.forms),
        *(_of_request(page_request, request) for request in child.requests if not request.form_id),
    ]
    yield from sorted(listed, key=lambda each: each.on, reverse=True)


def _of_form(page_request: PageRequest, form: ExemptionForm) -> ListedCase:
    vaccines = short_vaccines(page_request, [line.vaccine for line in form.lines])
    text = page_request.translate(N_("Form %(number)s: %(vaccines)s"), number=form.number, vaccines=vaccines)
    return ListedCase(form.signed_on, text, f"/parents/forms/{form.id}", form_status(form, page_request.ctx.on))


def _of_request(page_request: PageRequest, request: ExemptionRequest) -> ListedCase:
    text = page_request.translate(N_("Request %(number)s"), number=request.number or "")
    named = text if request.number else page_request.translate(N_("New request"))
    standing = request_status(request, page_request.ctx.on)
    return ListedCase(request.saved_on or request.started_on, named, f"/parents/requests/{request.id}", standing)


def _schools(child: ChildOverview) -> list[str]:
    """The schools that forms of today and requests under way name, where they are not one; else none."""
    live = {each.form_id for each in (answer.exempted.row for answer in child.answers if answer.exempted)}
    named = [form.school.name for form in child.forms if form.id in live]
    named += [each.school.name for each in child.requests if each.school and each.state in _OPEN]
    different = list(dict.fromkeys(named))
    return different if len(different) > 1 else []


def _contact(page_request: PageRequest, child: ChildOverview) -> Iterator[tuple[str, str]]:
    """The address and telephone that the child's newest form or request states."""
    stated = [*(each.parent for each in child.forms), *(each.parent for each in child.requests if each.parent)]
    newest = child.request_under_way(page_request.ctx.on)
    parent = newest.parent if newest and newest.parent else stated[0] if stated else None
    if parent is None:
        return
    address = parent.address
    yield page_request.translate(N_("Address")), f"{address.street}, {address.city}, {address.state} {address.zip_code}"
    if parent.telephone:
        yield page_request.translate(N_("Phone")), parent.telephone
