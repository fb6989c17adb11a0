"""Enter a whole immunization card of a student on one page: all of it is recorded, or nothing."""

from typing import Any

from pydantic import create_model

from chalicelib.actions.pupils.dose_card import CardDose, ShotCard, record_card
from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.students.student_card import record_student_card
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.admission_answers import answers_for_pupils
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done
from chalicelib.domain.roster import FormAtSchool, RosterRow, StudentRow
from chalicelib.domain.school_record import ShotPaper
from chalicelib.domain.student import Student
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.rosters.card import ReadCell, read_card
from chalicelib.rosters.columns import GRID
from chalicelib.web.http.forms import FieldError, FormModel, InvalidFormError, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.card_shown import FREE_LINES, card_errors, cells_of, confirmed_in, shown_card
from chalicelib.web.schools.own_form import OWN_FORM
from chalicelib.web.schools.views import record_student_view, student_page
from chalicelib.web.wording.names import SHOT_PAPERS

pages = Pages()
_BOXES = [f"{short}_{number}" for short, most, _words in GRID.values() for number in range(1, most + 1)]
_FREE = [f"{what}_{number}" for number in range(1, FREE_LINES + 1) for what in ("name", "choice", "day", "clinic")]
_EACH: dict[str, Any] = {name: (OptionalText, entry("", optional=True)) for name in (*_BOXES, *_FREE)}


class CardPaper(FormModel):
    """Which paper it was and who looked at it; said of all doses. `confirmed`: the doses that a person has checked."""

    paper: OptionalText = entry("", optional=True)
    seen_by: OptionalText = entry("", optional=True)
    confirmed: tuple[str, ...] = entry("", optional=True, default=())


CardForm: type[CardPaper] = create_model("CardForm", __base__=CardPaper, **_EACH)


def _seen_by(page_request: PageRequest, *_of: object) -> dict[str, Any]:
    """Who looks at the card is most often the person at the desk."""
    return {"seen_by": page_request.ctx.person.display_name}


def _read(page_request: PageRequest, row: RosterRow | StudentRow, values: dict[str, Any]) -> tuple[ReadCell, ...]:
    return read_card(cells_of(values), row.school_record.doses, row.birth_date, page_request.ctx.on)


def _render(
    page_request: PageRequest, row: RosterRow | StudentRow, form: ShownForm, *, version: int, back_url: str
) -> Page:
    values = dict(form.values)
    read = _read(page_request, row, values) if page_request.posted else ()
    return page_request.render(
        "schools/dose_card.html",
        title=N_("Enter a shot record"),
        form=form,
        form_version=version,
        back_url=back_url,
        name=listed_name(row.last_name, row.first_name),
        birth_date=row.birth_date,
        card=shown_card(page_request, row.school_record.doses, row.birth_date, values, read),
        papers=[(str(paper), page_request.translate(name)) for paper, name in SHOT_PAPERS.items()],
        law=citation(Cite.CCR_6070),
    )


def _card(page_request: PageRequest, row: RosterRow | StudentRow, answers: CardPaper) -> ShotCard:
    """The card that was typed. Raises InvalidFormError for all that is wrong or not confirmed, together."""
    values = answers.model_dump()
    read = _read(page_request, row, values)
    confirmed = confirmed_in(values)
    errors = list(card_errors(page_request, read, confirmed))
    if not read:
        errors.append(FieldError("pol_1", N_("Type the date of at least one dose, or go back")))
    if answers.paper not in set(ShotPaper):
        errors.append(FieldError("paper", N_("Choose which shot record you looked at")))
    if not answers.seen_by:
        errors.append(FieldError("seen_by", N_("Enter who looked at the shot record")))
    if errors:
        raise InvalidFormError(tuple(errors))
    return ShotCard(tuple(map(_dose, read)), ShotPaper(answers.paper), answers.seen_by)


def _require_seen(page_request: PageRequest, record: Child | Student) -> None:
    """What was typed is looked at over the record that the person saw. Raises PortalError CONFLICT: it has changed."""
    if page_request.expected_version not in {None, record.version}:
        raise PortalError(ErrorKind.CONFLICT, "STALE")


def _dose(read: ReadCell) -> CardDose:
    codes = tuple(dict.fromkeys(str(question.code) for question in read.questions))
    given = GivenDose(frozenset(read.vaccines), read.given_on, month_only=read.is_month, confirmed=codes)
    return CardDose(read.cell.place, given, read.cell.name, read.cell.clinic)


def _show_student(page_request: PageRequest, student: Student, form: ShownForm) -> Page:
    record_student_view(page_request, student)
    row = StudentRow.of(student)
    return _render(page_request, row, form, version=student.version, back_url=student_page(student))


@pages.form(
    "/schools/students/{student_id}/card",
    Action.RECORD_DOSE,
    CardForm,
    of=Student,
    show=_show_student,
    initial=_seen_by,
)
def _student(page_request: PageRequest, student: Student, answers: CardPaper) -> Done:
    _require_seen(page_request, student)
    card = _card(page_request, StudentRow.of(student), answers)
    return record_student_card(page_request.ctx, student.id, page_request.expected_version, card)


def _row_of(page_request: PageRequest, at: FormAtSchool) -> RosterRow:
    """The child's newest form here, with what the school's own record of the child holds besides."""
    rows = page_request.ctx.store.child_at_school(at, page_request.ctx.keyed_hash)
    (pupil,) = answers_for_pupils(rows, page_request.ctx.on)
    return pupil.newest


def _show_form(page_request: PageRequest, at: FormAtSchool, form: ShownForm) -> Page:
    row = _row_of(page_request, at)
    child = page_request.ctx.store.get(Child, at.child_id)
    page_request.record_view(child.id, Purpose.SCHOOL_RECORD, facility_id=at.facility_id)
    return _render(page_request, row, form, version=child.version, back_url=f"/schools/pupils/{at.form_id}")


@pages.form(
    "/schools/pupils/{form_id}/card", Action.RECORD_DOSE, CardForm, of=OWN_FORM, show=_show_form, initial=_seen_by
)
def _form(page_request: PageRequest, at: FormAtSchool, answers: CardPaper) -> Done:
    row = _row_of(page_request, at)
    _require_seen(page_request, page_request.ctx.store.get(Child, at.child_id))
    card = _card(page_request, row, answers)
    return record_card(page_request.ctx, at.form_id, page_request.expected_version, card)
