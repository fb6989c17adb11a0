"""Which notices go on paper where no e-mail reaches anyone, and how they get on the "to be posted" list."""

from chalicelib.addresses import part_of_portal, reader_of
from chalicelib.domain.account import Account
from chalicelib.domain.notice import Delivery, Notice
from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.notices.addressees import office_name
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.storage import outbox
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import OnPaper, read_notice
from chalicelib.storage.store import Store
from chalicelib.storage.table import Item


def may_be_posted(notice: Notice) -> bool:
    """Return whether a letter of this notice makes sense. What only carries a link to an e-mail address does not: the
    link is stale before a letter arrives, and the person can ask for another."""
    row, to = CATALOGUE[NoticeKind(notice.kind)], notice.recipient
    return row.in_inbox and (to.kind == "account" or row.posted_to_offices or notice.letter)


def letter_of(store: Store, notice: Notice) -> OnPaper:
    """Return the letter as the list shows it. Raises PortalError UNAVAILABLE."""
    to = notice.recipient
    account = store.find(Account, to.id) if to.kind == "account" else None
    return OnPaper(notice, office_name(store, to), part_of_portal(reader_of(to, account)))


def post_unheard(store: Store, key: Key, item: Item) -> bool:
    """Put a notice on the list whose mails were taken and reached no one, where the law asks for the notice; whether it
    was put there. Raises PortalError UNAVAILABLE."""
    heard = set(item.get("mailed", ())) - set(item.get("unheard", ()))
    notice = read_notice(item)
    if heard or item["delivery"] != Delivery.SENT or not (_is_owed_by_law(notice) and may_be_posted(notice)):
        return False
    return outbox.post_after_all(store.table, key, letter_of(store, notice))


def _is_owed_by_law(notice: Notice) -> bool:
    row: CatalogueRow | None = CATALOGUE.get(NoticeKind(notice.kind))
    return notice.letter or (row is not None and row.law is not None)
