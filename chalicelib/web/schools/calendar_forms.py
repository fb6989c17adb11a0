"""The forms of a school's calendar: dates typed, pasted or sent as a file, looked over, then saved."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

from chalicelib.actions.calendars.calendar_case import CalendarCase
from chalicelib.actions.calendars.calendar_in_force import calendar_of
from chalicelib.actions.calendars.save_calendar import MAX_CLOSURES, CalendarCommand, check_calendar, save_calendar
from chalicelib.calendar_files.found import Found, LineProblem
from chalicelib.calendar_files.lines import closure_lines, extra_day_lines, read_lines
from chalicelib.calendar_files.read import read_calendar
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.domain.school_calendar import SchoolYearCalendar
from chalicelib.law.marking import N_
from chalicelib.law.school_year import has_few_school_days, holidays_taught
from chalicelib.web.http.forms import (
    FieldError,
    FormDate,
    FormModel,
    InvalidFormError,
    OptionalLongText,
    OptionalText,
    ShownForm,
    entry,
    to_form_values,
)
from chalicelib.web.http.letters import showable, strip_bidi_controls
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.calendar_shown import as_kept, shown_calendar, shown_closures, shown_year
from chalicelib.web.schools.own_calendar import OF_YEAR, OWN_CALENDAR, calendar_path
from chalicelib.web.wording.calendar_words import PROBLEMS, WEEKDAYS

pages = Pages()
_MAX_TEXT, _MAX_FILE = 20_000, 500_000
_SHOWN_PROBLEMS = 20


def _lines(text: str) -> str:
    """Several lines as they are kept: without signs that no one sees."""
    return strip_bidi_controls(showable(text))


Lines = Annotated[str, StringConstraints(max_length=_MAX_TEXT), AfterValidator(_lines)]
FileText = Annotated[str, StringConstraints(max_length=_MAX_FILE), AfterValidator(_lines)]


class CalendarForm(FormModel):
    """A school year. `change`: back from the preview, nothing retyped."""

    first_day: FormDate = entry(N_("Enter the first day of school"))
    last_day: FormDate = entry(N_("Enter the last day of school"))
    weekdays: tuple[int, ...] = entry(N_("Choose the weekdays with school"))
    closures: Lines = entry("", optional=True)
    extra_days: Lines = entry("", optional=True)
    source: Annotated[OptionalLongText, StringConstraints(max_length=300)] = entry("", optional=True)
    checked: OptionalText = entry("", optional=True)
    change: OptionalText = entry("", optional=True)


def _initial(page_request: PageRequest, case: CalendarCase) -> dict[str, Any]:
    """What is known: the school's own calendar, or the one that counts without one."""
    found = calendar_of(page_request.ctx, case.owner.facility_id, case.year)
    own = case.known
    days = own.as_school_days() if own else found.school_days
    return {
        "first_day": days.first_day,
        "last_day": days.last_day,
        "weekdays": tuple(str(number) for number in sorted(days.weekdays)),
        "closures": closure_lines(days.closures),
        "extra_days": extra_day_lines(sorted(days.extra_days)),
        "source": own.source if own else "",
        "checked": "yes" if own and own.is_checked else "",
    }


def _show_edit(page_request: PageRequest, case: CalendarCase, form: ShownForm) -> Page:
    return _edit_page(page_request, case, form)


def _edit_page(page_request: PageRequest, case: CalendarCase, form: ShownForm, **read: Any) -> Page:
    facility = page_request.ctx.store.facility(case.owner.facility_id)
    return page_request.render(
        "schools/calendar_edit.html",
        title=N_("Change the calendar"),
        form=form,
        form_action=calendar_path(case, "edit"),
        form_version=_version(page_request, case),
        back_url=calendar_path(case),
        facility=facility.name if facility else "",
        year=shown_year(case.year),
        options=[(str(number), page_request.translate(name)) for number, name in enumerate(WEEKDAYS)],
        problems=read.get("problems", ()),
        left_out=read.get("left_out", ()),
        was_read=bool(read),
    )


def _version(page_request: PageRequest, case: CalendarCase) -> int:
    """The version that the answers were begun from: of the form that was sent, else as it stands."""
    sent = page_request.expected_version
    return sent if sent is not None else case.known.version if case.known else 0


def _command(page_request: PageRequest, case: CalendarCase, answers: CalendarForm) -> CalendarCommand:
    """The calendar as typed. Raises InvalidFormError with a line for each line that cannot be read."""
    off, extra = Found(case.year), Found(case.year)
    read_lines(answers.closures, off)
    read_lines(answers.extra_days, extra)
    errors = [
        *(_line_error("closures", each) for each in off.problems),
        *(_line_error("extra_days", each) for each in extra.problems),
    ]
    if errors:
        raise InvalidFormError(tuple(errors[:_SHOWN_PROBLEMS]))
    ranges = [each for each in extra.closures if each.first != each.last]
    if ranges:
        raise InvalidFormError((FieldError("extra_days", N_("Write one day on each line.")),))
    return CalendarCommand(
        facility_id=case.owner.facility_id,
        starts_in=case.year.starts_in,
        expected_version=page_request.expected_version,
        first_day=off.first_day or answers.first_day,
        last_day=off.last_day or answers.last_day,
        weekdays=frozenset(number for number in answers.weekdays if 0 <= number < len(WEEKDAYS)),
        closures=as_kept(off.closures),
        extra_days=frozenset([*extra.extra_days, *(each.first for each in extra.closures), *off.extra_days]),
        source=answers.source,
        is_checked=bool(answers.checked),
    )


