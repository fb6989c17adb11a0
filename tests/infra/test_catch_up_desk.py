"""What an older portal wrote stands in the state's lists like what is new, once the release has caught up with it."""

import json

from chalicelib.domain.account import Role
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.physician_names import name_rows
from infra.catch_up_desk import catch_up_desk
from tests.builders import World
from tests.web.test_review_queue import rows
from tests.web.test_reviews_pages import nurse


def test_an_older_case_is_listed_with_its_physician_and_reason(world: World) -> None:
    """Given what an older portal left, when the release catches up twice, then it wrote each thing once."""
    review = world.review()
    key = keys.record("review", review.id)
    card = json.loads(world.table.get_many([key])[key]["card"])
    for name in ("standing_id", "due_on"):
        del card[name]
    world.table.update(key, "SET card = :card", {":card": json.dumps(card)})
    names = name_rows(world.default_user(Role.PHYSICIAN))
    world.table.replace_many((), [trigger_keys.form_reasons(review.form_id), *names])

    before = nurse(world).get("/reviews")
    written = [catch_up_desk(world.table) for _run in range(2)]
    after = nurse(world).get("/reviews")

    assert written == [2 + len(names), 0]
    assert "See the case" in rows(before)[0]
    assert "GEN-MODSEV" in rows(after)[0]
    assert "1 form this year" in after.words
    assert "Thaddeus Okonjo-Reyes" in nurse(world).post("/reviews/search", words="okonjo").links
