"""A notice as a letter's page names it: whose it is, and where it stands in the inbox."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chalicelib.domain.notice import Notice, Recipient
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import inbox_partition


@dataclass(frozen=True)
class NoticePlace:
    """The recipient, and the two parts of the notice's sort key."""

    recipient: Recipient
    place: str
    notice_id: str

    @classmethod
    def of_params(cls, params: Mapping[str, str]) -> "NoticePlace":
        """Return the place from the parameters of an address (`addresses.LETTER`)."""
        recipient = Recipient(kind=params["kind"], id=params["owner"])
        return cls(recipient, params["place"], params["notice"])

    @classmethod
    def of_key(cls, key: Key) -> "NoticePlace":
        """Return the place from the key of a notice's item."""
        *kind, owner = key.pk.split("#")
        _prefix, place, notice_id = key.sk.split("#")
        return cls(Recipient(kind="account" if len(kind) == 1 else kind[1], id=owner), place, notice_id)

    @classmethod
    def of_notice(cls, notice: Notice) -> "NoticePlace":
        return cls.of_key(keys.notice(inbox_partition(notice.recipient), notice.at, notice.id))

    @property
    def key(self) -> Key:
        return keys.notice_placed(inbox_partition(self.recipient), self.place, self.notice_id)

    def first_keys(self) -> Iterator[Key]:
        """Yield the notice, and the record that its recipient's postal address is read from."""
        yield self.key
        if self.recipient.kind in {"account", "facility"}:
            yield keys.record(self.recipient.kind, self.recipient.id)
