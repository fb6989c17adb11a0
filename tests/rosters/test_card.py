"""A whole card as it was typed: dates in many shapes, names of many countries, and what is asked over the record."""

from datetime import date

import pytest

from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.rosters.card import DAY_NOT_KNOWN, CardCell, CardFault, ReadCell, asked_of_record, read_card
from chalicelib.rosters.dates import DateFault, WrittenDate
from chalicelib.rosters.question_codes import QuestionCode
from chalicelib.rosters.rows import DatePrecision
from chalicelib.rosters.typed_dates import typed_date

BORN = date(2018, 3, 14)
ON = date(2026, 11, 29)


def grid(place: str, typed: str, words: str) -> CardCell:
    return CardCell(place, typed, words)


def free(name: str, typed: str, choice: str = "") -> CardCell:
    return CardCell("day_1", typed, name=name, name_place="name_1", choice=choice)


def on_record(vaccine: GivenVaccine, day: str, **facts: object) -> RecordedDose:
    known = RecordedDose(
        id=f"{vaccine}-{day}", vaccines=(vaccine,), given_on=date.fromisoformat(day), recorded_on=ON, facility_id="1"
    )
    return known.with_changes(**facts)


def read(*cells: CardCell, known: tuple[RecordedDose, ...] = ()) -> tuple[ReadCell, ...]:
    return read_card(cells, known, BORN, ON)


def codes(cell: ReadCell) -> list[str]:
    return [question.code for question in cell.questions]


@pytest.mark.parametrize(
    "typed",
    [
        "3/4/2017",
        "03/04/17",
        "3-4-2017",
        "2017-03-04",
        "Mar 4 2017",
        "march 4, 2017",
        "Mar. 4, 2017",
        "4 mar 2017",
        "4 de marzo de 2017",
        "2017年3月4日",
    ],
)
def test_a_day_is_read_in_each_of_its_shapes(typed: str) -> None:
    assert typed_date(typed, ON) == WrittenDate(date(2017, 3, 4), DatePrecision.DAY)


@pytest.mark.parametrize("typed", ["3/2017", "03/2017", "2017-03", "Mar 2017", "marzo de 2017", "2017年3月"])
def test_a_month_is_read_as_a_month(typed: str) -> None:
    assert typed_date(typed, ON) == WrittenDate(date(2017, 3, 1), DatePrecision.MONTH)


@pytest.mark.parametrize("typed", ["", "x", "27/3/2017", "2.3.2017", "2/30/2017", "Foo 3 2017", "13/2017", "March"])
def test_what_is_no_date_or_has_the_day_first_is_told(typed: str) -> None:
    assert isinstance(typed_date(typed, ON), DateFault)


def test_a_trade_name_holds_each_of_its_parts() -> None:
    (pediarix,) = read(free("Pediarix", "5/14/2018"))
    assert (set(pediarix.vaccines), pediarix.faults) == ({GivenVaccine.DTAP, GivenVaccine.IPV, GivenVaccine.HEPB}, {})


@pytest.mark.parametrize(
    ("name", "vaccine"), [("麻腮风", GivenVaccine.MMR), ("КПК", GivenVaccine.MMR), ("TT", GivenVaccine.TT)]
)
def test_names_of_other_countries_and_tetanus_alone_are_known(name: str, vaccine: GivenVaccine) -> None:
    (found,) = read(free(name, "5/14/2020"))
    assert (found.vaccines, found.faults) == ((vaccine,), {})


@pytest.mark.parametrize(
    ("cell", "place", "fault"),
    [
        (free("Xyzzyvax", "5/14/2020"), "name_1", CardFault.NAME_UNKNOWN),
        (free("BCG", "5/14/2020"), "name_1", CardFault.NAME_NOT_REQUIRED),
        (free("pentavalente", "5/14/2020"), "name_1", CardFault.CHOOSE_VACCINE),
        (free("", "5/14/2020"), "name_1", CardFault.NAME_MISSING),
        (free("MMR", ""), "day_1", CardFault.DATE_MISSING),
        (free("MMR", "27/3/2020"), "day_1", CardFault.DAY_BEFORE_MONTH),
        (grid("mmr_1", "yes", "MMR"), "mmr_1", CardFault.NOT_A_DATE),
        (grid("mmr_1", "5/14/2030", "MMR"), "mmr_1", QuestionCode.IN_FUTURE),
        (grid("mmr_1", "5/14/2017", "MMR"), "mmr_1", QuestionCode.BEFORE_BIRTH),
    ],
)
def test_what_cannot_be_recorded_is_said_at_its_box(cell: CardCell, place: str, fault: str) -> None:
    (found,) = read(cell)
    assert found.faults == {place: fault}


def test_an_unclear_name_is_settled_by_the_choice_and_by_no_other_code() -> None:
    (chosen,), (other,) = read(free("pentavalente", "5/14/2018", "170")), read(free("pentavalente", "5/14/2018", "21"))
    assert (set(chosen.vaccines), chosen.faults) == ({GivenVaccine.DTAP, GivenVaccine.IPV, GivenVaccine.HIB}, {})
    assert other.faults == {"name_1": CardFault.CHOOSE_VACCINE}


