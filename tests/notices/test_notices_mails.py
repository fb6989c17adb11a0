"""The catalogue of notices and their e-mails: every kind has its texts, and no e-mail tells what the news is (S-68)."""

import re

import pytest

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.citations import citation
from chalicelib.law.marking import N_
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.notices.mailer import Mail
from chalicelib.notices.render import UnsafeLinkError, render_mail
from chalicelib.runtime.languages import LANGUAGES

LINK = "https://exemptions.example.org/parents/forms/abc?token=def&x=1"
# What a reader over the shoulder could learn an outcome, a vaccine or a child from.
TELLING = (
    "child",
    "pupil",
    "school",
    "vaccin",
    "shot",
    "immuni",
    "measles",
    "stopped",
    "revoked",
    "refused",
    "denied",
    "not accept",
    "issued",
    "valid",
    "granted",
    "upheld",
    "reinstated",
    "withdrawn",
    "declined",
    "license",
    "appeal",
)
OF_A_CASE = [kind for kind in NoticeKind if CATALOGUE[kind].law]
DELIBERATIONS = {NoticeKind.PANEL_INVITED, NoticeKind.PANEL_REMINDED}  # to panel members, whose business is appeals


def mail_of(kind: NoticeKind, language: str = "en", name: str = "Ana Example") -> Mail:
    return render_mail(kind, language=language, name=name, link=LINK, notice_id="q7w4e5r6t7y2u3i4o5p6a7s2d3")


def test_every_kind_has_its_row() -> None:
    assert len(dict(CATALOGUE)) == len(NoticeKind)  # one that is missing is a KeyError


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_row_says_something_and_names_its_law(kind: NoticeKind) -> None:
    row = CATALOGUE[kind]
    assert row.heading == N_(row.heading) != ""
    assert row.sentence.endswith(".")
    assert "%" not in row.heading + row.sentence
    if row.law:
        assert citation(row.law).url.startswith("https://")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", NoticeKind)
def test_a_mail_has_a_subject_a_text_a_page_and_a_link(kind: NoticeKind, language: str) -> None:
    mail = mail_of(kind, language)
    assert mail.subject
    assert "\n" not in mail.subject
    assert len(mail.subject) <= 78
    assert LINK in mail.text
    assert 'href="https://exemptions.example.org/parents/forms/abc?token=def&amp;x=1"' in mail.html
    assert f'<html lang="{language}">' in mail.html
    assert "Q7W4E5R6T7" in mail.text
    assert "Q7W4E5R6T7" in mail.html


@pytest.mark.parametrize("kind", [kind for kind in OF_A_CASE if kind not in DELIBERATIONS])
def test_no_mail_of_a_case_tells_what_happened(kind: NoticeKind) -> None:
    mail = mail_of(kind)
    told = f"{mail.subject} {mail.text} {re.sub('<[^>]+>', ' ', mail.html)}".casefold()
    assert [word for word in TELLING if word in told] == []


def test_good_and_bad_news_read_the_same() -> None:
    of_an_exemption = {
        mail_of(kind).text
        for kind in NoticeKind
        if kind.startswith(("exemption_", "review_", "appeal_")) and kind != "appeal_question"
    }
    assert len(of_an_exemption) == 1


def test_text_and_page_say_the_same() -> None:
    for kind in NoticeKind:
        mail = mail_of(kind)
        page = re.sub(r"\s+", " ", re.sub(r"<head>.*</head>|<[^>]+>", " ", mail.html, flags=re.DOTALL))
        for line in mail.text.splitlines():
            if line and not line.startswith("https://"):
                assert line.rstrip(":") in page.replace("&#39;", "'")


def test_a_name_is_a_name_and_no_markup() -> None:
    mail = mail_of(NoticeKind.EXEMPTION_ISSUED, name="Ana <b>&amp;")
    assert "Ana &lt;b&gt;&amp;amp;" in mail.html
    assert "Hello Ana <b>&amp;," in mail.text


def test_someone_without_a_name_is_greeted_too() -> None:
    assert mail_of(NoticeKind.INVITATION, name="").text.startswith("Hello,\n")


def test_an_unknown_language_is_english() -> None:
    assert '<html lang="en">' in mail_of(NoticeKind.VERIFY_EMAIL, language="tlh").html


def test_a_link_that_is_no_web_address_is_not_sent() -> None:
    with pytest.raises(UnsafeLinkError):
        render_mail(NoticeKind.VERIFY_EMAIL, language="en", name="", link="javascript:alert(1)", notice_id="a")
