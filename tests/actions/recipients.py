"""What tests of acts ask again and again: how an action was refused, and who was told of what."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.errors import PortalError
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.storage.outbox import read_notice
from tests.builders import World
from tests.checks.after_each_test import all_items


def refused(act: Callable[[], Any]) -> PortalError:
    """The error with which the action is refused."""
    with pytest.raises(PortalError) as error:
        act()
    return error.value


def told(world: World, kind: NoticeKind) -> list[Notice]:
    """Every notice of this kind, whoever it went to."""
    items = all_items(world.table.name)
    notices = [read_notice(item) for item in items if item.get("type") == "notice"]
    return [notice for notice in notices if notice.kind == kind]


def recipients_of(world: World, kind: NoticeKind) -> set[tuple[str, str]]:
    """To whom the notices of this kind went."""
    return {(notice.recipient.kind, notice.recipient.id) for notice in told(world, kind)}
