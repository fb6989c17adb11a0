"""One item never stops a job: whatever it raises is logged without a person's data and counted; all others are done."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from chalice.test import Client

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.jobs import deliver_notices
from chalicelib.jobs.each import for_each, log_counts
from chalicelib.jobs.purge_due import purge_due
from chalicelib.jobs.sign_daily_root import sign_due_roots
from chalicelib.runtime import root_signer
from chalicelib.runtime.logging import configure_logging
from chalicelib.runtime.root_signer import RootSigner
from chalicelib.storage.keys import Key
from chalicelib.storage.shapes import SHAPES
from chalicelib.storage.table import TooManyRowsError, client, typed
from infra.local.root_signer import LocalRootSigner
from tests.builders import KAI, World
from tests.checks.after_each_test import all_items
from tests.jobs.post_box import PostBox

GROWN_UP = date(2040, 7, 1)


def two_children(world: World) -> tuple[ExemptionForm, ExemptionForm]:
    """A form of each of two children who are purged on the same day."""
    first = world.form()
    brother = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name="Noa"))
    return first, world.form(request=world.request(child=brother))


def purge_card(world: World, child_id: str) -> dict[str, str]:
    (item,) = [item for item in all_items(world.table.name) if item["PK"] == f"CHILD#{child_id}" and "card" in item]
    return item


def spoil(world: World, key: Key, **changed: object) -> dict[str, object]:
    """Write these attributes over those of an item, and return the item as it was."""
    before = world.table.get_many([key])[key]
    client().put_item(TableName=world.table.name, Item=typed({**before, **changed}))
    return before


def said(world: World, event: str) -> list[dict[str, object]]:
    """The log lines of this name."""
    lines = [json.loads(line[line.index("{") :]) for line in world.recorder.lines if '{"' in line]
    return [line for line in lines if line.get("event") == event]


def mend(world: World, item: dict[str, object]) -> None:
    client().put_item(TableName=world.table.name, Item=typed(item))


@pytest.fixture(autouse=True)
def _as_in_a_function() -> None:
    configure_logging()


class TestAnyItem:
    def test_that_raises_is_counted_and_the_others_are_done(self, world: World) -> None:
        def do(item: str) -> str:
            return {"good": "done", "nothing to do": ""}[item]

        done = for_each(["good", "Kai Brandvold", "nothing to do", "good"], do, failure="item.failed")
        assert done == {"done": 2, "failed": 1}
        (told,) = said(world, "item.failed")
        assert told["error_type"] == "KeyError"
        assert "Brandvold" not in str(told)

    def test_is_not_begun_when_it_is_enough(self) -> None:
        seen: list[int] = []
        done = for_each(
            range(9),
            lambda item: seen.append(item) or "done",
            failure="x",
            is_enough=lambda counts: counts["done"] == 3,
        )
        assert (done, seen) == ({"done": 3}, [0, 1, 2])

    def test_the_number_of_failures_is_told_also_where_it_is_none(self, world: World) -> None:
        log_counts("records.purged", Counter(purged=2))
        told = said(world, "records.purged")
        assert [(line["outcome"], line["count"]) for line in told] == [("failed", 0), ("purged", 2)]


class TestAPlantedFaultInOneItem:
    def test_a_key_error_in_one_card_leaves_the_other_children_to_be_purged(self, world: World) -> None:
        first, second = two_children(world)
        world.clock.set(GROWN_UP)
        item = spoil(
            world,
            Key(f"CHILD#{first.child_id}", "CHILD"),
            card=json.dumps({"id": first.child_id}),
            GSI1SK="2000-01-01#first-in-the-queue",
        )
        assert purge_due(world.clock) == {"failed": 1, "purged": 1}
        assert world.ctx().store.find(ExemptionForm, second.id) is None
        mend(world, item)
        assert purge_due(world.clock) == {"purged": 1}

    @pytest.mark.parametrize("fault", ["newer shape", "broken seal", "no record", "too many rows"])
    def test_a_record_that_cannot_be_read_leaves_the_other_children_to_be_purged(
        self, world: World, fault: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = two_children(world)
        world.clock.set(GROWN_UP)
        form, child = Key(f"FORM#{first.id}", "FORM"), Key(f"CHILD#{first.child_id}", "CHILD")
        place, changed = {
            "newer shape": (child, {"shape": SHAPES["child"] + 2}),
            "broken seal": (form, {"sealed": "AAAA"}),
            "no record": (form, {"body": "{}"}),
            "too many rows": (child, {}),
        }[fault]
        item = spoil(world, place, **changed)
        if fault == "too many rows":
            from chalicelib.actions.retention import purge_child  # noqa: PLC0415

            real = purge_child.cases_of
            monkeypatch.setattr(
                purge_child,
                "cases_of",
                lambda ctx, found: (
                    real(ctx, found) if found.id != first.child_id else (_ for _ in ()).throw(TooManyRowsError(5))
                ),
            )
        assert purge_due(world.clock) == {"failed": 1, "purged": 1}
        assert world.ctx().store.find(ExemptionForm, second.id) is None
        mend(world, item)

    def test_a_key_error_in_one_notice_leaves_the_others_to_be_sent(self, world: World) -> None:
        world.form()
        to_parents = [
            item for item in all_items(world.table.name) if item.get("type") == "notice" and "delivery" in item
        ]
        notice, *others = [item for item in to_parents if item["PK"].startswith("ACCOUNT#")]
        del notice["body"]
        mend(world, notice)
        box = PostBox()
        done = deliver_notices.deliver_pending(box, world.clock)
        assert others
        assert (done.failed, len(box.taken)) == (1, len(others))
        client().delete_item(TableName=world.table.name, Key=typed({"PK": notice["PK"], "SK": notice["SK"]}))

    def test_a_key_error_in_one_day_keeps_the_days_before_and_is_told(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.parent()
        world.clock.advance(days=4)
        signer, days = LocalRootSigner(b"the tests' own"), []

        def keep(day: str, _statement: bytes) -> None:
            days.append(day)
            if len(days) == 3:
                raise KeyError(day)

        monkeypatch.setattr(LocalRootSigner, "keep", lambda _self, day, statement: keep(day, statement))
        assert sign_due_roots(signer, world.clock) == {"signed": 2, "failed": 1}
        assert sign_due_roots(signer, world.clock) == {"signed": 2}


class TestTheFunctions:
    @pytest.mark.parametrize(
        ("name", "event"),
        [
            ("purge_due", "records.purged"),
            ("deliver_notices", "notices.delivered"),
            ("sign_daily_root", "roots.signed"),
            ("open_due_reviews", "reviews.opened"),
            ("check_reports", "reports.checked"),
            ("send_reminders", "reminders.sent"),
        ],
    )
    def test_say_how_many_items_were_done_and_failed(
        self, world: World, name: str, event: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from app import app  # noqa: PLC0415 - the tests' settings must stand before the portal is imported

        def signer(*_settings: str) -> RootSigner:
            return LocalRootSigner(b"the tests' own")

        monkeypatch.setattr(root_signer, "KmsRootSigner", signer)
        monkeypatch.setattr(deliver_notices, "SesMailer", PostBox)
        Client(app).lambda_.invoke(
            name, Client(app).events.generate_cw_event("aws.events", "Scheduled Event", {}, ["arn"], region="us-west-2")
        )
        assert {"outcome": "failed", "count": 0, "event": event} in said(world, event)


def test_the_purge_may_do_at_the_store_what_it_does(world: World) -> None:
    world.form()
    world.clock.set(GROWN_UP)
    before = len(world.recorder.calls)
    purge_due(world.clock)
    done = {call.operation for call in world.recorder.calls[before:]} - {"TransactWriteItems"}  # by its parts
    policy = json.loads((Path(__file__).parents[2] / ".chalice" / "policy-purge-due.json").read_text())
    allowed = {action for statement in policy["Statement"] for action in statement["Action"]}
    assert {f"dynamodb:{operation}" for operation in done} <= allowed
