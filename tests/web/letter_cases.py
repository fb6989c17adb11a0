"""Notices with letters, as the acts owe them, and the addresses of their pages."""

from chalicelib.actions.notifying import notify_of_form
from chalicelib.actions.reviews.decision_recipients import told_of_denial
from chalicelib.addresses import letter_address
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.review import ReviewState
from chalicelib.jobs.deliver_notices import RETRY_DELAYS, deliver_pending
from chalicelib.storage.outbox import NoticePlace, read_notice
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.jobs.post_box import PostBox

KINDS = ("account", "facility", "jurisdiction")


def owe_letters(world: World, kind: NoticeKind, form: ExemptionForm, **facts: str) -> None:
    """The notices of a decision about this form, to all who are told of it."""
    work = world.work(Action.REVOKE_EXEMPTION, world.default_user(Role.OFFICER))
    notify_of_form(work, kind, form, *told_of_denial(form), letter=True, **facts)
    work.commit()


def revoked(world: World) -> ExemptionForm:
    """A form that the state stopped, with its four letters."""
    form = world.form()
    review = world.review(ReviewState.DECIDED, form=form)
    owe_letters(
        world, NoticeKind.EXEMPTION_REVOKED, form, review_id=review.id, start_by="2026-12-21", appeal_by="2026-12-21"
    )
    return form


def decided(world: World, appeal: Appeal, kind: NoticeKind) -> ExemptionForm:
    """A decided appeal with its letters."""
    form = world.ctx().store.get(ExemptionForm, appeal.form_id)
    owe_letters(world, kind, form, appeal_id=appeal.id)
    return form


def letters(world: World) -> list[Notice]:
    """The notices that a letter goes with."""
    found = [read_notice(item) for item in all_items(world.table.name) if item.get("type") == "notice"]
    return [notice for notice in found if notice.letter]


def letter_to(world: World, kind: str, owner: str = "") -> str:
    """The address of the page of the only letter to that kind of recipient (and that owner)."""
    (found,) = [
        notice for notice in letters(world) if notice.recipient.kind == kind and owner in {"", notice.recipient.id}
    ]
    return letter_address(NoticePlace.of_notice(found))


def no_one_can_be_mailed(world: World) -> None:
    """Deliver until every notice that no e-mail reaches is on paper; every e-mail is refused."""
    box = PostBox(refuses={"*"})
    for _attempt in range(len(RETRY_DELAYS) + 1):
        deliver_pending(box, world.clock)
        world.clock.advance(hours=12)
