"""How the page for a whole card looks: a row for each vaccine, free lines below, and what is to be checked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.dose_grid import FORM_ROWS, doses_by_row
from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.rosters.card import CardCell, CellQuestion, ReadCell, choice_code
from chalicelib.rosters.columns import GRID
from chalicelib.rosters.recorded import vaccines_of
from chalicelib.rosters.vaccine_words import Reading, VaccineMeaning
from chalicelib.web.http.forms import FieldError
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.wording.card_words import CARD_FAULTS, CARD_QUESTIONS
from chalicelib.web.wording.names import SHOTS
from chalicelib.web.wording.record_words import ROWS
from chalicelib.web.wording.roster_words import SHORT_VACCINES

FREE_LINES = 8


@dataclass(frozen=True)
class ShownCell:
    """One box to type a date into. `read_as`: the date in words, once it was typed."""

    name: str
    number: int
    read_as: str
    is_asked: bool


@dataclass(frozen=True)
class ShownRow:
    """One vaccine of the grid: the dates on record, then the boxes."""

    vaccine: str
    short: str
    on_record: list[str]
    cells: list[ShownCell]


@dataclass(frozen=True)
class ShownLine:
    """One free line. `choices`: code and name of what an unclear name can be."""

    number: int
    read_as: str
    is_asked: bool
    choices: list[tuple[str, str]]


@dataclass(frozen=True)
class ShownCheck:
    """What a person confirms of one dose, or corrects at its box."""

    place: str
    token: str
    dose: str
    sentences: list[str]
    is_confirmed: bool


@dataclass(frozen=True)
class ShownCard:
    rows: list[ShownRow]
    lines: list[ShownLine]
    checks: list[ShownCheck]


@dataclass(frozen=True)
class _Sent:
    """What was sent: as typed, as it was read, and what was confirmed of it."""

    page_request: PageRequest
    values: Mapping[str, Any]
    read: Mapping[str, ReadCell]
    confirmed: frozenset[str]

    def echo(self, place: str) -> tuple[str, bool]:
        """The date in words, and whether the dose waits to be confirmed."""
        read = self.read.get(place)
        if read is None or read.dose is None:
            return "", False
        return _day_in_words(self.page_request, read), is_open(read, self.confirmed)


def cells_of(values: Mapping[str, Any]) -> list[CardCell]:
    """The boxes with something typed in them."""
    grid = [
        CardCell(place, typed, words)
        for short, most, words in GRID.values()
        for number in range(1, most + 1)
        if (typed := _typed(values, place := f"{short}_{number}"))
    ]
    free = [
        CardCell(
            f"day_{number}",
            _typed(values, f"day_{number}"),
            name=_typed(values, f"name_{number}"),
            name_place=f"name_{number}",
            clinic=_typed(values, f"clinic_{number}"),
            choice=_typed(values, f"choice_{number}"),
        )
        for number in range(1, FREE_LINES + 1)
    ]
    return [*grid, *(each for each in free if each.typed or each.name or each.clinic)]


def confirmed_in(values: Mapping[str, Any]) -> frozenset[str]:
    """What was confirmed, as the page named it."""
    given = values.get("confirmed") or ()
    return frozenset((given,) if isinstance(given, str) else given)


def is_open(each: ReadCell, confirmed: frozenset[str]) -> bool:
    """Whether a dose has questions that no one has answered."""
    return bool(each.questions) and not each.faults and each.token not in confirmed


def card_errors(page_request: PageRequest, read: Iterable[ReadCell], confirmed: frozenset[str]) -> Iterable[FieldError]:
    """One line for each fault, at its box; and one for each dose that waits to be confirmed."""
    for each in read:
        for place, fault in each.faults.items():
            said = CARD_FAULTS.get(fault) or CARD_QUESTIONS[fault]
            yield FieldError(place, said, {"other_day": "", "days": ""})
        if is_open(each, confirmed):
            dose = dose_name(page_request, each)
            yield FieldError(each.cell.place, N_("Confirm or correct: %(dose)s"), {"dose": dose})


def shown_card(
    page_request: PageRequest,
    known: Sequence[RecordedDose],
    birth_date: date,
    values: Mapping[str, Any],
    read: Sequence[ReadCell],
) -> ShownCard:
    """The card as it was typed, above the record as it is. `read`: nothing where nothing was sent yet."""
    sent = _Sent(page_request, values, {each.cell.place: each for each in read}, confirmed_in(values))
    on_record, _ = doses_by_row(known, birth_date)
    return ShownCard(
        [_row(sent, vaccine, on_record[vaccine]) for vaccine in FORM_ROWS],
        [_line(sent, number) for number in _free()],
        [_check(sent, each) for each in read if each.questions and not each.faults],
    )


def _free() -> range:
    return range(1, FREE_LINES + 1)


def _row(sent: _Sent, vaccine: Vaccine, on_record: Sequence[RecordedDose]) -> ShownRow:
    short, most, _words = GRID[vaccine]
    places = {number: f"{short}_{number}" for number in range(1, most + 1)}
    return ShownRow(
        sent.page_request.translate(ROWS[vaccine][0]),
        sent.page_request.translate(SHORT_VACCINES[vaccine]),
        [_short_date(sent.page_request, dose) for dose in on_record],
        [
            ShownCell(place, number, *sent.echo(place))
            for number, place in places.items()
            if number > len(on_record) or _typed(sent.values, place)
        ],
    )


def _line(sent: _Sent, number: int) -> ShownLine:
    read = sent.read.get(f"day_{number}")
    choices = read.choices if read else ()
    named = [
        (choice_code(each), _names(sent.page_request, vaccines_of(_settled(each.cvx, each.kinds)))) for each in choices
    ]
    return ShownLine(number, *sent.echo(f"day_{number}"), named)


def _settled(cvx: tuple[str, ...], kinds: frozenset[Any]) -> VaccineMeaning:
    return VaccineMeaning(Reading.VACCINE, cvx, kinds)


def _check(sent: _Sent, read: ReadCell) -> ShownCheck:
    sentences = [_sentence(sent.page_request, question) for question in read.questions]
    dose = dose_name(sent.page_request, read)
    return ShownCheck(read.cell.place, read.token, dose, sentences, read.token in sent.confirmed)


def _sentence(page_request: PageRequest, question: CellQuestion) -> str:
    day = translations_for(page_request.language).date(question.other_day) if question.other_day else ""
    return page_request.translate(CARD_QUESTIONS[question.code], other_day=day, days=question.days)


def dose_name(page_request: PageRequest, read: ReadCell) -> str:
    """A dose with its date in words, as "DTaP, March 3, 2024"."""
    what = read.cell.name or _names(page_request, read.vaccines)
    return f"{what}{translations_for(page_request.language).marks.comma}{_day_in_words(page_request, read)}"


def _day_in_words(page_request: PageRequest, read: ReadCell) -> str:
    words = translations_for(page_request.language)
    if read.dose is None:
        return ""
    return words.month(read.dose.given_on) if read.is_month else words.date(read.dose.given_on)


def _short_date(page_request: PageRequest, dose: RecordedDose) -> str:
    words = translations_for(page_request.language)
    return words.month(dose.given_on) if dose.month_only else words.numeric_date(dose.given_on)


def _names(page_request: PageRequest, vaccines: Iterable[GivenVaccine]) -> str:
    marks = translations_for(page_request.language).marks
    return marks.between_names.join(page_request.translate(SHOTS[each]) for each in vaccines)


def _typed(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""
