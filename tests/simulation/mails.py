"""The mail service of a run: it refuses some e-mails, and sometimes the deliverer ends just after one was taken."""

from collections import Counter
from random import Random

from chalicelib.notices.mailer import Mail, MailRefusedError
from tests.killed import KilledError
from tests.simulation.fated_store import fated_store

_REFUSED, _ENDS_AFTER = 0.03, 0.02
_REFERENCE = "Reference: "


def reference_of(notice_id: str) -> str:
    """What an e-mail says of the notice that it carries."""
    return notice_id[:10].upper()


class Mails:
    """Takes e-mails. `sent`: how often, by reference and address. `wrong`: what must not happen: an e-mail
    went out again although the portal had noted that it was taken (reliability invariant 22)."""

    def __init__(self, rng: Random, settings_table: str) -> None:
        self.rng, self.table = rng, settings_table
        self.sent: Counter[tuple[str, str]] = Counter()
        self.noted: dict[str, tuple[str, str]] = {}
        self.wrong: list[str] = []
        self.is_undisturbed = False

    def send(self, address: str, mail: Mail, _reference: str) -> str:
        """As of the mailer's port. Raises MailRefusedError, KilledError."""
        if not self.is_undisturbed and self.rng.random() < _REFUSED:
            raise MailRefusedError("MessageRejected")
        reference = mail.text.rpartition(_REFERENCE)[2].strip()
        mail_id = f"mail-{self.sent.total()}"
        if self._is_noted(reference, address):
            self.wrong.append("an e-mail was sent again after it was noted as taken")
        self.sent[reference, address] += 1
        self.noted[mail_id] = (reference, address)
        if not self.is_undisturbed and self.rng.random() < _ENDS_AFTER:
            raise KilledError
        return mail_id

    def _is_noted(self, reference: str, address: str) -> bool:
        if (reference, address) not in self.sent:
            return False
        items = fated_store().tables[self.table].items
        beginning = reference.lower()
        found = (
            item
            for key, item in items.items()
            if key[1].startswith("NOTICE#") and key[1].rpartition("#")[2].startswith(beginning)
        )
        ids = {mail_id for item in found for mail_id in item.get("mail_ids", {}).get("SS", ())}
        return any(self.noted.get(each) == (reference, address) for each in ids)
