"""Traditional Chinese: the catalogue is whole and well formed, and pages are shown in it."""

import re
from datetime import UTC, datetime

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.web.http.templating import translations_for
from tests.builders import SCHOOL_ID, World, line
from tests.portal import Portal, Shown
from tests.web import glossary
from tests.web import language_checks as checks
from tests.web.parents_story import parents_browser

LANGUAGE, FOLDER = "zh-Hant", "zh_Hant"
HAN = "\u3400-\u9fff"
WIDE = f"[{HAN}\u3000-\u303f\uff00-\uffef]"
HALF_WIDTH_BESIDE_CHINESE = re.compile(f'{WIDE} ?[,.;:?!()"]|[,;:?!()"] ?{WIDE}')
HALF_WIDTH_ON_A_PAGE = re.compile(f'{WIDE}[,.;:?!()"]|[,;:?!()"]{WIDE}')  # spaces there may part two blocks
SPACE_BESIDE_WIDE_MARK = re.compile("[，。：；？！、（）「」] | [，。：；？！、（）「」]")
COUNTED = re.compile(f"[{HAN}，、（）「」]|[A-Za-z0-9.@-]+")  # a word in Latin letters or a number is read as one
LONGEST_SENTENCE = 30  # characters
SENTENCE_ENDS = re.compile("[。？！；：]")
NOT_OFFICIAL = "這不是州政府官方網站"


def plain(text: str) -> str:
    """The text without its placeholders."""
    return checks.PLACEHOLDER.sub("", text)


def filled(text: str) -> str:
    """The text with a letter for each placeholder and without markup."""
    return checks.TAG.sub("", checks.PLACEHOLDER.sub("X", text))


def too_long(text: str) -> list[str]:
    """The sentences of a text that a reader loses the thread of."""
    return [part for part in SENTENCE_ENDS.split(plain(text)) if len(COUNTED.findall(part)) > LONGEST_SENTENCE]


class TestCatalogue:
    def test_families_find_every_sentence_in_it(self) -> None:
        assert checks.missing(FOLDER) == []

    def test_placeholders_and_tags_are_those_of_the_english(self) -> None:
        assert checks.unlike_placeholders(FOLDER) == []

    def test_sentences_end_as_the_english_ones_do(self) -> None:
        assert checks.unlike_endings(FOLDER, excused=("Hello,", "Hello %(name)s,")) == []

    @pytest.mark.parametrize("marks", ["（）", "「」", "《》", "［］", "()", '""'])
    def test_punctuation_comes_in_pairs(self, marks: str) -> None:
        assert checks.unpaired(FOLDER, [(marks[0], marks[1])]) == []

    def test_brackets_and_marks_are_full_width(self) -> None:
        narrow = [text for _, text in checks.pairs(FOLDER) if HALF_WIDTH_BESIDE_CHINESE.search(filled(text))]
        assert narrow == []

    def test_no_space_stands_beside_a_full_width_mark(self) -> None:
        assert [text for _, text in checks.pairs(FOLDER) if SPACE_BESIDE_WIDE_MARK.search(filled(text))] == []

    def test_what_families_read_has_short_sentences(self) -> None:
        places = (*checks.READ_BY_FAMILIES, "templates/letters/")
        said = checks.sentences()
        long = [
            part
            for english, text in checks.pairs(FOLDER)
            for part in too_long(text)
            if any(file.startswith(places) for file in said.get(english, ()))
        ]
        assert long == []

    def test_the_characters_are_traditional_ones(self) -> None:
        foreign = {
            sign
            for _, text in checks.pairs(FOLDER)
            for sign in re.findall(f"[{HAN}]", text)
            if not sign.encode("big5hkscs", "ignore")
        }
        assert foreign <= {"酶"}  # a medical sign that the old Taiwanese set lacks

    def test_the_header_says_how_plurals_work_and_holds_no_blanks(self) -> None:
        assert checks.blanks_in_header(FOLDER) == []
        assert checks.catalogue(FOLDER).num_plurals == 1

    @pytest.mark.parametrize("term", glossary.terms(FOLDER), ids=lambda term: term.english)
    def test_a_thing_is_always_called_by_the_same_word(self, term: glossary.Term) -> None:
        assert any(term.is_in(english) for english, _ in checks.pairs(FOLDER))
        assert glossary.wrong_terms(FOLDER, term) == []

    @pytest.mark.parametrize("word", glossary.forbidden(FOLDER), ids=lambda word: word.never)
    def test_no_text_uses_a_word_that_is_wrong_here(self, word: glossary.Forbidden) -> None:
        assert glossary.uses(FOLDER, word) == []

    def test_the_reader_is_addressed_politely(self) -> None:
        assert [text for _, text in checks.pairs(FOLDER) if "你" in text] == []


