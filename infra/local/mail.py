"""Stand-in for the mail service: takes what Amazon SES (version 2) takes and keeps each mail as a file. It can let mail
to an address come back, and tells the portal so in the service's own shape."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.local.small_server import Reply

SEND_PATH = "/v2/email/outbound-emails"


@dataclass(frozen=True)
class Mail:
    """One mail as it was sent. `sent_at` is an ISO instant in UTC."""

    message_id: str
    sent_at: str
    sender: str
    recipients: list[str]
    subject: str
    text: str
    html: str
    reference: str = ""  # the tag by which the portal knows it again


class Mailbox:
    """The mails kept in one folder. Which addresses are dead is known until the run ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dead: set[str] = set()
        self._came_back: list[Mail] = []
        folder.mkdir(parents=True, exist_ok=True)

    def let_come_back(self, mail: Mail) -> None:
        """From now on no mail arrives at the addresses of this one, which comes back, too."""
        self._dead.update(mail.recipients)
        self._came_back.append(mail)

    def tell_what_came_back(self, take: Callable[[Mapping[str, Any]], object]) -> None:
        """Tell the portal of each mail that came back since."""
        while self._came_back:
            take(bounce_event(self._came_back[0]))
            self._came_back.pop(0)

    def keep(self, mail: Mail) -> None:
        """Store a mail; readers never see half of one."""
        if self._dead.intersection(mail.recipients):
            self._came_back.append(mail)
        path = self._path(mail.message_id)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(asdict(mail), ensure_ascii=False, indent=1))
        unfinished.replace(path)

    def newest_first(self) -> list[Mail]:
        paths = sorted(self._folder.glob("*.json"), reverse=True)
        return [Mail(**json.loads(path.read_text())) for path in paths]

    def find(self, message_id: str) -> Mail | None:
        path = self._path(message_id)
        if not message_id.replace("-", "").isalnum() or not path.exists():
            return None
        return Mail(**json.loads(path.read_text()))

    def _path(self, message_id: str) -> Path:
        return self._folder / f"{message_id}.json"


def send(mailbox: Mailbox, body: bytes) -> Reply:
    """Answer one SendEmail call: 200 with a MessageId, or 400 in the service's own shape."""
    try:
        mail = _mail_of(json.loads(body))
    except (ValueError, KeyError, TypeError) as problem:
        headers = {"Content-Type": "application/json", "x-amzn-ErrorType": "BadRequestException"}
        return 400, headers, json.dumps({"message": f"Not a simple mail: {problem}"}).encode()
    mailbox.keep(mail)
    return 200, {"Content-Type": "application/json"}, json.dumps({"MessageId": mail.message_id}).encode()


def bounce_event(mail: Mail, *, kind: str = "Permanent", detail_kind: str = "General", at: str = "") -> dict[str, Any]:
    """Return what the service tells of a mail that came back, as EventBridge hands it on. `at`: an ISO instant."""
    return {
        "source": "aws.ses",
        "detail-type": "Email Bounced",
        "detail": {
            "eventType": "Bounce",
            "bounce": {"bounceType": kind, "bounceSubType": detail_kind, "timestamp": at or mail.sent_at},
            "mail": {
                "messageId": mail.message_id,
                "timestamp": mail.sent_at,
                "destination": mail.recipients,
                "tags": {"notice": [mail.reference]},
            },
        },
    }


def _mail_of(request: Mapping[str, Any]) -> Mail:
    simple = request["Content"]["Simple"]
    body = simple["Body"]
    recipients = [str(address) for address in request["Destination"]["ToAddresses"]]
    if not recipients:
        raise ValueError("no recipient")
    now = datetime.now(UTC)
    return Mail(
        message_id=f"{now:%Y%m%d%H%M%S%f}-{secrets.token_hex(8)}",
        sent_at=now.isoformat(),
        sender=request["FromEmailAddress"],
        recipients=recipients,
        subject=simple["Subject"]["Data"],
        text=body.get("Text", {}).get("Data", ""),
        html=body.get("Html", {}).get("Data", ""),
        reference=next((tag["Value"] for tag in request.get("EmailTags", ()) if tag["Name"] == "notice"), ""),
    )
