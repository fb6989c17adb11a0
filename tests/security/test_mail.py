"""S-58: an e-mail is made of fixed words, the reader's own name and a link; none of them becomes anything else."""

import email
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.notices.mailer import Mail
from chalicelib.notices.render import render_mail
from chalicelib.runtime.languages import LANGUAGES
from tests.portal import Portal
from tests.sampling import WHOLE, is_drawn
from tests.security.payloads import PAYLOADS, structure

LINK = "https://exemptions.example.org/parents"
BREAKS = (
    "\r\nBcc: all@evil.example",
    "\nSubject: planted",
    "\r\n\r\n<h1>planted</h1>",
    "\x00",
    "\u2028planted",
    "\r\n .\r\nMAIL FROM:<x@evil.example>",
)
NAMES = (*PAYLOADS, *BREAKS, "=?utf-8?q?planted?=", "%(link)s", "{{ link }}", "{% raw %}", "https://evil.example")


def mail_to(name: str, kind: NoticeKind = NoticeKind.EXEMPTION_ISSUED, language: str = "en") -> Mail:
    return render_mail(kind, language=language, name=name, link=LINK, notice_id="q7w4e5r6t7y2u3i4o5p6a7s2d3")


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_subject_is_fixed_and_markup_stays_a_name(kind: NoticeKind, language: str) -> None:
    """Of the names a tenth is drawn for each message, unless the whole run is asked for."""
    plain = mail_to("Ana Example", kind, language)
    known = structure(plain.html)
    for name in (each for each in NAMES if WHOLE or is_drawn(f"{kind} {language} {each}", 10)):
        mail = mail_to(name, kind, language)
        assert mail.subject == plain.subject
        assert structure(mail.html) == known, name
        assert len(mail.text.splitlines()) == len(plain.text.splitlines()), name


@pytest.mark.parametrize("name", NAMES)
def test_the_message_as_it_travels_has_the_headers_that_we_gave_it(name: str) -> None:
    mail, message = mail_to(name), EmailMessage(policy=SMTP)
    message["Subject"], message["To"] = mail.subject, "ana@mail.example"
    message.set_content(mail.text.replace("\x00", ""))
    message.add_alternative(mail.html, subtype="html")
    read = email.message_from_bytes(message.as_bytes(), policy=SMTP)
    assert sorted(read.keys()) == ["Content-Type", "MIME-Version", "Subject", "To"]
    assert read["Subject"] == mail.subject
    assert [part.get_content_type() for part in read.walk()] == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize(
    "address",
    [
        "ana@mail.example\r\nBcc: all@evil.example",
        "ana@mail.example\nBcc:x@evil.example",
        "ana@mail.example\x00",
        "ana@mail.example,x@evil.example",
        "ana@mail.example;x@evil.example",
        "<ana@mail.example>",
        "ana@@mail.example",
        "Ana <ana@mail.example>",
        "ana mail@mail.example",
        '"ana"@mail.example',
        "ana@mail.example\u2028x",
    ],
)
def test_an_address_that_is_more_than_an_address_is_refused_at_the_field(portal: Portal, address: str) -> None:
    portal.get("/forgot-password")
    shown = portal.post("/forgot-password", email=address)
    assert shown.status == 422
    assert "email" in shown.errors
