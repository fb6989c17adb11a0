"""The reviewers' home: the open cases that wait for this person, by physician, the soonest due first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.listed_form import ListedForm
from chalicelib.domain.review import ReviewState, Trigger
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.list_pages import page_of
from chalicelib.storage.review_queue import OpenCase, open_cases
from chalicelib.storage.state_desk import form_keys, listed_forms
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.names import STATES
from chalicelib.web.reviews.shown_forms import reason_names, vaccine_names
from chalicelib.web.wording.triggers import TRIGGERS

pages = Pages()
CASES_ON_A_PAGE = 30
_READ_AT_ONCE = 100
"""Keys of one request: two for each form, and what is left for the physicians' counts and the colleagues' names."""
_SOON_DAYS = 7
TO_DECIDE = frozenset({ReviewState.RECOMMENDED_CLEAR, ReviewState.RECOMMENDED_REVOKE})

_VIEWS: Mapping[str, str] = {
    "overdue": N_("Overdue cases"),
    "open": N_("Yours and unassigned"),
    "mine": N_("Yours"),
    "free": N_("Unassigned"),
    "asked": N_("Physician was asked"),
    "decide": N_("Waiting for a decision"),
    "all": N_("All open cases"),
}


@dataclass(frozen=True)
class QueueLine:
    """One case of the queue. `who`: whose it is and what it waits for; `due_words` marks what is overdue or soon."""

    case: OpenCase
    form: ListedForm | None
    age: int
    vaccines: str
    reasons: tuple[tuple[str, str], ...]  # code, name
    trigger: str
    days_open: int
    days_left: int
    due_kind: str
    who: str
    note: str


@dataclass(frozen=True)
class PhysicianGroup:
    """The cases of one physician on this page. `cases`: how many of them wait in this view, on other pages too."""

    standing_id: str
    name: str
    license: str
    cases: int
    forms_this_year: int | None
    free: int
    mine: int
    to_end: int
    trigger: str  # why all of them were opened; "" where the lines say it
    lines: list[QueueLine] = field(default_factory=list)


@pages.page("/reviews", Action.LIST_REVIEWS)
def _home(page_request: PageRequest) -> Page:
    ctx = page_request.ctx
    ctx.require(Action.LIST_REVIEWS)
    decides = ctx.person.role == Role.OFFICER
    chosen = page_request.query.get("show", "")
    chosen = chosen if chosen in _VIEWS else ("decide" if decides else "open")
    why = page_request.query.get("why", "")
    why = why if why in set(Trigger) else ""
    everything = open_cases(ctx.store.table)
    listed = [case for case in everything if not why or case.trigger == why]
    shown = by_physician(case for case in listed if _views(page_request)[chosen](case))
    listing = Listing("/reviews", {"show": chosen, **({"why": why} if why else {})}, part="cases")
    page = page_of(shown, place_asked(page_request, listing), lambda case: case.id, CASES_ON_A_PAGE)
    return page_request.render(
        "reviews/home.html",
        title=N_("Review queue"),
        form=page_request.form({"words": ""}),
        groups=_groups(page_request, page.rows, shown),
        views=[
            (name, page_request.translate(text), sum(map(_views(page_request)[name], listed)))
            for name, text in _VIEWS.items()
        ],
        chosen=chosen,
        why=why,
        triggers=[(trigger.value, page_request.translate(text)) for trigger, text in TRIGGERS.items()],
        pages=links_of(page_request, listing, page, count=len(shown)),
    )


def _views(page_request: PageRequest) -> Mapping[str, Callable[[OpenCase], bool]]:
    person, on = page_request.ctx.person.id, page_request.ctx.on
    return {
        "overdue": lambda case: case.is_overdue(on),
        "open": lambda case: case.state not in TO_DECIDE and case.reviewer_id in {person, ""},
        "mine": lambda case: case.state not in TO_DECIDE and case.reviewer_id == person,
        "free": lambda case: case.state == ReviewState.OPEN,
        "asked": lambda case: case.state == ReviewState.INFO_REQUESTED,
        "decide": lambda case: case.state in TO_DECIDE and case.reviewer_id != person,
        "all": lambda case: True,
    }


def by_physician(cases: Iterable[OpenCase]) -> list[OpenCase]:
    """Return the cases, soonest due first as given, with those of one physician together."""
    groups: dict[str, list[OpenCase]] = {}
    for case in cases:
        groups.setdefault(case.standing_id or case.id, []).append(case)
    return [case for group in groups.values() for case in group]


def _groups(page_request: PageRequest, cases: list[OpenCase], shown: list[OpenCase]) -> list[PhysicianGroup]:
    """The page's cases by physician, with all that is read for them in one request."""
    store = page_request.ctx.store
    form_ids = [case.form_id for case in cases]
    beside = [
        *(keys.record("standing", case.standing_id) for case in cases if case.standing_id),
        *(keys.record("account", case.reviewer_id) for case in cases if case.reviewer_id),
    ]
    wanted = dict.fromkeys([*form_keys(form_ids), *beside])
    read = list(islice(wanted, _READ_AT_ONCE))
    store.load(read)
    forms = listed_forms(store, form_ids)
    known = set(read)
    groups: dict[str, PhysicianGroup] = {}
    for case in cases:
        form = forms.get(case.form_id)
        standing = case.standing_id or (form.standing_id if form else "")
        if standing not in groups:
            of_them = [each for each in shown if each.standing_id == case.standing_id] if case.standing_id else [case]
            groups[standing] = PhysicianGroup(
                standing,
                form.physician_name if form else "",
                form.physician.license_shown if form else "",
                len(of_them),
                _forms_this_year(page_request, case.standing_id, known),
                sum(each.state == ReviewState.OPEN for each in of_them),
                sum(_is_workable(page_request, each) for each in of_them),
                sum(_can_end(page_request, each) for each in of_them),
                _common_trigger(page_request, of_them),
            )
        groups[standing].lines.append(_line(page_request, case, form, known))
    return list(groups.values())


