"""The mail stand-in takes what the portal's mail client sends, and its page shows it."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.local.mail import Mail, Mailbox
from infra.local.mailbox import PATH, MailboxPage
from infra.local.services import LocalServices

BASE_URL = "http://127.0.0.1:8000"


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / "mail")


@pytest.fixture
def services(mailbox: Mailbox) -> Iterator[LocalServices]:
    running = LocalServices(mailbox)
    running.start()
    yield running
    running.stop()


def send(services: LocalServices, *recipients: str, subject: str = "Messages", text: str = "Hello") -> str:
    client = boto3.client(
        "sesv2", endpoint_url=services.base_url, region_name="us-west-2",
        aws_access_key_id="local", aws_secret_access_key="local",
    )  # fmt: skip
    return client.send_email(
        FromEmailAddress="no-reply@localhost.test",
        Destination={"ToAddresses": list(recipients)},
        EmailTags=[{"Name": "notice", "Value": "a1b2"}],
        Content={"Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": text}}}},
    )["MessageId"]


def mail_with(text: str, subject: str = "Messages") -> Mail:
    return Mail("1-a", "2027-03-14T17:30:05+00:00", "from@x.test", ["to@x.test"], subject, text, "")


def shown(mailbox: Mailbox, path: str = PATH, static_dir: Path = Path("nowhere")) -> str:
    return MailboxPage(mailbox, BASE_URL, static_dir)(path, {}).body


def test_a_sent_mail_is_kept_with_its_words(services: LocalServices, mailbox: Mailbox) -> None:
    message_id = send(services, "parent@x.test", subject="Se ha actualizado: 更新", text="Vea: 消息")
    kept = mailbox.find(message_id)
    assert kept
    assert (kept.recipients, kept.subject, kept.text) == (["parent@x.test"], "Se ha actualizado: 更新", "Vea: 消息")


def test_a_mail_to_no_one_is_refused_as_the_real_service_does(services: LocalServices, mailbox: Mailbox) -> None:
    with pytest.raises(ClientError) as refusal:
        send(services)
    assert refusal.value.response["Error"]["Code"] == "BadRequestException"
    assert mailbox.newest_first() == []


def test_the_list_shows_the_newest_mail_first(services: LocalServices, mailbox: Mailbox) -> None:
    send(services, "a@x.test", subject="First")
    send(services, "b@x.test", subject="Second")
    page = shown(mailbox)
    assert page.index("Second") < page.index("First")


def test_an_empty_mailbox_says_what_to_do(mailbox: Mailbox) -> None:
    assert "No mail yet" in shown(mailbox)


def test_links_in_a_mail_are_clickable_and_stay_on_the_visitors_host(mailbox: Mailbox) -> None:
    mailbox.keep(mail_with(f"Open {BASE_URL}/verify?t=a&b=c. Law: https://leginfo.legislature.ca.gov/x."))
    page = shown(mailbox, f"{PATH}/1-a")
    assert f'<a href="/verify?t=a&amp;b=c">{BASE_URL}/verify?t=a&amp;b=c</a>.' in page
    assert '<a href="https://leginfo.legislature.ca.gov/x">' in page


def test_a_mail_cannot_bring_markup_into_the_page(mailbox: Mailbox) -> None:
    mailbox.keep(mail_with('<script>x()</script> https://x.test/"onclick=1', subject="<b>bold</b>"))
    page = shown(mailbox, f"{PATH}/1-a") + shown(mailbox)
    assert "<script" not in page
    assert "<b>" not in page
    assert '"onclick' not in page


def test_times_are_shown_as_california_reads_them(mailbox: Mailbox) -> None:
    mailbox.keep(mail_with("x"))
    assert "March 14, 2027, 10:30:05 Pacific time" in shown(mailbox)


@pytest.mark.parametrize("message_id", ["2-b", "../keys", "..%2fkeys", "1-a/extra"])
def test_a_mail_that_is_not_there_is_not_found(mailbox: Mailbox, tmp_path: Path, message_id: str) -> None:
    (tmp_path / "keys.json").write_text("{}")
    page = MailboxPage(mailbox, BASE_URL, Path("nowhere"))(f"{PATH}/{message_id}", {})
    assert page.status_code == 404


def test_mail_to_an_address_comes_back_once_someone_says_so(services: LocalServices, mailbox: Mailbox) -> None:
    """Given a mail, when its page is told to let it come back, then the portal is told of it and of each later one."""
    message_id = send(services, "gone@x.test")
    assert "Let mail to this address come back" in shown(mailbox, f"{PATH}/{message_id}")
    told: list[Any] = []
    mailbox.tell_what_came_back(told.append)
    assert told == []
    shown(mailbox, f"{PATH}/{message_id}/come-back")
    later = send(services, "gone@x.test")
    send(services, "here@x.test")
    mailbox.tell_what_came_back(told.append)
    assert [event["detail"]["mail"]["messageId"] for event in told] == [message_id, later]
    assert told[0]["detail"]["mail"]["tags"] == {"notice": ["a1b2"]}


def test_the_page_wears_the_portals_styles(mailbox: Mailbox, static_dir: Path) -> None:
    assert 'href="/static/portal.abc123.css"' in shown(mailbox, static_dir=static_dir)


def test_the_license_service_answers_on_the_same_server(services: LocalServices) -> None:
    address = services.environment["PORTAL_LICENSE_BASE_URL"]
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{address}/licenseSearchService/getLicenseNumberSearch?licType=8002&licNumber=1",
        headers={"APP_ID": "local", "APP_KEY": "local"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
        assert b'"licenseDetails"' in answer.read()
