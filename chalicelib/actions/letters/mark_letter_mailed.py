"""Someone of the department has posted a letter: it leaves the "to be posted" list."""

from chalicelib.actions.context import Context
from chalicelib.actions.letters.letter_case import notice_on_the_list
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice import Delivery
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.storage.outbox import NoticePlace


def mark_letter_mailed(ctx: Context, where: NoticePlace) -> Done:
    """Note who posted it and when.

    Raises PortalError NOT_FOUND, CONFLICT (it was marked before).
    """
    person = ctx.require(Action.MARK_LETTER_POSTED)
    if notice_on_the_list(ctx, where)["delivery"] == Delivery.POSTED:
        raise PortalError(ErrorKind.CONFLICT, "LETTER_POSTED")
    work = ctx.unit_of_work(Action.MARK_LETTER_POSTED)
    work.adjust(
        where.key,
        "SET delivery = :posted, posted_by = :person, posted_on = :today REMOVE GSI1PK, GSI1SK, card",
        {
            ":posted": Delivery.POSTED.value,
            ":person": person.id,
            ":today": ctx.on.isoformat(),
            ":waiting": Delivery.TO_BE_POSTED.value,
        },
        condition="delivery = :waiting",
        conflict_code="LETTER_POSTED",
    )
    return work.commit(Subject(kind=SubjectKind.LETTER, id=where.notice_id))