def _line_error(field: str, found: LineProblem) -> FieldError:
    return FieldError(field, PROBLEMS[found.code], {"line": found.line})


@pages.form(f"{OF_YEAR}/edit", Action.SAVE_CALENDAR, CalendarForm, of=OWN_CALENDAR, show=_show_edit, initial=_initial)
def _edit(page_request: PageRequest, case: CalendarCase, answers: CalendarForm) -> Page:
    typed = to_form_values({**answers.model_dump(), "weekdays": tuple(map(str, answers.weekdays)), "change": ""})
    form = page_request.form(typed)
    if answers.change:
        return _edit_page(page_request, case, form)
    calendar = check_calendar(page_request.ctx, case, _command(page_request, case, answers))
    return _preview(page_request, case, form, calendar)


def _preview(page_request: PageRequest, case: CalendarCase, form: ShownForm, calendar: SchoolYearCalendar) -> Page:
    """The year as it would be saved, with what a person should look at again."""
    days = calendar.as_school_days()
    return page_request.render(
        "schools/calendar_preview.html",
        title=N_("Check the calendar"),
        form=form,
        form_action=calendar_path(case, "save"),
        edit_path=calendar_path(case, "edit"),
        form_version=_version(page_request, case),
        back_url=calendar_path(case),
        year=shown_year(case.year),
        calendar=shown_calendar(page_request, days),
        has_few_days=has_few_school_days(days),
        taught=list(shown_closures(page_request, holidays_taught(days))),
        is_checked=calendar.is_checked,
    )


def _show_save(page_request: PageRequest, case: CalendarCase, form: ShownForm) -> Page:
    """After a save that failed: the preview again, or the dates where one of them must be mended."""
    if page_request.posted is None:
        return see_other(calendar_path(case, "edit"))
    return _edit_page(page_request, case, form)


@pages.form(f"{OF_YEAR}/save", Action.SAVE_CALENDAR, CalendarForm, of=OWN_CALENDAR, show=_show_save)
def _save(page_request: PageRequest, case: CalendarCase, answers: CalendarForm) -> Done:
    return save_calendar(page_request.ctx, _command(page_request, case, answers))


class ImportForm(FormModel):
    """Dates pasted, or in a file."""

    text: Lines = entry("", optional=True)
    file: FileText = entry("", optional=True)


def _show_import(page_request: PageRequest, case: CalendarCase, form: ShownForm) -> Page:
    facility = page_request.ctx.store.facility(case.owner.facility_id)
    return page_request.render(
        "schools/calendar_import.html",
        title=N_("Import dates"),
        form=form,
        form_version=_version(page_request, case),
        form_with_file=True,
        back_url=calendar_path(case),
        facility=facility.name if facility else "",
        year=shown_year(case.year),
    )


@pages.form(f"{OF_YEAR}/import", Action.SAVE_CALENDAR, ImportForm, of=OWN_CALENDAR, show=_show_import, takes_files=True)
def _import(page_request: PageRequest, case: CalendarCase, answers: ImportForm) -> Page:
    field = "file" if answers.file else "text"
    found = read_calendar(answers.file or answers.text, case.year)
    if not (found.closures or found.extra_days or found.first_day or found.last_day or found.left_out):
        raise InvalidFormError(_nothing_read(field, found))
    if len(found.closures) > MAX_CLOSURES:
        raise InvalidFormError(
            (FieldError(field, N_("These are more dates than a school year has. Send the dates without school only.")),)
        )
    values = _initial(page_request, case) | {
        "closures": closure_lines(found.closures),
        "extra_days": extra_day_lines(found.extra_days),
        "checked": "",
    }
    values |= {name: day for name, day in _ends(found).items() if day}
    return _edit_page(
        page_request,
        case,
        page_request.form(to_form_values(values)),
        problems=[
            (page_request.translate(PROBLEMS[each.code], line=each.line), each.words)
            for each in found.problems[:_SHOWN_PROBLEMS]
        ],
        left_out=closure_lines(found.left_out[:MAX_CLOSURES]).splitlines(),
    )


def _ends(found: Found) -> Mapping[str, date | None]:
    return {"first_day": found.first_day, "last_day": found.last_day}


def _nothing_read(field: str, found: Found) -> tuple[FieldError, ...]:
    lines = tuple(_line_error(field, each) for each in found.problems[:_SHOWN_PROBLEMS])
    return lines or (FieldError(field, N_("Paste the dates or choose a file. We found no date in what was sent.")),)
