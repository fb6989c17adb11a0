"""The mailbox page of the local run: every mail the portal sent, with links that work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from chalice.app import Response

from infra.local.local_page import MAILBOX, local_page
from infra.local.mail import Mail, Mailbox

PATH = MAILBOX

_SHOWN = 200
_COME_BACK = "come-back"
_CAME_BACK = (
    "<p>No mail arrives at this address any more, until the run ends. In a second the portal learns that this one came "
    "back: a notice that the law asks for goes to the letters to be posted (state reviewers see /letters), and "
    f'the owner reads of it on the home page.</p><p><a href="{PATH}">All mail</a></p>'
)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")
_ZONE = ZoneInfo("America/Los_Angeles")


class MailboxPage:
    """The list of mails and each mail's text. `base_url` is the portal's address as mails write it."""

    def __init__(self, mailbox: Mailbox, base_url: str, static_dir: Path) -> None:
        self._mailbox = mailbox
        self._base_url = base_url
        self._static_dir = static_dir

    def __call__(self, path: str, _headers: Mapping[str, str]) -> Response:
        message_id, _slash, asked = path.removeprefix(PATH).strip("/").partition("/")
        if not message_id:
            return self._page("Mailbox", self._list())
        mail = self._mailbox.find(message_id)
        if mail is None:
            return self._page("Mail not found", f'<p><a href="{PATH}">All mail</a></p>', status=404)
        if asked == _COME_BACK:
            self._mailbox.let_come_back(mail)
            return self._page("The mail comes back", _CAME_BACK)
        return self._page(mail.subject, self._mail(mail))

    def _list(self) -> str:
        mails = self._mailbox.newest_first()
        if not mails:
            return "<p>No mail yet. Register, or ask for a new password, and the mail will be here.</p>"
        shown = "".join(
            f'<li><a href="{PATH}/{escape(mail.message_id)}">{escape(mail.subject)}</a>'
            f"<br>To {escape(', '.join(mail.recipients))}<br>{_shown_time(mail)}</li>"
            for mail in mails[:_SHOWN]
        )
        older = f", the newest {_SHOWN} below" if len(mails) > _SHOWN else ""
        return (
            f'<p>{len(mails)} in all, newest first{older}. <a href="{PATH}">Look again</a></p>'
            f'<ul class="usa-list">{shown}</ul>'
        )

    def _mail(self, mail: Mail) -> str:
        paragraphs = "".join(
            f"<p>{self._with_links(block).replace(chr(10), '<br>')}</p>" for block in mail.text.strip().split("\n\n")
        )
        return (
            f'<p><a href="{PATH}">All mail</a></p>'
            f"<p>To {escape(', '.join(mail.recipients))}<br>From {escape(mail.sender)}<br>"
            f"{_shown_time(mail)}</p>"
            f"<hr>{paragraphs}"
            f'<hr><form action="{PATH}/{escape(mail.message_id)}/{_COME_BACK}">'
            '<p><button class="usa-button usa-button--outline">Let mail to this address come back</button></p></form>'
        )

    def _with_links(self, text: str) -> str:
        pieces, end = [], 0
        for found in _ADDRESS.finditer(text):
            pieces += [escape(text[end : found.start()]), self._link(found.group())]
            end = found.end()
        return "".join([*pieces, escape(text[end:])])

    def _link(self, address: str) -> str:
        # Links to the portal stay on the host name that the visitor uses, with its cookies.
        target = address.removeprefix(self._base_url) if address.startswith(f"{self._base_url}/") else address
        return f'<a href="{escape(target)}">{escape(address)}</a>'

    def _page(self, title: str, content: str, *, status: int = 200) -> Response:
        return local_page(self._static_dir, title, content, status=status)


def _shown_time(mail: Mail) -> str:
    local = datetime.fromisoformat(mail.sent_at).astimezone(_ZONE)
    return f"{local:%B} {local.day}, {local.year}, {local:%H:%M:%S} Pacific time"
