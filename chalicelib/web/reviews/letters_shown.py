"""The letters that a decision would send, in the words that each recipient will read, before it is signed. They are
made by what makes the real ones, from the notices that the decision would enqueue."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.actions.letters.letter_case import LetterCase
from chalicelib.actions.notifying import account, parents_of
from chalicelib.actions.reviews.decision_recipients import told_of_denial
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Delivery, Notice, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.domain.review import Review
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.letter_contents import Audience, Letter, letter_of

_READERS = {
    Audience.PARENT: N_("To the parent or guardian"),
    Audience.PHYSICIAN: N_("To the physician"),
    Audience.SCHOOL: N_("To the school or child care"),
    Audience.HEALTH_OFFICER: N_("To the local health officer"),
}


@dataclass(frozen=True)
class LetterShown:
    """One letter as it would go out: for whom, its heading, and its content."""

    reader: str
    heading: str
    letter: Letter
    is_letter: bool  # False: a notice in the portal alone, with one sentence


def letters_of(
    page_request: PageRequest, review: Review, form: ExemptionForm, named: tuple[Vaccine, ...], reason: str
) -> list[LetterShown]:
    """The letters of this decision: of a revocation four, otherwise two notices. Several parents read the same one."""
    decided = review.with_changes(decision_reason=reason, revoked_vaccines=named)
    kind = NoticeKind.EXEMPTION_REVOKED if named else NoticeKind.REVIEW_CLEARED
    shown: dict[Audience, LetterShown] = {}
    for recipient in _recipients(form, is_revoked=bool(named)):
        letter = letter_of(page_request, _case(page_request, kind, recipient, form, decided))
        shown.setdefault(
            letter.audience,
            LetterShown(
                page_request.translate(_READERS[letter.audience]),
                page_request.translate(CATALOGUE[kind].heading),
                letter,
                is_letter=bool(named),
            ),
        )
    return list(shown.values())


def _recipients(form: ExemptionForm, *, is_revoked: bool) -> Iterator[Recipient]:
    if is_revoked:
        yield from told_of_denial(form)
    else:
        yield from (*parents_of(form), account(form.physician_id))


def _case(
    page_request: PageRequest, kind: NoticeKind, recipient: Recipient, form: ExemptionForm, review: Review
) -> LetterCase:
    ctx = page_request.ctx
    notice = Notice(
        id=ctx.new_id(),
        kind=kind,
        recipient=recipient,
        at=ctx.now,
        about=subject_of(form),
        facts={"form_id": form.id, "form_number": form.number, "review_id": review.id},
        letter=True,
        language=page_request.language,
    )
    return LetterCase(
        notice=notice,
        delivery=Delivery.TO_BE_POSTED,
        account=None,
        facility=None,
        form=form,
        review=review,
        appeal=None,
    )