def chinese(browser: Portal, path: str) -> Shown:
    """The page in Traditional Chinese, as the language choice in the frame gives it."""
    chosen = browser.get(f"{path}?lang={LANGUAGE}")
    shown = chosen.follow() if chosen.status in {302, 303} else chosen
    assert shown.status == 200
    assert shown.html.get("lang") == LANGUAGE
    assert NOT_OFFICIAL in shown.words
    return shown


def strange_marks(shown: Shown) -> list[str]:
    """Half-width marks beside a Chinese character, with what stands around them."""
    return [
        shown.words[max(found.start() - 15, 0) : found.end() + 15]
        for found in HALF_WIDTH_ON_A_PAGE.finditer(shown.words)
    ]


class TestPages:
    def test_the_home_page(self, portal: Portal) -> None:
        shown = chinese(portal, "/")
        assert shown.heading == "申請學校疫苗的醫療豁免"
        for text in ("註冊為醫生", "註冊為家長", "學校與托兒機構", "本網站並非由加州政府營運。"):
            assert text in shown.words

    def test_signing_in(self, portal: Portal) -> None:
        shown = chinese(portal, "/sign-in")
        assert shown.heading == "登入"
        for text in ("電子郵件地址", "密碼", "忘記密碼", "還沒有帳戶嗎？"):
            assert text in shown.words

    def test_a_refused_form_says_why(self, portal: Portal) -> None:
        page = chinese(portal, "/sign-in").press("登入", email="", password="")
        assert "內容有誤" in page.words
        assert "請輸入您的電子郵件地址" in page.errors.values()

    def test_a_parents_dashboard(self, world: World) -> None:
        world.request(RequestState.SUBMITTED)
        shown = chinese(parents_browser(world), "/parents")
        assert shown.heading == "您的孩子"
        for text in ("可交給醫生", "可交給醫生：請給這個編號", "為另一個孩子申請豁免"):
            assert text in shown.words

    def test_a_stopped_exemption_says_first_that_the_child_can_stay_and_dates_in_chinese(self, world: World) -> None:
        form = world.form(LineState.REVOKED)
        shown = chinese(parents_browser(world), f"/parents/forms/{form.id}/stopped")
        assert shown.heading == "您的孩子現在可以繼續上學"
        assert re.search("2026年12月[0-9]+日", shown.words)
        assert "開始上訴" in shown.words

    def test_the_choice_holds_for_the_next_page(self, world: World) -> None:
        browser = world.browser(world.default_user(Role.PARENT))
        chinese(browser, "/parents")
        assert browser.get("/parents/start").html.get("lang") == LANGUAGE


class TestMarksBetweenPieces:
    """What a page puts together has the marks of Chinese too: full width, and no space after them."""

    def test_news_in_the_inbox(self, world: World) -> None:
        world.review(ReviewState.DECIDED, form=world.form(), vaccines=(Vaccine.MMR,))
        assert strange_marks(chinese(parents_browser(world), "/parents")) == []
        shown = chinese(parents_browser(world), "/account/news")
        assert re.search("表格編號：[0-9A-Z-]{13}", shown.words)
        assert strange_marks(shown) == []

    def test_an_appeal_with_information_given(self, world: World) -> None:
        appeal = world.appeal(AppealState.DRAFT)
        assert strange_marks(chinese(parents_browser(world), f"/parents/appeals/{appeal.id}")) == []

    def test_the_list_of_a_school_and_its_certificate(self, world: World) -> None:
        form = world.form(lines=(line(Vaccine.MMR), line(Vaccine.VAR, LineKind.PERMANENT)))
        browser = world.browser(world.school_person(world.facility()))
        listed = chinese(browser, f"/schools/at/{SCHOOL_ID}")
        assert "永久豁免" in listed.words
        certificate = chinese(browser, f"/schools/pupils/{form.id}/certificate")
        assert "法律依據：<a " in certificate.text
        for shown in (listed, certificate, chinese(browser, f"/schools/pupils/{form.id}")):
            assert strange_marks(shown) == []

    def test_the_pages_of_the_states_reviewers(self, world: World) -> None:
        review = world.review(form=world.form(physician=world.physician(standing_facts={"codes": ("50",)})))
        browser = world.browser(world.default_user(Role.REVIEWER))
        home = chinese(browser, "/reviews")
        assert "1 您的案件和尚未指派的案件" in home.words
        for shown in (home, chinese(browser, f"/reviews/{review.id}/forms/{review.form_id}")):
            assert strange_marks(shown) == []

    def test_a_time_of_day_follows_its_date_without_a_comma(self) -> None:
        instant = datetime(2026, 11, 20, 23, 5, tzinfo=UTC)
        assert translations_for(LANGUAGE).datetime(instant) == "2026年11月20日 下午3:05"
        assert translations_for("en").datetime(instant) == "November 20, 2026, 3:05\u202fPM"
