"""Someone of the department has posted a letter: it leaves the "to be posted" list."""

from chalicelib.actions.context import Context
from chalicelib.actions.letters.letter_case import notice_on_the_list, require_other_than_typist
from chalicelib.actions.notifying import account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.license_claim import ClaimState, LicenseClaim
from chalicelib.domain.notice import Delivery, Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done, Subject, SubjectKind, subject_of
from chalicelib.storage.outbox import NoticePlace, read_notice
from chalicelib.storage.unit_of_work import UnitOfWork


def mark_letter_mailed(ctx: Context, where: NoticePlace) -> Done:
    """Note who posted it and when.

    Raises PortalError NOT_FOUND, CONFLICT (it was marked before), REFUSED (codes to an address that this person typed).
    """
    person = ctx.require(Action.MARK_LETTER_POSTED)
    item = notice_on_the_list(ctx, where)
    require_not_posted(item["delivery"])
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
    _post_license_letter(ctx, work, read_notice(item))
    return work.commit(Subject(kind=SubjectKind.LETTER, id=where.notice_id))


def require_not_posted(delivery: str) -> None:
    """Raise PortalError CONFLICT if someone marked the letter before."""
    if delivery == Delivery.POSTED:
        raise PortalError(ErrorKind.CONFLICT, "LETTER_POSTED")


def _post_license_letter(ctx: Context, work: UnitOfWork, notice: Notice) -> None:
    """The days of a license letter's code begin; its account is told. A letter that was overtaken changes nothing."""
    claim = ctx.store.find(LicenseClaim, notice.facts.get("license_claim_id", ""))
    if claim is None or notice.kind != NoticeKind.LICENSE_LETTER or claim.state is not ClaimState.LETTER_WAITING:
        return
    if str(claim.letter_number) != notice.facts.get("letter_number"):
        return
    require_other_than_typist(ctx.person, claim)
    work.update(claim, claim.with_changes(state=ClaimState.POSTED, posted_on=ctx.on, posted_by=ctx.person.id))
    work.enqueue_notification(NoticeKind.LICENSE_LETTER_MAILED, account(claim.id), subject_of(claim))
