"""The desk of a local health department: its schools, those with the lowest share of protected students first, what the
state revoked, and which reports are missing. No child is named here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from chalicelib.domain.action import Action
from chalicelib.domain.jurisdiction_desk import (
    GROUPS,
    RECENT,
    Revoked,
    SchoolToday,
    lowest_first,
    revoked_since,
    schools_today,
)
from chalicelib.domain.school_roster import Task
from chalicelib.law.annual_report import report_due
from chalicelib.law.calendar import school_year_of
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.names import plain_letters
from chalicelib.law.revocation import start_by
from chalicelib.storage.jurisdictions import JurisdictionRows, read_jurisdiction
from chalicelib.storage.list_pages import page_of
from chalicelib.web.health_departments.jurisdiction import HOME, jurisdiction_name, own_jurisdiction
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.jurisdiction_words import APPEALS, SCHOOL_GROUPS
from chalicelib.web.wording.names import VACCINES
from chalicelib.web.wording.roster_words import SHORT_VACCINES

pages = Pages()
STUDENTS = f"{HOME}/students"
_LINES = 8  # of the newest revocations
_SHOWN_VACCINES = (Vaccine.MMR, Vaccine.VAR, Vaccine.DTAP, Vaccine.TDAP, Vaccine.IPV, Vaccine.HEPB, Vaccine.HIB)
_TENTHS = 1000
KEPT_OUT, BELOW, UNREPORTED = "kept-out", "below", "unreported"


@dataclass(frozen=True)
class ShownSchool:
    """A line of the desk. `numbers`: students, exempt, exempt from the vaccine, conditional, kept out; None where the
    school keeps no list here. `mark`: the kind of the share's mark."""

    url: str
    name: str
    city: str
    numbers: list[int | None]
    share: str
    mark: str
    filed_on: date | None
    owes_report: bool
    is_late: bool


@dataclass(frozen=True)
class ShownRevocation:
    """A line that the state revoked, without the child's name."""

    url: str
    school: str
    vaccine: str
    revoked_on: date
    appeal: str
    start_by: date | None


@pages.page(HOME, Action.LIST_COUNTY_FORMS)
def _home(page_request: PageRequest) -> Page:
    on = page_request.ctx.on
    rows = read_jurisdiction(page_request.ctx.store.table, own_jurisdiction(page_request))
    schools = schools_today(rows.schools.values(), rows.counts, rows.reports, rows.forms, on)
    vaccine, asked = _vaccine(page_request), page_request.query.get("show", "")
    words, kind = (page_request.query.get(name, "").strip() for name in ("words", "kind"))
    narrowed = [each for each in schools if _fits(each, words, kind)]
    chosen = lowest_first(_chosen(page_request, narrowed, asked, vaccine), vaccine)
    filters = {"show": asked, "vaccine": vaccine.value, "words": words, "kind": kind}
    listing = Listing(HOME, {name: value for name, value in filters.items() if value}, part="schools")
    page = page_of(chosen, place_asked(page_request, listing), lambda each: each.school.facility_id)
    revoked = revoked_since(rows.forms, on - RECENT)
    year = school_year_of(on)
    return page_request.render(
        "health_departments/home.html",
        title=N_("Local health department"),
        jurisdiction=jurisdiction_name(page_request.ctx.person.jurisdiction),
        total=len(schools),
        tiles=_tiles(page_request, rows, schools, vaccine, revoked),
        shown=asked,
        schools=[_shown(page_request, each, vaccine) for each in page.rows],
        columns=_columns(page_request, vaccine),
        sums=_sums(chosen, vaccine),
        filed=sum(each.has_reported(year.starts_in) for each in chosen if each.owes_report),
        owed=sum(each.owes_report for each in chosen),
        due=report_due(year),
        form=page_request.form({"vaccine": vaccine.value, "words": words, "kind": kind}),
        vaccines=[(each.value, page_request.translate(VACCINES[each])) for each in _SHOWN_VACCINES[1:]],
        kinds=[(str(each), page_request.translate(name)) for each, name in SCHOOL_GROUPS.items()],
        is_narrowed=bool(asked or words or kind),
        pages=links_of(page_request, listing, page, count=len(chosen)),
        revocations=[_revoked(page_request, each) for each in revoked[:_LINES]],
        more_revoked=max(0, len(revoked) - _LINES),
        path=HOME,
    )


def _vaccine(page_request: PageRequest) -> Vaccine:
    asked = page_request.query.get("vaccine", "")
    return Vaccine(asked) if asked in {each.value for each in _SHOWN_VACCINES} else Vaccine.MMR


def _fits(each: SchoolToday, words: str, kind: str) -> bool:
    if kind and GROUPS[each.school.kind] != kind:
        return False
    told = plain_letters(f"{each.school.name} {each.school.city} {each.school.zip_code}")
    return all(word in told for word in plain_letters(words).split())


