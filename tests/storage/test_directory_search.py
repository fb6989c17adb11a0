"""The directory: what an import writes, and what a search finds."""

import pytest

from chalicelib.domain.account import Address
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.storage.directory import search_directory, write_facilities
from chalicelib.storage.store import Store
from chalicelib.storage.table import Table
from tests.checks.after_each_test import all_items


def facility(
    number: str,
    name: str,
    *,
    city: str = "Fresno",
    county: str = "Fresno",
    kind: FacilityKind = FacilityKind.PUBLIC_SCHOOL,
    is_open: bool = True,
) -> Facility:
    return Facility(
        id=number,
        kind=kind,
        name=name,
        address=Address(street="1 Elm", city=city, zip_code="93701"),
        county=county,
        jurisdiction="C10",
        is_open=is_open,
    )


LINCOLN = facility("10621660000001", "Abraham Lincoln Elementary")
JOSE = facility("10621660000002", "José Martí-O'Higgins Middle School", city="Clovis")
OTHER_COUNTY = facility("19621660000003", "Lincoln High", county="Los Angeles", city="Los Angeles")
CLOSED = facility("10621660000004", "Lincoln Annex", is_open=False)
HOME = facility("100000005", "Lincoln Family Home", kind=FacilityKind.FAMILY_CHILD_CARE_HOME)
ALL = (LINCOLN, JOSE, OTHER_COUNTY, CLOSED, HOME)


@pytest.fixture
def directory(tables: Table) -> Table:
    """A table with the facilities above."""
    assert write_facilities(tables, ALL) == len(ALL)
    return tables


def found(table: Table, text: str, county: str = "Fresno") -> list[str]:
    return [each.id for each in search_directory(Store(table), county, text)]


@pytest.mark.parametrize(
    "text", ["lincoln", "LINC", "abraham", "elementary", "linc eleme", "fresno lincoln", " lincoln "]
)
def test_any_word_finds_the_school(directory: Table, text: str) -> None:
    assert found(directory, text) == [LINCOLN.id]


@pytest.mark.parametrize(
    "text", ["jose", "José", "marti", "ohiggins", "O'Higgins", "middle school", "clovis", "O’Higgins"]
)
def test_accents_hyphens_and_apostrophes_do_not_matter(directory: Table, text: str) -> None:
    assert found(directory, text) == [JOSE.id]


@pytest.mark.parametrize("text", ["", "  ", "---", "incoln", "lincoln middle", "zzz", "#", "x" * 300])
def test_what_is_not_there_is_not_found(directory: Table, text: str) -> None:
    assert found(directory, text) == []


def test_a_county_holds_its_own(directory: Table) -> None:
    assert found(directory, "lincoln", "Los Angeles") == [OTHER_COUNTY.id]
    assert found(directory, "lincoln", "Alpine") == []
    assert found(directory, "lincoln", "") == []


@pytest.mark.parametrize("text", [LINCOLN.id, "10-62166-0000001", " 10621660000001 "])
def test_a_number_finds_its_school_in_any_county(directory: Table, text: str) -> None:
    assert found(directory, text, "Alpine") == [LINCOLN.id]


def test_a_family_home_is_found_by_its_number_only(directory: Table) -> None:
    assert HOME.id not in found(directory, "lincoln")
    assert found(directory, HOME.id) == [HOME.id]


def test_a_closed_school_is_not_found_but_known(directory: Table) -> None:
    assert CLOSED.id not in found(directory, "lincoln")
    assert found(directory, CLOSED.id) == []
    assert Store(directory).facility(CLOSED.id) == CLOSED


def test_importing_twice_changes_nothing(directory: Table) -> None:
    before = all_items(directory.name)
    assert write_facilities(directory, ALL) == 0
    assert all_items(directory.name) == before


def test_a_new_name_county_or_end_leaves_no_old_line(directory: Table) -> None:
    assert (
        write_facilities(
            directory,
            [
                LINCOLN.with_changes(name="Rosa Parks Elementary"),
                JOSE.with_changes(county="Madera"),
                OTHER_COUNTY.with_changes(is_open=False),
            ],
        )
        == 3
    )
    assert found(directory, "lincoln") == []
    assert found(directory, "rosa") == [LINCOLN.id]
    assert found(directory, "jose") == []
    assert found(directory, "jose", "Madera") == [JOSE.id]
    assert found(directory, "lincoln", "Los Angeles") == []


def test_a_common_name_shows_fifty_at_most(tables: Table) -> None:
    schools = [facility(f"106216600{number:05}", f"Elementary {number:03}") for number in range(130)]
    assert write_facilities(tables, schools) == 130
    assert found(tables, "elementary") == [school.id for school in schools[:50]]


def test_a_rare_word_is_found_among_many_common_ones(tables: Table) -> None:
    schools = [facility(f"106216610{number:05}", f"Elementary School {number:03}") for number in range(500)]
    write_facilities(tables, [*schools, LINCOLN])
    assert found(tables, "elementary lincoln") == [LINCOLN.id]


# Names of a city whose own name is in every line, as in the state's file: many of one ending, a few of one headword.
_STREETS = ("Vine", "Zelzah", "Aragon", "Budlong", "Menlo", "Normandie", "Saturn", "Cienega", "Wilton", "Trinity")


@pytest.fixture(scope="module")
def los_angeles() -> list[Facility]:
    """The 1,083 schools of the city of Los Angeles: numbered elementary schools, streets, and two saints."""
    named = [f"{street} Street Elementary" for street in _STREETS]
    named += ["Saint Odile School", "St. Brendan School", "Mount Larch Academy"]
    named += [f"Street {number:03} Elementary" for number in range(200)]
    named += [f"Charter Academy {number:03} Elementary" for number in range(1083 - len(named))]
    place = {"city": "Los Angeles", "county": "Los Angeles"}
    return [facility(f"1964733{number:07}", name, **place) for number, name in enumerate(named)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Vine Los Angeles", "Vine Street Elementary"),
        ("Los Angeles Vine", "Vine Street Elementary"),
        ("Vine Street Elementary", "Vine Street Elementary"),
        ("Vine Street Elementary Los Angeles", "Vine Street Elementary"),
        ("Vine St", "Vine Street Elementary"),
        ("Zelzah Los Angeles", "Zelzah Street Elementary"),
        ("Zelzah Elementary School Los Angeles", ""),  # none of its name says "School"
        ("St Odile", "Saint Odile School"),
        ("St. Odile Los Angeles", "Saint Odile School"),
        ("Saint Brendan", "St. Brendan School"),
        ("Saint Brendan School Los Angeles", "St. Brendan School"),
        ("Mt Larch Los Angeles", "Mount Larch Academy"),
    ],
)
def test_a_rare_word_is_found_beside_words_of_a_thousand_schools(
    tables: Table, los_angeles: list[Facility], typed: str, name: str
) -> None:
    """Given the schools of a large city, when a common word and a rare one are typed in any order, then the school is
    found: the words of the city and of every second name hide it no longer."""
    write_facilities(tables, los_angeles)
    shown = search_directory(Store(tables), "Los Angeles", typed)
    assert [each.name for each in shown] == ([name] if name else [])


def test_words_of_a_thousand_schools_alone_show_fifty(tables: Table, los_angeles: list[Facility]) -> None:
    """Given words that stand in hundreds of names each, then fifty are shown, and each has all of them."""
    write_facilities(tables, los_angeles)
    shown = search_directory(Store(tables), "Los Angeles", "Street Elementary Los Angeles")
    assert len(shown) == 50
    assert all("Street" in each.name and "Elementary" in each.name for each in shown)
