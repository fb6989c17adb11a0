"""Someone else who acts at the same time."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.storage.table import Table


def before_the_next_transaction(monkeypatch: pytest.MonkeyPatch, rival: Callable[[], Any]) -> None:
    """Let the rival act between what the action read and what it writes."""
    send, waiting = Table.transact, [rival]

    def transact(self: Table, writes: list[dict[str, Any]]) -> None:
        if waiting:
            waiting.pop()()
        send(self, writes)

    monkeypatch.setattr(Table, "transact", transact)
