"""Lists too long for one page, written past the acts: rows alone, as a page reads them."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from chalicelib.domain.account import Account, Role
from chalicelib.domain.notice import Notice, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import NOTHING
from chalicelib.domain.roster import RosterRow
from chalicelib.storage import keys
from chalicelib.storage.outbox import inbox_partition
from tests.builders import World
from tests.portal import Portal, Shown


def put_students(world: World, names: Iterable[tuple[str, str]]) -> str:
    """One form at the default school for each of these students (first and last name); answers with the school's id."""
    form = RosterRow.of(world.form())
    world.table.replace_many(
        [_roster_item(form, place, first, last) for place, (first, last) in enumerate(names)],
        [keys.roster_row(form.facility_id, form.child_id, form.form_id)],
    )
    return form.facility_id


def _roster_item(form: RosterRow, place: int, first: str, last: str) -> dict[str, Any]:
    row = form.model_copy(
        update={
            "form_id": f"form{place:04}",
            "child_id": f"child{place:04}",
            "first_name": first,
            "last_name": last,
            "form_number": f"NUM{place:04}",
        }
    )
    return {**keys.roster_row(form.facility_id, row.child_id, row.form_id).as_item(), "body": row.model_dump_json()}


def put_queue(world: World, name: str, cards: Iterable[dict[str, Any]]) -> None:
    """Waiting work, an hour apart: each card's "id" is its place in the queue, counted from 0."""
    since = world.clock() - timedelta(days=400)
    world.table.replace_many(
        [
            {
                **_queue_key(name, card).as_item(),
                "GSI1PK": keys.queue(name),
                "card": json.dumps(card),
                "GSI1SK": keys.queue_place((since + timedelta(hours=int(card["id"][-4:]))).isoformat(), card["id"]),
            }
            for card in cards
        ],
        [],
    )


def take_from_queue(world: World, name: str, card_ids: Iterable[str]) -> None:
    """This work is done."""
    world.table.replace_many([], [_queue_key(name, {"id": card_id}) for card_id in card_ids])


def _queue_key(name: str, card: dict[str, Any]) -> keys.Key:
    if name == "letters":
        return keys.notice_placed(keys.office_partition("jurisdiction", "x"), card["id"][-4:], card["id"])
    return keys.record(
        {"reviews": "review", "appeals": "appeal", "standings": "standing", "emergencies": "emergency"}[name],
        card["id"],
    )


def review_cards(world: World, places: Iterable[int], **facts: str) -> Iterator[dict[str, Any]]:
    """Open reviews, every seventh of them the default reviewer's own."""
    own = world.default_user(Role.REVIEWER).id
    for place in places:
        mine = place % 7 == 0
        yield {
            "id": f"case{place:04}",
            "form_id": f"form{place:04}",
            "form_number": f"NUM{place:04}",
            "state": "assigned" if mine else "open",
            "trigger": "public_health",
            "reviewer_id": own if mine else "",
            "opened_on": date(2026, 1, 5).isoformat(),
            **facts,
        }


def other_cards(places: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Cards that hold what each of the other queues shows."""
    for place in places:
        yield {
            "id": f"case{place:04}",
            "form_number": f"NUM{place:04}",
            "number": f"NUM{place:04}",
            "state": "filed_timely",
            "appeal_by": "2026-12-21",
            "in_time": True,
            "codes": [],
            "held": 1,
            "role": "local_health",
            "kind": "exposure",
            "opened_at": "2026-11-20T18:00:00+00:00",
            "recipient_name": f"Office {place:04}",
            "area": "",
        }


def put_notices(world: World, recipient: Recipient, count: int) -> None:
    """Notices of forms NUM0000 (the newest) and so on, a minute apart."""
    notices = [
        Notice(
            id=f"notice{place:04}",
            kind=NoticeKind.EXEMPTION_ISSUED,
            recipient=recipient,
            about=NOTHING,
            at=world.clock() - timedelta(minutes=place),
            facts={"form_number": f"NUM{place:04}"},
        )
        for place in range(count)
    ]
    partition = inbox_partition(recipient)
    world.table.replace_many(
        [
            {
                **keys.notice(partition, notice.at, notice.id).as_item(),
                "type": "notice",
                "body": notice.model_dump_json(),
            }
            for notice in notices
        ],
        [],
    )


def numbers_on(page: Shown, what: str = r"NUM\d{4}") -> list[str]:
    """The numbers that a page shows, in order, each once."""
    return list(dict.fromkeys(re.findall(what, page.words)))


def pages_from(browser: Portal, path: str) -> Iterator[Shown]:
    """The pages of a list, one after the other by "Next page"."""
    page = browser.get(path)
    yield page
    while "Next page" in page.links:
        page = browser.get(page.links["Next page"])
        yield page


def browser_of(world: World, person: Account | Role) -> Portal:
    """A browser of this person, or of the default person of the role."""
    return world.browser(person if isinstance(person, Account) else world.default_user(person))
