"""Sends one e-mail: a port, and Amazon SES behind it."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.settings import settings

REFERENCE_TAG = "notice"
"""The tag of a mail that holds its reference (storage/mail_keys.py)."""


@dataclass(frozen=True)
class Mail:
    """An e-mail as it is read: subject, plain text and HTML."""

    subject: str
    text: str
    html: str


class MailRefusedError(Exception):
    """The mail service did not take the e-mail. `code` is the service's name for the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Mailer(Protocol):
    """Whatever takes an e-mail."""

    def send(self, address: str, mail: Mail, reference: str) -> str:
        """Hand the e-mail over, and return the service's id for it. `reference` goes with it as a tag, by which the
        service tells later what came of it. Raises MailRefusedError."""
        ...


@cache
def _client() -> Any:
    # One try each: where an answer is lost the mail may have gone out, and the outbox decides when to try again.
    return aws_client("sesv2", endpoint=settings().mail_endpoint, tries=1)


class SesMailer:
    """Amazon SES, version 2; the local run's stand-in speaks the same."""

    def send(self, address: str, mail: Mail, reference: str) -> str:
        """Hand the e-mail over. Raises MailRefusedError."""
        of_stage = {"ConfigurationSetName": settings().mail_set} if settings().mail_set else {}
        try:
            answer = _client().send_email(
                **of_stage,
                EmailTags=[{"Name": REFERENCE_TAG, "Value": reference}],
                FromEmailAddress=settings().mail_from,
                Destination={"ToAddresses": [address]},
                Content={
                    "Simple": {
                        "Subject": _content(mail.subject),
                        "Body": {"Text": _content(mail.text), "Html": _content(mail.html)},
                    }
                },
            )
        except ClientError as error:
            raise MailRefusedError(str(error.response["Error"]["Code"])) from error
        except BotoCoreError as error:
            raise MailRefusedError(type(error).__name__) from error
        return str(answer["MessageId"])


def _content(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
