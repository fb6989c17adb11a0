"""Until when a line of a form counts, in words. One that someone stopped has no last day: it says since when. A
permanent one ends when the child enters the next grade span; grades 7 to 12 have none after them (lifecycle H9)."""

from datetime import date
from typing import Protocol

from chalicelib.domain.effective_status import FormLike, LineLike, grade_of_form, last_day_of
from chalicelib.law.enums import LineState
from chalicelib.law.grade_spans import ExpectedEntry, expected_next_span_entry
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest


class StoppableLine(LineLike, Protocol):
    """A line of a form, or of a school's roster row."""

    @property
    def not_valid_since(self) -> date | None: ...


def out_of_force(page_request: PageRequest, line: StoppableLine) -> str:
    """That the line does not count, and since when; "" for an issued one, whose end is a matter of dates."""
    if line.state == LineState.ISSUED:
        return ""
    if line.state == LineState.HELD:
        return page_request.translate(N_("Not valid yet"))
    if line.not_valid_since is None:
        return page_request.translate(N_("Not valid"))
    return page_request.translate(N_("Not valid since %(day)s"), day=line.not_valid_since)


def end_of(page_request: PageRequest, form: FormLike, line: LineLike) -> str:
    """Return until when the line counts, and why: its own date, or the child's known or expected entry into the next
    span."""
    last = last_day_of(form, line)
    if last is not None and last == line.expires_on:
        return last_day_in_words(page_request, form, last)
    if last is not None and form.next_span_entry is not None:
        return page_request.translate(
            N_("%(day)s. The child enters the next grade span on %(entry)s"), day=last, entry=form.next_span_entry
        )
    return end_of_span(page_request, form)


def last_day_in_words(page_request: PageRequest, form: FormLike, last_day: date) -> str:
    """Return the last day of a line; where the child is expected in the next span before it, also that the entry ends
    the line if it comes first."""
    return _first_of_two_ends(
        page_request,
        form,
        last_day,
        N_(
            "%(day)s, or the day before the child enters the next grade span if that comes first (expected in the "
            "%(first)s-%(second)s school year)"
        ),
    )


def last_day_for_parents(page_request: PageRequest, form: FormLike, last_day: date) -> str:
    """Return the same, said to a parent."""
    return _first_of_two_ends(
        page_request,
        form,
        last_day,
        N_(
            "%(day)s, or the day before your child enters the next grade span if that comes first. We expect that in "
            "the %(first)s-%(second)s school year"
        ),
    )


def _first_of_two_ends(page_request: PageRequest, form: FormLike, last_day: date, either: str) -> str:
    expected = None if form.next_span_entry else _expected(page_request, form)
    if expected is None or last_day < expected.school_year.first_day:
        return page_request.translate("%(day)s", day=last_day)
    starts_in = expected.school_year.starts_in
    return page_request.translate(either, day=last_day, first=starts_in, second=starts_in + 1)


def end_of_span(page_request: PageRequest, form: FormLike) -> str:
    """Return when a form ends whose last day no one can know yet: expected, never a date that ends anything."""
    return _said(
        page_request,
        _expected(page_request, form),
        N_("When the child leaves school or turns 18"),
        N_("When the child enters the next grade span, expected in the %(first)s-%(second)s school year"),
    )


def end_of_span_for_parents(page_request: PageRequest, form: FormLike) -> str:
    """Return the same, said to a parent."""
    return _said(
        page_request,
        _expected(page_request, form),
        N_("When your child leaves school or turns 18"),
        N_("When your child enters the next grade span. We expect that in the %(first)s-%(second)s school year"),
    )


def _expected(page_request: PageRequest, form: FormLike) -> ExpectedEntry | None:
    day = max(page_request.ctx.on, form.span_starts_on or form.signed_on)
    return expected_next_span_entry(grade_of_form(form, day), day, birth_date=form.birth_date)


def _said(page_request: PageRequest, expected: ExpectedEntry | None, leaving: str, entering: str) -> str:
    if expected is None:
        return page_request.translate(leaving)
    starts_in = expected.school_year.starts_in
    return page_request.translate(entering, first=starts_in, second=starts_in + 1)
