"""Stand-in for the mail service: takes what Amazon SES (version 2) takes and keeps each mail as a file."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
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


class Mailbox:
    """The mails kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, mail: Mail) -> None:
        """Store a mail; readers never see half of one."""
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
    )
