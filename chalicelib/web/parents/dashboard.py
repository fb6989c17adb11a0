"""The parent's home: a card for each exemption or request, what to do next, and the news."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.effective_status import last_day_of
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.stopped import open_appeal_id
from chalicelib.law.enums import GradeSpan, LineState
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import inbox_entries
from chalicelib.web.parents.ending import Ending, ending_of, step_of_stopped
from chalicelib.web.parents.statuses import ENDED, ENDS_SOON, VALID, Status, form_status, request_status
from chalicelib.web.wording.names import SPANS

pages = Pages()
_READ_AT_MOST = {"request": 45, "form": 45, "appeal": 10}
_OVER = frozenset({RequestState.DECLINED, RequestState.CANCELED})
_LOUDEST_FIRST = ("stopped", "warning", "neutral", "info", "good")  # kinds of a status: what needs the parent first
_HELD = N_("The doctor signed, but the form does not count yet. The state is checking something first.")
_NOT_YET = N_("It counts from %(day)s. Until then, your child needs the doses or another exemption.")
_LIVE = frozenset({LineState.ISSUED, LineState.HELD, LineState.REVOKED})

Link = tuple[str, str]
"""The words of a link and its address."""


@dataclass(frozen=True)
class Card:
    """One exemption or request. `next_step` says what to do or wait for; an ended one stands in the list below."""

    name: str
    span: str
    standing: Status
    next_step: str
    last_day: date | None = None
    actions: list[Link] = field(default_factory=list)
    ended: bool = False


@pages.page("/parents", Action.LIST_OWN_CASES, account_bundle=True)
def _home(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_OWN_CASES)
    requests, forms, appeals = _own_cases(page_request)
    drafts = {appeal.form_id: appeal for appeal in appeals if appeal.state == AppealState.DRAFT}
    cards = [
        *(
            _form_card(page_request, form, drafts.get(form.id), ending_of(form, page_request.ctx.on, forms, requests))
            for form in forms
        ),
        *(_request_card(page_request, request) for request in requests if not request.form_id),
    ]
    return page_request.render(
        "parents/home.html",
        title=N_("Your children's exemptions"),
        cards=sorted((card for card in cards if not card.ended), key=_loudness),
        ended=[card for card in cards if card.ended],
        children=list(_children(requests, forms)),
        entries=inbox_entries(page_request, page_request.ctx.account_bundle.notices),
    )


def _loudness(card: Card) -> int:
    return _LOUDEST_FIRST.index(card.standing.kind)


def _own_cases(page_request: PageRequest) -> tuple[list[ExemptionRequest], list[ExemptionForm], list[Appeal]]:
    account_bundle, store = page_request.ctx.account_bundle, page_request.ctx.store
    ids = {kind: account_bundle.ids(kind)[:limit] for kind, limit in _READ_AT_MOST.items()}
    store.load(keys.record(kind, case_id) for kind, case_ids in ids.items() for case_id in case_ids)
    requests = (store.find(ExemptionRequest, case_id) for case_id in ids["request"])
    forms = (store.find(ExemptionForm, case_id) for case_id in ids["form"])
    appeals = (store.find(Appeal, case_id) for case_id in ids["appeal"])
    return [each for each in requests if each], [each for each in forms if each], [each for each in appeals if each]


def _children(requests: Sequence[ExemptionRequest], forms: Sequence[ExemptionForm]) -> Iterator[tuple[str, str]]:
    """Children with a record: the newest name of each, and where the child's own pages begin."""
    sent = [request for request in requests if request.submitted_at]
    named: dict[str, str] = {}
    for case in (*_with_child(sent), *_with_child(forms)):
        named.setdefault(*case)
    for child_id, name in named.items():
        yield name, f"/parents/children/{child_id}"


def _with_child(cases: Sequence[VersionedRecord]) -> Iterator[tuple[str, str]]:
    for case in cases:
        if isinstance(case, (ExemptionRequest, ExemptionForm)) and case.child:
            yield case.child_id, case.child.full_name


def _form_card(page_request: PageRequest, form: ExemptionForm, draft: Appeal | None, ending: Ending | None) -> Card:
    states = {line.state for line in form.lines}
    standing = form_status(form, page_request.ctx.on)
    if ending and ending.action and standing == VALID:
        standing = ENDS_SOON
    text, helps = _next_step(page_request, form, draft, ending)
    last_day = None if ending else _last_day(form)  # the sentence of an ending names its day
    return Card(
        form.child.full_name,
        _span(page_request, form.span),
        standing,
        text,
        last_day,
        [*helps, (page_request.translate(N_("Open the exemption")), f"/parents/forms/{form.id}")],
        ended=not states & _LIVE or standing.word == N_("Ended"),
    )


def _next_step(
    page_request: PageRequest, form: ExemptionForm, draft: Appeal | None, ending: Ending | None
) -> tuple[str, list[Link]]:
    """What to do or wait for, and the link that does it."""
    states = {line.state for line in form.lines}
    if LineState.REVOKED in states:
        sentence, day = step_of_stopped(form, page_request.ctx.on)
        return page_request.translate(sentence, day=day), [_stopped_link(page_request, form, draft)]
    if LineState.HELD in states:
        return page_request.translate(_HELD), []
    if ending:
        helps = [(page_request.translate(ending.action), ending.url)] if ending.action else []
        return page_request.translate(ending.sentence, day=ending.day), helps
    if form.span_starts_on and form.span_starts_on > page_request.ctx.on:
        return page_request.translate(_NOT_YET, day=form.span_starts_on), []
    return page_request.translate(N_("The school sees it. You do not need to do anything.")), []


def _stopped_link(page_request: PageRequest, form: ExemptionForm, draft: Appeal | None) -> Link:
    if draft:
        return page_request.translate(N_("Go on with your appeal")), f"/parents/appeals/{draft.id}"
    filed = open_appeal_id(form)
    if filed:
        return page_request.translate(N_("Open your appeal")), f"/parents/appeals/{filed}"
    return page_request.translate(N_("See what you can do")), f"/parents/forms/{form.id}/stopped"


def _last_day(form: ExemptionForm) -> date | None:
    """The day after which a vaccine of the form no longer counts: the first to end, where one is known."""
    return min(
        (end for line in form.lines if line.state == LineState.ISSUED and (end := last_day_of(form, line))),
        default=None,
    )


def _request_card(page_request: PageRequest, request: ExemptionRequest) -> Card:
    url = f"/parents/requests/{request.id}"
    standing = request_status(request, page_request.ctx.on)
    over = request.state in _OVER or standing == ENDED
    text, action = _NEXT.get(request.state, (N_("This request has ended."), N_("Open the request")))
    name = request.child.full_name if request.child else page_request.translate(N_("New request"))
    return Card(
        name,
        _span(page_request, request.span),
        standing,
        page_request.translate(text),
        actions=[(page_request.translate(action), url)],
        ended=over,
    )


_NEXT = {
    RequestState.DRAFT: (N_("You have not sent it yet. Your answers are saved."), N_("Go on with the request")),
    RequestState.SUBMITTED: (N_("Give the request number to your child's doctor."), N_("See the request number")),
    RequestState.OPENED: (N_("The doctor has opened it. We tell you when the doctor signs."), N_("Open the request")),
    RequestState.DECLINED: (N_("The doctor declined. You can start again from a copy."), N_("Open the request")),
}


def _span(page_request: PageRequest, span: GradeSpan | None) -> str:
    return page_request.translate(SPANS[span]) if span else ""
