"""The first page of a person with several schools, or of a district's office: for each school how many students stand
on which list today. No student is named; each count leads to the school's own list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from chalicelib.actions.districts.desk_of_schools import SchoolOfDesk, reports_of, schools_with_counts
from chalicelib.domain.day_summary import totals
from chalicelib.domain.report_duty import files_report
from chalicelib.domain.school_roster import ONLY_WHEN_OPEN, Task
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome
from chalicelib.storage.list_pages import page_of
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.wording.roster_words import TASKS

DESK = "/schools"


@dataclass(frozen=True)
class ShownCount:
    """A number of a school, what it counts, and where its students are listed; "" where there are none."""

    name: str
    count: int
    url: str
    is_urgent: bool = False


@dataclass(frozen=True)
class ShownSchool:
    """A line of the desk. `counted_at` is None where no one has counted yet; `is_old`: counted on an earlier day."""

    name: str
    city: str
    url: str
    counts: list[ShownCount]
    counted_at: datetime | None
    is_old: bool
    listed_since: date | None
    filed_on: date | None
    files_report: bool
    report_url: str


def desk(page_request: PageRequest) -> Page:
    """Show the schools, the most urgent first; with `show` in the address only those with students on that list."""
    ctx = page_request.ctx
    every = schools_with_counts(ctx)
    asked = page_request.query.get("show", "")
    task = Task(asked) if asked in set(Task) else None
    chosen = [each for each in every if task is None or (each.summary and each.summary.on_list(task))]
    listing = Listing(DESK, {"show": task.value} if task else {}, part="schools")
    page = page_of(chosen, place_asked(page_request, listing), lambda each: each.school.facility_id)
    filed = reports_of(ctx, [each.school.facility_id for each in page.rows])
    students, by_task = totals(each.summary for each in every if each.summary)
    shown = [task for task in Task if by_task[task] or task not in ONLY_WHEN_OPEN]
    reports = {facility_id: report.reported_on for facility_id, report in filed.items()}
    return page_request.render(
        "schools/desk.html",
        title=N_("Your schools today"),
        path=DESK,
        schools=[_shown(page_request, each, reports, shown) for each in page.rows],
        columns=_columns(page_request, shown),
        tasks=[(str(each), page_request.translate(TASKS[each]), by_task[each]) for each in shown],
        chosen=task.value if task else "",
        students=students,
        total=len(every),
        found=len(chosen),
        uncounted=sum(each.summary is None for each in every),
        old=sum(each.summary is not None and each.summary.counted_on != ctx.on for each in every),
        pages=links_of(page_request, listing, page, count=len(chosen)),
    )


def _columns(page_request: PageRequest, shown: Sequence[Task]) -> list[str]:
    tasks = [page_request.translate(TASKS[each]) for each in shown]
    return [page_request.translate(N_("Students")), *tasks, page_request.translate(N_("Admitted conditionally"))]


def _shown(page_request: PageRequest, of: SchoolOfDesk, filed: dict[str, date], shown: Sequence[Task]) -> ShownSchool:
    school, summary = of.school, of.summary
    path = f"{DESK}/at/{school.facility_id}"
    counts: list[ShownCount] = []
    if summary:
        on_lists = [(summary.on_list(task), {"show": task.value}) for task in shown]
        conditional = (summary.conditional, {"answer": Outcome.ADMIT_CONDITIONALLY_UNTIL.value})
        asked: list[tuple[int, dict[str, str]]] = [(summary.students, {}), *on_lists, conditional]
        counts = [
            ShownCount(name, count, _list_url(path, query) if count else "", query.get("show") == Task.EXCLUDE)
            for name, (count, query) in zip(_columns(page_request, shown), asked, strict=True)
        ]
    return ShownSchool(
        name=school.name,
        city=school.city,
        url=path,
        counts=counts,
        counted_at=summary.counted_at if summary else None,
        is_old=summary is not None and summary.counted_on != page_request.ctx.on,
        listed_since=summary.listed_since if summary else None,
        filed_on=filed.get(school.facility_id),
        files_report=files_report(page_request.ctx.store.facility(school.facility_id), page_request.ctx.on),
        report_url=f"{path}/report",
    )


def _list_url(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
