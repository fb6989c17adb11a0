"""Every reason code of the law: its words in three languages, the law behind it, a situation that gives it; and no page
shows the one without the other."""

import inspect
import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from chalicelib.law.book.rule_book import rule_book
from chalicelib.law.citations import citation
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Reason
from chalicelib.web.http import errors
from chalicelib.web.http.errors_of_schools import OF_SCHOOLS
from chalicelib.web.http.languages import DEFAULT, LANGUAGES
from chalicelib.web.http.templating import translations_for
from chalicelib.web.wording.reason_texts import REASON_TEXTS
from tests.reference_model.test_verdicts_in_full import GROUPS
from tests.templates.rendering import TEMPLATES
from tests.web.language_checks import PLACEHOLDER, TAG

OTHER_THINGS_WITH_TEXT = {
    "task",
    "event",
    "entry",
    "given",
    "error",
    "line",
    "exhibit",
    "note",
    "step",
    "way",
    "row",
    "case",
    "banner",
}
"""Loops over these show no reasons."""
_WORDS_OF_OTHER_THINGS = {
    "figures/parts.html": "each",
    "reviews/case_parts.html": "each",
    "schools/roster.html": "each",
}
"""Words of a plot, facts of a case's file, and what a roster asks: no reasons either."""


def _given() -> dict[ReasonCode, list[Reason]]:
    """What the law answers in the situations whose whole verdicts are tested, and in the examples of the rule book."""
    found: dict[ReasonCode, list[Reason]] = {code: [] for code in ReasonCode}
    verdicts = [verdict for group in GROUPS for _, verdict in group()]
    for verdict in [*verdicts, *(entry.example().verdict for entry in rule_book())]:
        for reason in verdict.reasons:
            found[reason.code].append(reason)
    return found


GIVEN = _given()


@pytest.mark.parametrize("code", ReasonCode)
def test_the_law_gives_the_code_in_a_tested_situation_and_cites_a_law_that_the_table_has(code: ReasonCode) -> None:
    assert GIVEN[code]
    for reason in GIVEN[code]:
        law = citation(reason.citation)
        assert law.section
        assert law.title
        assert law.url.startswith("https://")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_has_words_in_each_language_with_the_same_facts(language: str) -> None:
    for code in ReasonCode:
        english, said = REASON_TEXTS[code], translations_for(language).translate(REASON_TEXTS[code])

        assert said.strip(), code
        assert (said == english) is (language == DEFAULT), code
        for parts in (PLACEHOLDER, TAG):
            assert sorted(parts.findall(said)) == sorted(parts.findall(english)), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_that_the_law_gives_fill_the_words(language: str) -> None:
    for reason in (each for code in ReasonCode for each in GIVEN[code]):
        shown = translations_for(language).translate(REASON_TEXTS[reason.code], reason.facts)
        assert "%(" not in shown
        assert "None" not in shown


def uncited(source: str) -> list[str]:
    """The loops of a template that print the text of what they loop over, and not its law."""
    env = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    return [name for name, shown in _loops(env.parse(source)) if "text" in shown and "law" not in shown]


def _loops(tree: nodes.Template) -> Iterator[tuple[str, set[str]]]:
    """Of each loop: what it calls each thing, and which parts of that it uses."""
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.target, nodes.Name):
            each = loop.target.name
            used = (part for piece in loop.body for part in (piece, *piece.find_all(nodes.Node)))
            yield (
                each,
                {
                    part.attr
                    for part in used
                    if isinstance(part, nodes.Getattr) and isinstance(part.node, nodes.Name) and part.node.name == each
                },
            )


def test_no_template_shows_a_reason_without_its_law() -> None:
    found = {
        str(path.relative_to(TEMPLATES)): set(uncited(path.read_text()))
        - OTHER_THINGS_WITH_TEXT
        - {_WORDS_OF_OTHER_THINGS.get(str(path.relative_to(TEMPLATES)), "")}
        for path in sorted(TEMPLATES.rglob("*.html"))
    }
    assert {name: loops for name, loops in found.items() if loops} == {}


def test_a_template_without_the_law_would_be_found() -> None:
    assert uncited("{% for reason in answer %}<p>{{ reason.text }}</p>{% endfor %}") == ["reason"]
    assert uncited("{% for reason in answer %}{{ reason.text }}{{ citation(reason.law) }}{% endfor %}") == []


def test_no_error_code_has_two_sentences() -> None:
    """A code in two of the lists would say the one of them for the other."""
    own = re.findall(r'^    "([A-Z_0-9]+)":', inspect.getsource(errors), re.MULTILINE)

    assert not set(own) & set(OF_SCHOOLS)
    assert len(own) == len(set(own))