def test_the_same_vaccine_twice_a_day_is_refused_also_inside_a_combined_one() -> None:
    polio, pediarix = read(grid("pol_1", "5/14/2018", "IPV/OPV"), free("Pediarix", "5/14/2018"))
    assert polio.faults == {}
    assert pediarix.faults == {"day_1": QuestionCode.TWICE_ON_A_DAY}


def test_two_days_after_a_dose_on_record_it_is_asked_and_not_refused() -> None:
    """Field report 15: the same shot on two cards."""
    (second,) = read(grid("mmr_2", "5/3/2020", "MMR"), known=(on_record(GivenVaccine.MMR, "2020-05-01"),))
    assert (second.faults, codes(second)) == ({}, [QuestionCode.DAYS_APART, QuestionCode.DAY_AND_MONTH_SWAPPED])
    assert (second.questions[0].days, second.questions[0].other_day) == (2, date(2020, 5, 1))


def test_a_dose_before_one_on_record_is_asked_about_at_its_own_box() -> None:
    (first,) = read(grid("mmr_2", "4/29/2020", "MMR"), known=(on_record(GivenVaccine.MMR, "2020-05-01"),))
    assert (codes(first), first.questions[0].other_day) == ([QuestionCode.DAYS_APART], date(2020, 5, 1))


def test_what_stands_on_the_record_alone_is_no_question_about_the_card() -> None:
    close = (on_record(GivenVaccine.MMR, "2020-05-01"), on_record(GivenVaccine.MMR, "2020-05-03"))
    (polio,) = read(grid("pol_1", "5/14/2018", "IPV/OPV"), known=close)
    assert (polio.faults, polio.questions) == ({}, ())


def test_another_date_is_to_be_confirmed_anew() -> None:
    known = (on_record(GivenVaccine.MMR, "2020-05-01"),)
    (once,), (again,) = (read(grid("mmr_2", day, "MMR"), known=known) for day in ("5/3/2020", "5/4/2020"))
    assert once.token != again.token


@pytest.mark.parametrize(
    ("words", "typed", "fault"),
    [
        ("MMR", "3/2019", CardFault.FULL_DATE_NEEDED),  # the month of the 1st birthday
        ("MMR", "4/2019", None),
        ("Tdap", "3/2025", CardFault.FULL_DATE_NEEDED),  # the month of the 7th birthday
        ("Hib", "3/2019", None),
    ],
)
def test_a_month_is_not_enough_at_the_birthday_from_which_the_dose_counts(
    words: str, typed: str, fault: CardFault | None
) -> None:
    (found,) = read(grid("box", typed, words))
    assert found.faults == ({"box": fault} if fault else {})


@pytest.mark.parametrize(("typed", "asked"), [("6/2019", []), ("7/2019", [DAY_NOT_KNOWN]), ("7/1/2019", [])])
def test_since_july_2019_a_month_alone_is_asked_about(typed: str, asked: list[str]) -> None:
    (found,) = read(grid("var_1", typed, "Varicella"))
    assert [code for code in codes(found) if code == DAY_NOT_KNOWN] == asked


class TestWhatTheRecordGoesOnToAsk:
    def asked(self, *doses: RecordedDose) -> list[tuple[str, str]]:
        return [(dose_id, question.code) for dose_id, question in asked_of_record(doses, BORN, ON)]

    def test_oral_polio_since_april_2016_is_told_whatever_was_confirmed(self) -> None:
        dose = on_record(GivenVaccine.OPV, "2018-06-14", confirmed=(str(QuestionCode.ORAL_POLIO_AFTER_SWITCH),))
        assert self.asked(dose) == [(dose.id, QuestionCode.ORAL_POLIO_AFTER_SWITCH)]

    def test_a_part_of_a_polio_dose_is_known_by_its_name_on_the_card(self) -> None:
        whole = on_record(GivenVaccine.IPV, "2018-06-14")
        assert self.asked(whole) == []
        assert self.asked(whole.with_changes(written="fIPV")) == [(whole.id, QuestionCode.FRACTIONAL_IPV)]

    @pytest.mark.parametrize(
        ("vaccine", "code"),
        [(GivenVaccine.DT, QuestionCode.DT_NOT_COUNTED), (GivenVaccine.TT, QuestionCode.TETANUS_ALONE)],
    )
    def test_dt_of_young_children_and_tetanus_alone_are_told(self, vaccine: GivenVaccine, code: QuestionCode) -> None:
        dose = on_record(vaccine, "2020-06-14")
        assert self.asked(dose) == [(dose.id, code)]

    def test_what_was_confirmed_is_not_asked_again(self) -> None:
        first, second = on_record(GivenVaccine.MMR, "2020-05-20"), on_record(GivenVaccine.MMR, "2020-05-22")
        assert self.asked(first, second) == [(second.id, QuestionCode.DAYS_APART)]
        assert self.asked(first, second.with_changes(confirmed=(str(QuestionCode.DAYS_APART),))) == []
