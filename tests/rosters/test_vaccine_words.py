"""The words of cards: trade, foreign and loose names to codes and what they hold; words that a person must settle."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from chalicelib import rosters
from chalicelib.domain.child import folded_name
from chalicelib.law.doses import DoseKind
from chalicelib.law.enums import Confidence
from chalicelib.rosters.columns import DOSE_COLUMNS
from chalicelib.rosters.rows import WrittenDose
from chalicelib.rosters.tables import rows
from chalicelib.rosters.vaccine_words import OPV_SWITCH, Reading, kinds_of_codes, meaning_of, meaning_of_dose

FOLDER = Path(rosters.__file__).parent / "tables"
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))
D, T, P, H, B = DoseKind.DTAP, DoseKind.TDAP, DoseKind.IPV, DoseKind.HIB, DoseKind.HEPB
MMR = (DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA)


@pytest.mark.parametrize(
    ("word", "cvx", "kinds"),
    [
        ("Infanrix", "20", (D,)),
        ("INFANRIX HEXA", "132", (D, P, H, B)),
        ("DPT", "01", (D,)),
        ("АКДС", "01", (D,)),
        ("Pediarix", "110", (D, B, P)),
        ("Пентаксим", "170", (D, P, H)),
        ("6 trong 1", "132", (D, P, H, B)),
        ("Quinvaxem", "198", (D, B, H)),
        ("Tdpa", "115", (T,)),
        ("АДС-М", "139", (DoseKind.TD,)),
        ("АДС", "28", (DoseKind.DT,)),
        ("白破", "28", (DoseKind.DT,)),
        ("Revaxis", "195", (DoseKind.TD, P)),
        ("ИПВ", "10", (P,)),
        ("M-M-R II", "03", MMR),
        ("麻腮风", "03", MMR),
        ("sởi-quai bị-rubella", "03", MMR),
        ("SOI QUAI BI RUBELLA", "03", MMR),
        ("doble viral", "04", (DoseKind.MEASLES, DoseKind.RUBELLA)),
        ("Sởi", "05", (DoseKind.MEASLES,)),
        ("ProQuad", "94", (*MMR, DoseKind.VAR)),
        ("thủy đậu", "21", (DoseKind.VAR,)),
        ("Engerix-B", "08", (B,)),
        ("Vaxelis", "146", (D, P, H, B)),
        ("148", "148", (H,)),
        ("3", "03", MMR),
    ],
)
def test_a_word_stands_for_a_product(word: str, cvx: str, kinds: tuple[DoseKind, ...]) -> None:
    found = meaning_of(word)

    assert (found.reading, found.cvx, found.kinds) == (Reading.VACCINE, (cvx,), frozenset(kinds))


@pytest.mark.parametrize(
    ("word", "cvx", "kinds"),
    [
        ("Boostrix Polio", ("115", "10"), (T, P)),
        ("Hexasiil", ("198", "10"), (D, B, H, P)),
        ("Бубо-Кок", ("01", "08"), (D, B)),
        ("measles-mumps", ("05", "07"), (DoseKind.MEASLES, DoseKind.MUMPS)),
    ],
)
def test_a_product_without_a_code_has_two(word: str, cvx: tuple[str, ...], kinds: tuple[DoseKind, ...]) -> None:
    assert meaning_of(word)[:3] == (Reading.VACCINE, cvx, frozenset(kinds))


@pytest.mark.parametrize(
    ("word", "choices"),
    [
        ("Triple", {("01",), ("03",)}),
        ("5 trong 1", {("198",), ("170",)}),
        ("Pentavalente", {("198",), ("170",)}),
        ("TD", {("28",), ("139",)}),
        ("d.t.", {("28",), ("139",)}),
        ("dtpa", {("107",), ("115",)}),
    ],
)
def test_some_words_must_be_asked(word: str, choices: set[tuple[str, ...]]) -> None:
    found = meaning_of(word)

    assert (found.reading, found.cvx, found.kinds) == (Reading.ASK, (), frozenset())
    assert {choice.cvx for choice in found.choices} == choices


def test_upper_and_lower_case_tell_the_vaccine_of_children_from_that_of_adults() -> None:
    assert [meaning_of(word).cvx for word in ("DT", "dT", "Td", "DTPa", "dTpa")] == [
        ("28",), ("139",), ("139",), ("107",), ("115",),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["BCG", "卡介苗", "Hep A", "Gardasil 9", "Flu", "PPD", "213", "Menactra"])
def test_vaccines_that_schools_do_not_ask_for_hold_nothing(word: str) -> None:
    found = meaning_of(word)

    assert (found.reading, found.kinds) == (Reading.NOT_REQUIRED, frozenset())


@pytest.mark.parametrize("word", ["TT", "Tetanus toxoid", "АС", "35", "112", "142"])
def test_tetanus_alone_is_recorded_and_never_counts(word: str) -> None:
    assert (meaning_of(word).reading, meaning_of(word).kinds) == (Reading.NOT_COUNTED, {DoseKind.TT})


@pytest.mark.parametrize("word", ["", "dragon pox", "999", "٣", "..."])
def test_an_unknown_word_is_unknown(word: str) -> None:
    assert meaning_of(word).reading is Reading.UNKNOWN


@pytest.mark.parametrize("word", ["OPV", "Sabin", "ОПВ"])
def test_oral_polio_changed_its_types_on_a_day(word: str) -> None:
    assert meaning_of(word, date(2016, 3, 31)).cvx == ("02",)
    assert meaning_of(word, OPV_SWITCH).cvx == ("182",)
    assert meaning_of(word, OPV_SWITCH).kinds == frozenset({P})


@pytest.mark.parametrize(
    ("dose", "reading", "cvx"),
    [
        ({"vaccine": "DTaP", "product": "Pediarix"}, Reading.VACCINE, ("110",)),
        ({"vaccine": "DTaP", "cvx": "110", "product": "Infanrix"}, Reading.VACCINE, ("110",)),
        ({"vaccine": "Triple", "cvx": "03"}, Reading.VACCINE, ("03",)),
        ({"vaccine": "Triple", "cvx": "10"}, Reading.CONFLICT, ()),
        ({"vaccine": "MMR", "cvx": "10"}, Reading.CONFLICT, ()),
        ({"vaccine": "MMR", "cvx": "19"}, Reading.CONFLICT, ()),
        ({"vaccine": "MMR", "product": "lot 7"}, Reading.VACCINE, ("03",)),
        ({"vaccine": "shot", "product": "Triple"}, Reading.ASK, ()),
        ({"vaccine": "shot"}, Reading.UNKNOWN, ()),
    ],
)
def test_code_product_and_vaccine_of_a_dose_must_agree(
    dose: dict[str, str], reading: Reading, cvx: tuple[str, ...]
) -> None:
    found = meaning_of_dose(WrittenDose(given_on=date(2020, 9, 1), **dose))

    assert (found.reading, found.cvx) == (reading, cvx)


def test_the_words_of_the_dose_grid_are_known() -> None:
    assert {meaning_of(words).reading for words in DOSE_COLUMNS.values()} == {Reading.VACCINE}


def test_no_word_stands_in_the_table_twice() -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for row in rows("vaccine_words"):
        key = row["word"] if row["exact"] else folded_name(row["word"])
        seen[key].append(f"{row['status']} {row['cvx']} {row['cvx_later']}")

    assert {key: found for key, found in seen.items() if len(set(found)) > 1} == {}


def test_every_code_of_a_vaccine_holds_something_that_schools_ask_for() -> None:
    codes = {
        code
        for row in rows("vaccine_words")
        if row["status"] in {Reading.VACCINE, Reading.ASK}
        for cell in (row["cvx"], row["cvx_later"])
        for code in cell.replace("|", "+").split("+")
        if code
    }

    assert {code for code in codes if not kinds_of_codes([code])} == set()


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_its_cells_its_source_and_how_sure_it_is(table: str) -> None:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        heading, *body = csv.reader(file)

    assert {len(row) for row in body} == {len(heading)}
    assert {row["tag"] for row in rows(table)} <= set(Confidence)
    assert {row["source"] for row in rows(table) if "source" in row} <= {row["id"] for row in rows("sources")}
