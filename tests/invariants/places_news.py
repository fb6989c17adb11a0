"""Places where a school deals with its news, and the reviewers with theirs."""

from chalicelib.actions.reviews.answer_reviewer import answer_reviewer
from chalicelib.domain.account import Role
from chalicelib.domain.review import ReviewState
from chalicelib.storage import keys
from chalicelib.storage.list_pages import START
from chalicelib.storage.school_news import marked_news, school_inbox
from tests.builders import World
from tests.invariants.places import Here, place


@place("/schools/at/{facility_id}/news/done")
def _done(world: World) -> Here:
    form = world.form()
    page = marked_news(
        world.table, school_inbox(form.facility_id), START, lambda each: each.notice.facts["form_id"] == form.id
    )
    ids = {"facility_id": form.facility_id}
    return Here(world.default_user(Role.SCHOOL), ids, {"news": [page.rows[0].mark]})


@place("/reviews/news", "/reviews/news/done")
def _reviewers(world: World) -> Here:
    review = world.review(ReviewState.INFO_REQUESTED)
    issuer, reviewer = world.default_user(Role.PHYSICIAN), world.default_user(Role.REVIEWER)
    answer_reviewer(world.ctx(issuer), review.form_id, review.id, review.version, "The plan is attached to the form")
    page = marked_news(world.table, keys.account_partition(reviewer.id), START, lambda _each: True)
    return Here(reviewer, {}, {"news": [page.rows[0].mark]})
