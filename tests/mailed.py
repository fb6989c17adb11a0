"""What the portal owes by mail, as the tests read it: notices by kind, and the links in them."""

from chalicelib.addresses import address_of_notice
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage.outbox import read_notice
from chalicelib.storage.table import Table
from chalicelib.storage.tokens import token_of
from tests.checks.after_each_test import all_items


def notices_of(table: Table, kind: NoticeKind) -> list[Notice]:
    """The notices of that kind, oldest first."""
    found = [read_notice(item) for item in all_items(table.name) if item.get("type") == "notice"]
    return sorted((notice for notice in found if notice.kind == kind), key=lambda notice: notice.at)


def token_in(notice: Notice) -> str:
    """The token that the mail of this notice carries."""
    return token_of(notice.facts["token_id"])


def newest_link(table: Table, kind: NoticeKind) -> str:
    """The address in the newest mail of that kind."""
    return link_in(notices_of(table, kind)[-1])


def link_in(notice: Notice) -> str:
    """The address in the mail of this notice, which carries a token."""
    return address_of_notice(notice, None, token_in(notice))
