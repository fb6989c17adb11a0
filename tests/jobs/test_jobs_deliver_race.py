"""Several deliverers at the same time, on the real store engine of the local run: each notice is mailed once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import own_account
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.queues import OUTBOX
from chalicelib.storage.table import Table, portal_table
from chalicelib.wiring import new_context
from infra.local.stack import LocalStack
from tests.conftest import forget_settings
from tests.jobs.post_box import PostBox

pytestmark = pytest.mark.ministack
READERS, DELIVERERS = 40, 6


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    with LocalStack(tmp_path / "store") as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        forget_settings()
        yield portal_table()
    monkeypatch.undo()
    forget_settings()


def owe_one_each() -> None:
    for number in range(READERS):
        work = new_context(system_clock(), new_id()).unit_of_work(Action.REGISTER)
        reader = Account(
            id=new_id(),
            role=Role.PARENT,
            email=f"reader-{number}@mail.example",
            first_name="Ana",
            last_name="Example",
            verified=True,
        )
        work.create(reader)
        work.enqueue_notification(
            NoticeKind.PASSWORD_CHANGED, Recipient(kind="account", id=reader.id), own_account(reader)
        )
        work.commit()


def test_many_deliverers_mail_every_notice_once(store: Table) -> None:
    owe_one_each()
    box = PostBox()
    with ThreadPoolExecutor(DELIVERERS) as pool:
        counts = list(pool.map(lambda _number: deliver_pending(box), range(DELIVERERS)))
    assert sum(count.sent for count in counts) == READERS
    assert sorted(box.addresses) == sorted(f"reader-{number}@mail.example" for number in range(READERS))
    assert store.queue(keys.queue(OUTBOX)) == []
    assert sum(count.sent > 0 for count in counts) > 1
