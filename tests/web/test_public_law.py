"""The page of the law: every rule, number and row with its days in force, its law, how sure we are, and an example."""

import gzip
import re
from xml.etree.ElementTree import Element

import pytest

from chalicelib.domain.account import Role
from chalicelib.law import tables
from chalicelib.law.book.rule_book import Enforcement, rule_book
from chalicelib.law.book.rule_entries import RULES
from chalicelib.law.book.to_check import to_check
from chalicelib.law.citations import all_citations
from chalicelib.law.enums import Confidence
from chalicelib.law.verdict import Outcome
from chalicelib.web.http.languages import LANGUAGES
from chalicelib.web.http.templating import translations_for
from chalicelib.web.public.law_words import ENFORCEMENTS, OUTCOMES, SURE, TABLES
from tests.builders import World
from tests.checks.pages import text_of
from tests.portal import Portal, Shown

BOOK = rule_book()
MAX_BYTES, MAX_COMPRESSED = 600_000, 41_000  # 46 rules; 40,000 with the 44 before the report and the outbreak


_shown: dict[tuple[str, str], Shown] = {}


def _shown_once(portal: Portal, path: str, language: str) -> Shown:
    """The page as it was shown first: it is long, the same for everyone, and the tests only read it."""
    if (path, language) not in _shown:
        _shown[path, language] = portal.get(path, **{"Accept-Language": language})
    return _shown[path, language]


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, portal: Portal) -> Shown:
    return _shown_once(portal, "/law", request.param)


def section_of(page: Shown, rule: str) -> Element:
    """The part of the page about one rule."""
    return next(part for part in page.html.iter("section") if part.get("aria-labelledby") == rule)


def rows_of(part: Element) -> list[str]:
    """The text of each row below the headings."""
    return [text_of(row) for body in part.iter("tbody") for row in body.iter("tr")]


def row_saying(page: Shown, rule: str, said: str) -> str:
    return next(row for row in rows_of(section_of(page, rule)) if said in row)


def test_every_rule_stands_under_its_own_anchor_with_its_law_and_every_chapter_is_in_the_contents(page: Shown) -> None:
    spoken = translations_for(page.html.get("lang", ""))
    anchors = {link.get("href") for link in page.html.iter("a")}

    for entry in BOOK:
        section = section_of(page, entry.id)
        assert text_of(section.find(f"h3[@id='{entry.id}']")) == " ".join(spoken.translate(entry.sentence).split())
        assert spoken.law_name(entry.citation) in text_of(section)
        assert {f"#{entry.id}", f"#chapter-{entry.chapter.id}"} <= anchors


def test_every_rule_says_whether_the_portal_applies_it_and_how_far(page: Shown) -> None:
    spoken = translations_for(page.html.get("lang", ""))

    for entry in BOOK:
        said = section_of(page, entry.id).findtext("p/strong")
        assert said == spoken.translate(ENFORCEMENTS[entry.enforcement][0]), entry.id
        assert " ".join(spoken.translate(entry.extent).split()) in text_of(section_of(page, entry.id))
    assert all(spoken.translate(explained) in page.words for _, explained in ENFORCEMENTS.values())


@pytest.fixture(params=LANGUAGES)
def list_page(request: pytest.FixtureRequest, portal: Portal) -> Shown:
    return _shown_once(portal, "/law/to-check", request.param)


def test_what_no_one_read_in_the_law_is_in_one_list_with_its_value_its_use_and_why(list_page: Shown) -> None:
    spoken = translations_for(list_page.html.get("lang", ""))
    (rows,) = ([*body.iter("tr")] for body in list_page.html.iter("tbody"))

    assert len(rows) == len(to_check())
    for each, row in zip(to_check(), rows, strict=True):
        said = text_of(row)
        name, explained = SURE[each.confidence]
        assert spoken.law_sections(each.citation.section) in said
        assert spoken.translate(name) in said
        assert spoken.translate(each.why or explained) in said
        assert {f"/law#{rule.id}" for rule in each.rules} <= {link.get("href") for link in row.iter("a")}
        assert len([*row.iter("li")]) == (len(each.lines) if len(each.lines) > 1 else 0)
        assert each.lines or each.citation.title in said


def test_the_law_page_leads_to_the_list_and_says_how_long_it_is(portal: Portal) -> None:
    page = portal.get("/law")
    count = sum(len(each.lines) or 1 for each in to_check())

    assert page.links["See all of them in one list"] == "/law/to-check"
    assert f"We did not read {count} numbers, rows, and laws in the law itself" in page.words
    assert portal.get("/law/to-check").links["Back"] == "/law"


def test_every_further_law_of_a_rule_stands_with_it(page: Shown) -> None:
    spoken = translations_for(page.html.get("lang", ""))

    for entry in BOOK:
        section = text_of(section_of(page, entry.id))
        assert [law.id for law in entry.also if spoken.law_name(law) not in section] == []


