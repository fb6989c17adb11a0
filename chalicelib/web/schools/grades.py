"""The grades of a new school year: the students by their grade after July 1, with who repeats or left to be ticked, and
one button for all that the page shows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator

from chalicelib.actions.context import Context
from chalicelib.actions.students.confirm_grades import Confirmation, GradeDesk, confirm_grades, load_grade_desk
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.grade_advance import AdvancingStudent, ConfirmedGrade, Season, grades_id, moved_up_on, season_of
from chalicelib.domain.results import Done
from chalicelib.law.calendar import school_year_of
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import Grade
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.http.forms import FormModel, OptionalDate, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named, Params
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.calendar_shown import shown_year
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.names import GRADES

pages = Pages()
MOST_ON_A_PAGE = 400
"""How many students one page shows. A larger school confirms one grade after another."""
_NONE = BeforeValidator(lambda value: value or None)  # nothing chosen
_FROM_LIST = N_("Choose from the list")


def _desk(ctx: Context, act: Action, params: Params) -> GradeDesk:
    ctx.require(act, SchoolChoice(facility_id=params["facility_id"]))
    facility = keys.record("facility", params["facility_id"])
    ctx.store.load(
        [facility, keys.record("grades", grades_id(params["facility_id"], school_year_of(ctx.on).starts_in))]
    )
    return load_grade_desk(ctx, params["facility_id"])


OWN_GRADES = Named(lambda _params: (), _desk)


class GradesForm(FormModel):
    """Who repeats and who left, of the students on the page; `grade`: the one that the page shows, empty of all."""

    grade: Annotated[Grade | None, _NONE] = entry(_FROM_LIST, optional=True, default=None)
    repeats: tuple[OptionalText, ...] = entry(_FROM_LIST, optional=True, default=())
    left: tuple[OptionalText, ...] = entry(_FROM_LIST, optional=True, default=())
    last_day: OptionalDate = entry("", optional=True, default=None)


@dataclass(frozen=True)
class ShownGroup:
    """The students of one grade, and what was confirmed of it."""

    name: str
    students: list[AdvancingStudent]
    confirmed: ConfirmedGrade | None


def _asked(page_request: PageRequest, form: ShownForm) -> Grade | None:
    given = form.value("grade") or page_request.query.get("grade", "")
    return Grade(given) if given in set(Grade) else None


def _chosen(desk: GradeDesk, asked: Grade | None) -> frozenset[Grade]:
    """The grades that the page shows: the one asked for, all of a small school, none yet of a large one."""
    if asked is not None:
        return frozenset({asked})
    return frozenset(Grade) if len(desk.students) <= MOST_ON_A_PAGE else frozenset()


def _show(page_request: PageRequest, desk: GradeDesk, form: ShownForm) -> Page:
    asked = _asked(page_request, form)
    shown = desk.of_grades(_chosen(desk, asked))
    if shown:
        record_list_view(page_request, desk.facility_id, len(shown))
    path, on = f"/schools/at/{desk.facility_id}", page_request.ctx.on
    in_grade = Counter(each.now for each in desk.students)
    return page_request.render(
        "schools/grades.html",
        title=N_("Grades of the new school year"),
        form=form,
        form_version=desk.known.version if desk.known else None,
        back_url=path,
        path=f"{path}/grades",
        year=shown_year(desk.year),
        first_day=desk.year.first_day,
        next_advance=moved_up_on(on) if season_of(on) is Season.BEFORE else None,
        grade=str(asked or ""),
        groups=list(_groups(page_request, desk, shown)),
        in_grade=[
            (grade.value, page_request.translate(GRADES[grade]), in_grade[grade], _confirmed(desk, grade) is not None)
            for grade in Grade
            if in_grade[grade]
        ],
        law=citation(Cite.PORTAL_H9),
    )


def _confirmed(desk: GradeDesk, grade: Grade) -> ConfirmedGrade | None:
    return desk.known.of_grade(grade) if desk.known else None


def _groups(page_request: PageRequest, desk: GradeDesk, shown: list[AdvancingStudent]) -> Iterator[ShownGroup]:
    for grade in Grade:
        students = [each for each in shown if each.now is grade]
        if students:
            yield ShownGroup(page_request.translate(GRADES[grade]), students, _confirmed(desk, grade))


def _initial(_page_request: PageRequest, desk: GradeDesk) -> dict[str, date]:
    return {"last_day": desk.year.first_day - timedelta(days=1)}


@pages.form(
    "/schools/at/{facility_id}/grades", Action.CONFIRM_GRADES, GradesForm, of=OWN_GRADES, show=_show, initial=_initial
)
def _confirm(page_request: PageRequest, desk: GradeDesk, answers: GradesForm) -> Done:
    command = Confirmation(
        _chosen(desk, answers.grade), frozenset(answers.repeats), frozenset(answers.left), answers.last_day
    )
    return confirm_grades(page_request.ctx, desk, command)
