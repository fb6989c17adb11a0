"""Spanish: the catalogue is whole and well formed, and pages are shown in it."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.request import RequestState
from chalicelib.law.enums import LineState
from chalicelib.web.http.templating import Words
from tests.builders import World
from tests.portal import Portal, Shown
from tests.web import glossary
from tests.web import language_checks as checks
from tests.web.parents_story import parents_browser

GREETINGS = ("Hello,", "Hello %(name)s,")  # Spanish greets with a colon
NOT_OFFICIAL = "Este no es un sitio oficial del estado"


class TestCatalogue:
    def test_families_find_every_sentence_in_it(self) -> None:
        assert checks.missing("es") == []

    def test_placeholders_and_tags_are_those_of_the_english(self) -> None:
        assert checks.unlike_placeholders("es") == []

    def test_sentences_end_as_the_english_ones_do(self) -> None:
        assert checks.unlike_endings("es", excused=GREETINGS) == []

    @pytest.mark.parametrize("marks", ["¿?", "¡!", "()", "“”", "[]", "«»", '""'])
    def test_punctuation_comes_in_pairs(self, marks: str) -> None:
        assert checks.unpaired("es", [(marks[0], marks[1])]) == []

    def test_the_header_says_how_plurals_work_and_holds_no_blanks(self) -> None:
        assert checks.blanks_in_header("es") == []
        assert checks.catalogue("es").num_plurals == 2

    @pytest.mark.parametrize("term", glossary.terms("es"), ids=lambda term: term.english)
    def test_a_thing_is_always_called_by_the_same_word(self, term: glossary.Term) -> None:
        assert any(term.is_in(english) for english, _ in checks.pairs("es"))
        assert glossary.wrong_terms("es", term) == []

    @pytest.mark.parametrize("word", glossary.forbidden("es"), ids=lambda word: word.never)
    def test_no_text_uses_a_word_that_is_wrong_here(self, word: glossary.Forbidden) -> None:
        assert glossary.uses("es", word) == []

    def test_the_reader_is_addressed_as_usted(self) -> None:
        familiar = {"tu", "tus", "tú", "ti", "contigo", "tienes", "puedes", "eres", "vosotros", "vuestro", "vuestra"}
        assert [text for _, text in checks.pairs("es") if familiar & set(text.lower().split())] == []


def spanish(browser: Portal, path: str) -> Shown:
    """The page in Spanish, as the language choice in the frame gives it."""
    chosen = browser.get(f"{path}?lang=es")
    shown = chosen.follow() if chosen.status in {302, 303} else chosen
    assert shown.status == 200
    assert shown.html.get("lang") == "es"
    assert NOT_OFFICIAL in shown.words
    return shown


class TestPages:
    def test_the_home_page(self, portal: Portal) -> None:
        shown = spanish(portal, "/")
        assert shown.heading == "Pida una exención médica de una vacuna escolar"
        for words in (
            "Para médicos",
            "Para familias",
            "Para escuelas y guarderías",
            "Regístrese como padre o madre",
            "No lo administra el Estado de California.",
        ):
            assert words in shown.words

    def test_signing_in(self, portal: Portal) -> None:
        shown = spanish(portal, "/sign-in")
        assert shown.heading == "Iniciar sesión"
        for words in ("Dirección de correo electrónico", "Contraseña", "Olvidé mi contraseña", "¿Aún no tiene cuenta?"):
            assert words in shown.words

    def test_a_date_in_digits_has_the_order_in_which_dates_are_asked_for(self) -> None:
        words = Words("es")
        assert words.numeric_date(date(2018, 3, 15)) == "3/15/2018"
        assert words.short_day(date(2018, 3, 15)) == "3/15"

    def test_a_refused_form_says_why(self, portal: Portal) -> None:
        page = spanish(portal, "/sign-in").press("Iniciar sesión", email="", password="")
        assert "Hay un problema" in page.words
        assert "Escriba su correo electrónico" in page.errors.values()

    def test_a_parents_dashboard(self, world: World) -> None:
        world.request(RequestState.SUBMITTED)
        shown = spanish(parents_browser(world), "/parents")
        assert shown.heading == "Sus hijos e hijas"
        for words in ("Lista para el médico", "Lista para el médico: dé este número", "Pedir una exención"):
            assert words in shown.words

    def test_a_stopped_exemption_says_first_that_the_child_can_stay_and_dates_in_spanish(self, world: World) -> None:
        form = world.form(LineState.REVOKED)
        shown = spanish(parents_browser(world), f"/parents/forms/{form.id}/stopped")
        assert shown.heading == "Su hijo o hija puede seguir ahora en la escuela"
        assert "de diciembre de 2026" in shown.words
        assert "Empezar la apelación" in shown.words

    def test_the_choice_holds_for_the_next_page(self, world: World) -> None:
        browser = world.browser(world.default_user(Role.PARENT))
        spanish(browser, "/parents")
        assert browser.get("/parents/start").html.get("lang") == "es"