def test_a_month_of_the_law_is_named(portal: Portal) -> None:
    assert "The school year starts on the first day of July." in portal.get("/law").words
    spanish = portal.get("/law", **{"Accept-Language": "es"}).words
    assert "julio" in spanish
    assert "July" not in text_of(section_of(portal.get("/law", **{"Accept-Language": "es"}), "school-years"))


def test_every_number_and_row_has_its_days_its_law_and_how_sure_we_are(page: Shown) -> None:
    spoken = translations_for(page.html.get("lang", ""))

    for entry in BOOK:
        lines = (*entry.numbers, *entry.rows)
        rows = rows_of(section_of(page, entry.id))
        assert len(rows) == len(lines), entry.id
        for line, row in zip(lines, rows, strict=True):
            assert spoken.law_sections(line.citation.section) in row
            assert spoken.translate(SURE[line.confidence][0]) in row
            assert line.in_force_to is None or spoken.date(line.in_force_to) in row
            assert spoken.date(line.in_force_from) in row


def test_every_rule_shows_its_example_the_answer_and_why_with_the_law(page: Shown) -> None:
    spoken = translations_for(page.html.get("lang", ""))

    for entry in BOOK:
        example, shown = entry.example(), text_of(section_of(page, entry.id))
        assert " ".join(spoken.translate(example.words, example.facts).split()) in shown
        assert spoken.translate(OUTCOMES[example.verdict.outcome]) in shown
        for reason in example.verdict.reasons:
            assert spoken.law_name(all_citations()[reason.citation]) in shown


def test_every_law_that_a_rule_relies_on_is_listed_with_its_official_page(page: Shown) -> None:
    spoken = translations_for(page.html.get("lang", ""))
    links = {(text_of(link), link.get("href")) for link in page.html.iter("a")}

    assert {(spoken.law_sections(law.section), law.url) for law in all_citations().values()} <= links


def test_the_page_says_what_the_letters_mean(portal: Portal) -> None:
    shown = portal.get("/law").words

    assert all(name in shown and explained in shown for name, explained in SURE.values())


def test_an_example_is_worked_out_anew(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def example() -> object:
        asked.append("one-year")
        return next(entry for entry in BOOK if entry.id == "one-year").example()

    changed = [each._replace(example=example) if each.id == "one-year" else each for each in RULES]  # type: ignore[arg-type]
    monkeypatch.setattr("chalicelib.law.book.rule_book.RULES", changed)
    portal.get("/law")
    portal.get("/law")

    assert asked == ["one-year", "one-year"]


def test_a_row_that_has_ended_or_not_begun_says_so(world: World) -> None:
    visitor = world.browser(None)
    ended = row_saying(visitor.get("/law"), "required-doses", "No longer in force")
    assert "July 1, 2019 to June 30, 2025" in ended

    coming = row_saying(visitor.get("/law"), "days", "Lunar New Year on February 6, 2027")
    assert "Not in force yet" in coming
    world.clock.set("2027-02-06")
    now = row_saying(visitor.get("/law"), "days", "Lunar New Year on February 6, 2027")
    assert "force" not in now.replace("In force", "")


def test_a_holiday_says_when_it_is_this_year(portal: Portal) -> None:
    assert "This year: November 26, 2026." in row_saying(portal.get("/law"), "days", "Thanksgiving Day.")
    assert "This year: October 12, 2026." in row_saying(portal.get("/law"), "days", "Holiday: Columbus Day")


def test_lists_are_written_in_words(portal: Portal) -> None:
    page = portal.get("/law")

    assert "measles, mumps, rubella" in row_saying(page, "products", "Product 03")
    assert not [row for row in rows_of(page.html) if re.search(r";\S|\b[A-Z]{3,}\b;", row)]


@pytest.mark.parametrize("names", [(SURE, Confidence), (OUTCOMES, Outcome), (ENFORCEMENTS, Enforcement)])
def test_every_degree_every_outcome_and_every_tag_of_a_rule_has_words(names: tuple[dict[str, object], type]) -> None:
    worded, codes = names

    assert set(worded) == set(codes)


def test_every_table_has_a_caption() -> None:
    assert set(TABLES) == {line.name for entry in BOOK for line in entry.rows}
    assert all(tables.rows(name) for name in TABLES)


def test_the_page_is_no_heavier_than_a_phone_takes(page: Shown) -> None:
    body = page.text.encode()

    assert len(body) < MAX_BYTES
    assert len(gzip.compress(body, 6)) < MAX_COMPRESSED


@pytest.mark.parametrize("role", [None, Role.PARENT, Role.BOARD])
def test_everyone_finds_it_at_the_foot_of_every_page(world: World, role: Role | None) -> None:
    page = world.browser(world.default_user(role) if role else None).get("/help")

    assert page.links["The law"] == "/law"
