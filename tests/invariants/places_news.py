"""Places where a school deals with its news."""

from chalicelib.domain.account import Role
from chalicelib.storage.list_pages import START
from chalicelib.storage.school_news import school_news
from tests.builders import World
from tests.invariants.places import Here, place


@place("/schools/at/{facility_id}/news/done")
def _done(world: World) -> Here:
    form = world.form()
    page = school_news(world.table, form.facility_id, START, lambda each: each.notice.facts["form_id"] == form.id)
    ids = {"facility_id": form.facility_id}
    return Here(world.default_user(Role.SCHOOL), ids, {"news": [page.rows[0].mark]})
