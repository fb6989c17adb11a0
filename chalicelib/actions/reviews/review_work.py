"""Writing down what a review's work needs before anything is sent: findings as a draft, notes, a question by letter to
the primary care physician and the answer that came back."""

from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.actions.reviews.review_case import load_case, require_own_case
from chalicelib.actions.steps import require_state, require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid, not_found, wrong_state
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.review import Review, ReviewState
from chalicelib.domain.review_work import CareQuestion, CaseNote, DraftFinding, ReviewWork
from chalicelib.law.revocation import information_due
from chalicelib.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Typed:
    """What stood on the page. `draft` is None where the page offered no findings; `draft_saves`: of the draft that it
    showed."""

    note: str = ""
    draft: tuple[DraftFinding, ...] | None = None
    draft_saves: int = 0


def work_of(ctx: Context, review: Review) -> ReviewWork:
    """Return the record beside a review, or an empty one that was never written."""
    found = ctx.store.find(ReviewWork, review.id)
    return found or ReviewWork(id=review.id, child_id=review.child_id, form_id=review.form_id)


def save_work(ctx: Context, review_id: str, form_id: str, typed: Typed) -> Done:
    """Save the draft and the note. With nothing to save it still leads back to the case.

    Raises PortalError REFUSED (another reviewer's case), CONFLICT (a newer draft was saved meanwhile, or the findings
    were sent).
    """
    review, _form = load_case(ctx, Action.SAVE_REVIEW_WORK, review_id, form_id)
    before = work_of(ctx, review)
    after = with_note(ctx, before, typed.note)
    if typed.draft is not None:
        require_own_case(ctx, review)
        if review.state not in {ReviewState.ASSIGNED, ReviewState.INFO_REQUESTED}:
            raise wrong_state()
        if typed.draft != before.draft:
            after = _with_draft(ctx, before, after, typed)
    work = ctx.unit_of_work(Action.SAVE_REVIEW_WORK)
    if after != before:
        put_work(work, before, after)
    return work.commit(subject_of(review))


def _with_draft(ctx: Context, before: ReviewWork, after: ReviewWork, typed: Typed) -> ReviewWork:
    if typed.draft_saves != before.draft_saves:
        raise PortalError(ErrorKind.CONFLICT, "NEWER_DRAFT")
    return after.with_changes(
        draft=typed.draft, draft_saves=before.draft_saves + 1, draft_by=ctx.person.id, draft_at=ctx.now
    )


def with_note(ctx: Context, work: ReviewWork, text: str) -> ReviewWork:
    """Return the record with a further note; unchanged where none was typed."""
    if not text.strip():
        return work
    note = CaseNote(by=ctx.person.id, by_name=ctx.person.display_name, at=ctx.now, text=text)
    return work.with_changes(notes=(*work.notes, note))


def put_work(work: UnitOfWork, before: ReviewWork, after: ReviewWork) -> None:
    """Write the record for the first time, or its change."""
    if before.version:
        work.update(before, after)
    else:
        work.create(after)


def ask_primary_care(ctx: Context, review_id: str, form_id: str, question: str, expected_version: int | None) -> Done:
    """Write the question for the letter to the primary care physician. The answer is due in 30 days.

    Raises PortalError INVALID (no question, or the issuer is the primary care physician), REFUSED, CONFLICT.
    """
    review, form = load_case(ctx, Action.ASK_FOR_INFORMATION, review_id, form_id)
    require_unchanged(review, expected_version)
    require_state(review, Action.ASK_FOR_INFORMATION)
    require_own_case(ctx, review)
    if form.primary_care is None or not form.primary_care.is_someone:
        raise invalid("NO_OTHER_PRIMARY_CARE", "whom")
    before = work_of(ctx, review)
    asked = CareQuestion(
        id=ctx.new_id(), asked_by=ctx.person.id, asked_on=ctx.on, due_on=information_due(ctx.on), question=question
    )
    work = ctx.unit_of_work(Action.ASK_FOR_INFORMATION)
    put_work(work, before, before.with_changes(questions=(*before.questions, asked)))
    return work.commit(subject_of(review))


def record_care_answer(ctx: Context, review_id: str, form_id: str, question_id: str, answer: str) -> Done:
    """Write down the answer of the primary care physician, also one that came late.

    Raises PortalError NOT_FOUND (no such question), CONFLICT (answered already).
    """
    review, _form = load_case(ctx, Action.SAVE_REVIEW_WORK, review_id, form_id)
    require_own_case(ctx, review)
    before = work_of(ctx, review)
    asked = question_of(before, question_id)
    if asked.answered_on is not None:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    answered = asked.with_changes(answer=answer, answered_on=ctx.on)
    questions = tuple(answered if each is asked else each for each in before.questions)
    work = ctx.unit_of_work(Action.SAVE_REVIEW_WORK)
    put_work(work, before, before.with_changes(questions=questions))
    return work.commit(subject_of(review))


def question_of(work: ReviewWork, question_id: str) -> CareQuestion:
    """Return the question with this id. Raises PortalError NOT_FOUND."""
    for each in work.questions:
        if each.id == question_id:
            return each
    raise not_found()
