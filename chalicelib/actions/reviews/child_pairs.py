"""The state's list "same child?" (lifecycle H8): a signature that meets another child of the same name and birth date
puts both forms on it; state staff say whether these are two children, and the entry is closed."""

from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts, same_child_parts
from chalicelib.domain.child_pair import ChildPair, PairAnswer, PairState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage import review_keys
from chalicelib.storage.child_pairs import add_child, read_children
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import UnitOfWork

_MOST_PAIRS = 5
"""Three writes each."""


def children_key(ctx: Context, facts: ChildFacts) -> Key:
    """Return where the children of this name and birth date stand."""
    return review_keys.children_named(ctx.keyed_hash("child", *same_child_parts(facts)))


def note_same_children(ctx: Context, work: UnitOfWork, form: ExemptionForm) -> bool:
    """Put a newly signed form on the list with a form of each other child of the same name and birth date; once for
    each pair of children, however many forms follow. Return whether the child was new there. The item of
    `children_key` should have been read.

    Of many children of one name, the form meets the first few: each of those was paired with others when it came, so
    that every child of the name is on the list, and a signature never outgrows its transaction."""
    same_child = ctx.keyed_hash("child", *form.same_child_parts)
    known = read_children(ctx.store.item(review_keys.children_named(same_child)))
    if any(each.child_id == form.child_id for each in known):
        return False
    add_child(work, same_child, form, known)
    for other in known[:_MOST_PAIRS]:
        pair = ChildPair(
            id=ctx.new_id(),
            state=PairState.OPEN,
            opened_on=ctx.on,
            first_child_id=other.child_id,
            first_form_id=other.form_id,
            second_child_id=form.child_id,
            second_form_id=form.id,
        )
        work.create(pair, by=Action.ISSUE_EXEMPTION)
    return True


def mark_pair(ctx: Context, pair_id: str, answer: PairAnswer, expected_version: int | None) -> Done:
    """Say whether these are two children, and close the entry. Raises PortalError CONFLICT (someone was faster)."""
    before = ctx.store.get(ChildPair, pair_id)
    ctx.require(Action.MARK_SAME_CHILD, before)
    require_step(before, Action.MARK_SAME_CHILD, expected_version)
    after = before.with_changes(state=PairState.CLOSED, answer=answer, answered_by=ctx.person.id, answered_on=ctx.on)
    work = ctx.unit_of_work(Action.MARK_SAME_CHILD)
    work.update(before, after)
    return work.commit(subject_of(before))
