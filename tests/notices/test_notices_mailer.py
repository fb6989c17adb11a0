"""The mailer speaks Amazon SES: here with the local run's stand-in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.notices import mailer
from chalicelib.notices.mailer import Mail, MailRefusedError, SesMailer
from chalicelib.runtime.settings import settings
from infra.local.mail import Mailbox
from infra.local.services import LocalServices

MAIL = Mail("You have a message about an exemption", "Guten Tag, señora 陳\n", "<p>señora 陳</p>")


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    box = Mailbox(tmp_path)
    services = LocalServices(box)
    services.start()
    for name, value in services.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PORTAL_MAIL_FROM", "portal@state.example")
    _forget()
    yield box
    services.stop()
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    settings.cache_clear()
    mailer._client.cache_clear()


def test_a_mail_arrives_as_it_was_written(mailbox: Mailbox) -> None:
    mail_id = SesMailer().send("ana@mail.example", MAIL, "a1b2")
    arrived = mailbox.find(mail_id)
    assert arrived
    assert (arrived.sender, arrived.recipients) == ("portal@state.example", ["ana@mail.example"])
    assert (arrived.subject, arrived.text, arrived.html) == (MAIL.subject, MAIL.text, MAIL.html)


def test_a_service_that_does_not_answer_refuses_by_name(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAIL_ENDPOINT", "http://127.0.0.1:9")
    _forget()
    with pytest.raises(MailRefusedError) as refused:
        SesMailer().send("ana@mail.example", MAIL, "a1b2")
    assert refused.value.code == "EndpointConnectionError"
    assert "ana@" not in str(refused.value)


def test_a_refusal_is_known_by_the_services_own_code(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.local.mail.SEND_PATH", "/elsewhere")
    with pytest.raises(MailRefusedError) as refused:
        SesMailer().send("ana@mail.example", MAIL, "a1b2")
    assert refused.value.code == "404"
    assert mailbox.newest_first() == []