def _is_workable(page_request: PageRequest, case: OpenCase) -> bool:
    return case.state == ReviewState.ASSIGNED and case.reviewer_id == page_request.ctx.person.id


def _common_trigger(page_request: PageRequest, cases: list[OpenCase]) -> str:
    triggers = {case.trigger for case in cases}
    return page_request.translate(TRIGGERS[triggers.pop()]) if len(triggers) == 1 else ""


def _can_end(page_request: PageRequest, case: OpenCase) -> bool:
    person = page_request.ctx.person
    return person.role == Role.OFFICER and case.state == ReviewState.RECOMMENDED_CLEAR and case.reviewer_id != person.id


def _forms_this_year(page_request: PageRequest, standing: str, known: set[keys.Key]) -> int | None:
    if not standing or keys.record("standing", standing) not in known:
        return None
    found = page_request.ctx.store.find(PhysicianStanding, standing)
    return found.forms_by_year.get(str(page_request.ctx.on.year), 0) if found else None


def _line(page_request: PageRequest, case: OpenCase, form: ListedForm | None, known: set[keys.Key]) -> QueueLine:
    on = page_request.ctx.on
    left = case.days_left(on)
    who, note = _whose(page_request, case, known)
    return QueueLine(
        case,
        form,
        form.age_on(on) if form else 0,
        vaccine_names(page_request, form.lines) if form else "",
        reason_names(page_request, form) if form else (),
        page_request.translate(TRIGGERS[case.trigger]),
        (on - case.opened_on).days,
        left,
        "stopped" if left < 0 else ("warning" if left <= _SOON_DAYS else ""),
        who,
        note,
    )


def _whose(page_request: PageRequest, case: OpenCase, known: set[keys.Key]) -> tuple[str, str]:
    is_mine = case.reviewer_id == page_request.ctx.person.id
    if not case.reviewer_id:
        return page_request.translate(N_("Unassigned")), ""
    who = page_request.translate(N_("Yours")) if is_mine else _colleague(page_request, case.reviewer_id, known)
    if case.state == ReviewState.INFO_REQUESTED:
        late = case.is_overdue(page_request.ctx.on)
        note = N_("The physician's answer is overdue") if late else N_("The physician was asked")
        return who, page_request.translate(note)
    return who, page_request.translate(STATES[case.state][0]) if case.state in TO_DECIDE else ""


def _colleague(page_request: PageRequest, account_id: str, known: set[keys.Key]) -> str:
    is_known = keys.record("account", account_id) in known
    account = page_request.ctx.store.find(Account, account_id) if is_known else None
    return account.display_name if account else page_request.translate(N_("A colleague"))
