"""The numbers of an annual report as its pages and its file show them, each with the way to the students behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from chalicelib.domain.report_figures import Figures
from chalicelib.law.annual_report import (
    ReportCategory,
    ReportSection,
    VaccineStatus,
    audit_share,
    is_small_group,
    reported_vaccines,
)
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.review_triggers import school_rate
from chalicelib.law.verdict import Outcome, Verdict
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.report_names import CATEGORIES, SECTIONS, SHORT_VACCINES, STATUSES
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

_AUDITED = (ReportSection.KINDERGARTEN, ReportSection.GRADE_7)
_HUNDREDTHS = 100


@dataclass(frozen=True)
class ShownNumber:
    """A number, and the address of the students behind it; "" where there are none."""

    count: int
    url: str


@dataclass(frozen=True)
class ShownVaccine:
    """One line of the table by vaccine: a number for each state, in the order of the table's columns."""

    name: str
    numbers: list[ShownNumber]


@dataclass(frozen=True)
class ShownShare:
    """A share and what it means. `name`: whose share, where several stand together."""

    name: str
    fraction: str
    is_bad: bool
    reasons: list[ShownReason]


@dataclass(frozen=True)
class ShownSection:
    """One part of the report. `lacking`: by vaccine, the conditional students with and without temporary exemptions
    (17 CCR 6075(c)); before kindergarten alone."""

    id: str
    name: str
    enrolled: ShownNumber
    is_small: bool
    categories: list[tuple[str, ShownNumber]]
    total: int
    columns: list[str]
    vaccines: list[ShownVaccine]
    lacking: list[tuple[str, int, int]]
    audit: list[ShownShare]


@dataclass(frozen=True)
class ShownFigures:
    """A whole report. `rates`: of all, of each part, and of those who are taught in a classroom."""

    sections: list[ShownSection]
    rates: list[ShownShare]


def shown_figures(page_request: PageRequest, figures: Figures, path: str, on: date) -> ShownFigures:
    """Return the figures of a day. `path`: of the page whose number leads to the students behind it."""
    sections = [_section(page_request, figures, section, path, on) for section in figures.sections]
    return ShownFigures(sections, list(_rates(page_request, figures, on)))


def percent_of(part: int, whole: int) -> str:
    """Return a share in percent with two decimals, cut and not rounded: what is below a limit never shows as it."""
    hundredths = part * 100 * _HUNDREDTHS // whole
    return f"{hundredths // _HUNDREDTHS}.{hundredths % _HUNDREDTHS:02d}"


def _section(page_request: PageRequest, figures: Figures, section: ReportSection, path: str, on: date) -> ShownSection:
    counts = [(category, figures.count(section, category)) for category in ReportCategory]
    if section is ReportSection.UNDER_TWO:
        counts = []
    vaccines = reported_vaccines(section, on)
    columns = _columns(figures, section, vaccines)
    enrolled = figures.count(section)
    return ShownSection(
        id=section.value,
        name=page_request.translate(SECTIONS[section]),
        enrolled=_number(enrolled, path, section),
        is_small=is_small_group(enrolled, on) and bool(counts),
        categories=[
            (page_request.translate(CATEGORIES[category]), _number(count, path, section, category=category.value))
            for category, count in counts
        ],
        total=sum(count for _category, count in counts),
        columns=[page_request.translate(STATUSES[status]) for status in columns],
        vaccines=[
            ShownVaccine(
                page_request.translate(SHORT_VACCINES[vaccine]),
                [
                    _number(
                        figures.count(section, None, vaccine, status),
                        path,
                        section,
                        vaccine=vaccine.value,
                        status=status.value,
                    )
                    for status in columns
                ],
            )
            for vaccine in vaccines
        ],
        lacking=[
            (
                page_request.translate(SHORT_VACCINES[vaccine]),
                figures.lacking(section, vaccine, with_temporary=True),
                figures.lacking(section, vaccine, with_temporary=False),
            )
            for vaccine in vaccines
            if section is ReportSection.PRE_KINDERGARTEN
        ],
        audit=list(_audit(page_request, figures, section, on)) if section in _AUDITED else [],
    )


def _columns(figures: Figures, section: ReportSection, vaccines: tuple[Vaccine, ...]) -> list[VaccineStatus]:
    """The states that are shown: those of old papers, and of what is not required, only where a student has one."""
    rare = {VaccineStatus.BELIEFS, VaccineStatus.NOT_REQUIRED}
    return [
        status
        for status in VaccineStatus
        if status not in rare or any(figures.count(section, None, vaccine, status) for vaccine in vaccines)
    ]


def _number(count: int, path: str, section: ReportSection, **filters: str) -> ShownNumber:
    return ShownNumber(count, f"{path}?{urlencode({'section': section.value, **filters})}" if count else "")


def _audit(page_request: PageRequest, figures: Figures, section: ReportSection, on: date) -> Iterator[ShownShare]:
    for with_temporary, name in ((False, N_("Without temporary exemptions")), (True, N_("With temporary exemptions"))):
        part, whole = figures.unfinished(section, with_temporary=with_temporary), figures.count(section)
        yield _share(page_request, name, part, whole, audit_share(part, whole, on))


def _rates(page_request: PageRequest, figures: Figures, on: date) -> Iterator[ShownShare]:
    yield _rate(page_request, N_("All reported grades"), figures, on)
    parts = [section for section in figures.sections if section is not ReportSection.UNDER_TWO]
    if len(parts) > 1:
        for section in parts:
            yield _rate(page_request, SECTIONS[section], Figures(tuple(figures.select(section))), on)
    in_classrooms = figures.without_taught_at_home()
    if in_classrooms.groups != figures.groups:
        name = N_("Without independent study and home school")
        yield _rate(page_request, name, in_classrooms, on)


def _rate(page_request: PageRequest, name: str, figures: Figures, on: date) -> ShownShare:
    verdict = school_rate(figures.complete, figures.enrolled, on)
    return _share(page_request, name, figures.complete, figures.enrolled, verdict)


def _share(page_request: PageRequest, name: str, part: int, whole: int, verdict: Verdict) -> ShownShare:
    fraction = (
        page_request.translate(
            N_("%(part)s of %(whole)s, %(percent)s percent"), part=part, whole=whole, percent=percent_of(part, whole)
        )
        if whole
        else ""
    )
    return ShownShare(
        page_request.translate(name),
        fraction,
        verdict.outcome is Outcome.REQUIRED,
        list(shown_reasons(page_request, verdict)),
    )