def _chosen(
    page_request: PageRequest, schools: Iterable[SchoolToday], asked: str, vaccine: Vaccine
) -> list[SchoolToday]:
    starts_in = school_year_of(page_request.ctx.on).starts_in

    def is_wanted(each: SchoolToday) -> bool:
        if asked == KEPT_OUT:
            return each.kept_out > 0
        if asked == BELOW:
            return each.is_below(vaccine)
        return asked != UNREPORTED or (each.owes_report and not each.has_reported(starts_in))

    return list(filter(is_wanted, schools))


def _tiles(
    page_request: PageRequest,
    rows: JurisdictionRows,
    schools: list[SchoolToday],
    vaccine: Vaccine,
    revoked: list[Revoked],
) -> list[tuple[int, str, str, bool]]:
    """Return what the first line counts: number, words, where it leads, and whether someone must act today."""
    unreported = len(_chosen(page_request, schools, UNREPORTED, vaccine))
    year = school_year_of(page_request.ctx.on)
    due = report_due(year)
    is_late = due is not None and page_request.ctx.on > due.due_on
    short = page_request.translate(SHORT_VACCINES[vaccine])
    say = page_request.translate
    missing = N_("Reports missing") if is_late else N_("Reports not filed yet")
    return [
        (sum(each.kept_out for each in schools), say(N_("Students to exclude")), _url(show=KEPT_OUT), True),
        (len(revoked), say(N_("Revoked in 30 days")), f"{STUDENTS}?status=revoked", False),
        (
            len(_chosen(page_request, schools, BELOW, vaccine)),
            say(N_("Schools under 95%% with all %(short_name)s doses"), short_name=short),
            _url(show=BELOW, vaccine=vaccine.value),
            False,
        ),
        (unreported, say(missing), _url(show=UNREPORTED), is_late),
        (sum(each.closed_on is None for each in rows.outbreaks), say(N_("Outbreaks open")), f"{HOME}/outbreaks", True),
        (_with_state(rows), say(N_("Your forms at the state")), f"{HOME}/flags", False),
    ]


def _with_state(rows: JurisdictionRows) -> int:
    """How many forms that the department flagged the state is still reviewing."""
    flagged = {flag.form_id for flag in rows.flags}
    return sum(form.in_review for form in rows.forms if form.form_id in flagged)


def _url(**query: str) -> str:
    return f"{HOME}?{urlencode(query)}#schools"


def _columns(page_request: PageRequest, vaccine: Vaccine) -> list[str]:
    short = page_request.translate(SHORT_VACCINES[vaccine])
    say = page_request.translate
    return [
        say(N_("Students")),
        say(N_("Exempt")),
        say(N_("Exempt from %(short_name)s"), short_name=short),
        say(N_("Conditional")),
        say(N_("Exclude")),
        say(N_("%(short_name)s, all doses"), short_name=short),
    ]


def _numbers(each: SchoolToday, vaccine: Vaccine) -> list[int | None]:
    counts = each.counts
    return [
        counts.students if counts else None,
        each.children,
        each.exempt.get(vaccine, 0),
        counts.conditional if counts else None,
        counts.on_list(Task.EXCLUDE) if counts else None,
    ]


def _shown(page_request: PageRequest, each: SchoolToday, vaccine: Vaccine) -> ShownSchool:
    year = school_year_of(page_request.ctx.on)
    due = report_due(year)
    has_reported = each.has_reported(year.starts_in)
    share = each.share(vaccine)
    return ShownSchool(
        url=f"{STUDENTS}?{urlencode({'school': each.school.facility_id})}",
        name=each.school.name,
        city=each.school.city,
        numbers=_numbers(each, vaccine),
        share=_percent(share) if share is not None else "",
        mark=("stopped" if each.is_below(vaccine) else "good") if share is not None else "",
        filed_on=each.report.reported_on if each.report and has_reported else None,
        owes_report=each.owes_report,
        is_late=each.owes_report and not has_reported and due is not None and page_request.ctx.on > due.due_on,
    )


def _percent(share: Fraction) -> str:
    """Return a share with one decimal, cut and not rounded: what is below a limit never shows as it."""
    tenths = int(share * _TENTHS)
    return f"{tenths // 10}.{tenths % 10}%"


def _sums(schools: Iterable[SchoolToday], vaccine: Vaccine) -> list[int | None]:
    """Add up what is known; None where no school's number is."""
    rows = [_numbers(each, vaccine) for each in schools]
    known = ([number for number in column if number is not None] for column in zip(*rows, strict=True))
    return [sum(numbers) if numbers else None for numbers in known]


def _revoked(page_request: PageRequest, each: Revoked) -> ShownRevocation:
    appeal = each.line.appeal
    query = urlencode({"school": each.form.facility_id, "status": "revoked"})
    return ShownRevocation(
        url=f"{STUDENTS}?{query}",
        school=each.form.school_name,
        vaccine=page_request.translate(SHORT_VACCINES[each.line.vaccine]),
        revoked_on=each.on,
        appeal=page_request.translate(APPEALS[appeal.status]) if appeal else "",
        start_by=None if appeal else start_by(each.on),
    )
