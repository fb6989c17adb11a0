"""Reviews that the statute opens without anyone's asking (HSC 120372(d)(2); lifecycle H7).

A physician's fifth form of a calendar year sends all of that year's forms to review, in the transaction that signs it;
each later form opens its own case. What does not fit one transaction, and the forms of a whole school, are owed: a row
names whose forms they are, and a job opens the cases one by one.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review, ReviewState, Trigger
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.calendar import california_date
from chalicelib.law.review_triggers import SignedForm, forms_to_review
from chalicelib.storage import keys, trigger_keys
from chalicelib.storage.owed_reviews import OwedReviews, no_longer_owed, owe_reviews
from chalicelib.storage.rosters import form_ids_at
from chalicelib.storage.school_reporting import note_school, read_reporting
from chalicelib.storage.store import AccountBundle
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import UnitOfWork

_COUNT = Trigger.PHYSICIAN_FIVE_FORMS
_BESIDE_A_SIGNATURE = 4
"""Earlier forms that go to review in the transaction of one signature: all of them by the count of five, six writes
each. Where an earlier release of the portal counted more and opened nothing, the rest is owed."""


def new_review(ctx: Context, form: ExemptionForm, trigger: Trigger, *, reason: str = "", opened_by: str = "") -> Review:
    """Return a case about a form, open and with no one yet."""
    return Review(
        id=ctx.new_id(),
        state=ReviewState.OPEN,
        form_id=form.id,
        form_number=form.number,
        child_id=form.child_id,
        standing_id=standing_id(form.physician),
        trigger=trigger,
        public_health_reason=reason,
        opened_on=ctx.on,
        opened_by=opened_by,
    )


def with_reviews_of_year(
    ctx: Context, work: UnitOfWork, before: PhysicianStanding, form: ExemptionForm, replaced: ExemptionForm | None
) -> ExemptionForm:
    """Open what signing this form sends to review by the physician's count (HSC 120372(d)(2)(B)), and return the form.

    `before`: the standing as the signature finds it. `replaced`: the form that this one corrects or renews, which the
    same transaction writes already; where lines of it still count, its case is owed.
    """
    due = forms_to_review(_counted_before(before, form), SignedForm(form.id, form.signed_on, form.is_correction))
    if not due:
        return form
    if len(due) > 1:
        _open_earlier(ctx, work, form, replaced)
    return _with_case(ctx, work, form, replaced, _COUNT)


def with_reviews_of_school(
    ctx: Context, work: UnitOfWork, form: ExemptionForm, replaced: ExemptionForm | None
) -> ExemptionForm:
    """Open the reviews that every form of this school goes to (HSC 120372(d)(2)(A), (C)), and return the form."""
    known = ctx.store.item(trigger_keys.school_reporting(form.facility_id))
    note_school(work, form.facility_id)
    for trigger in read_reporting(known).triggers if known and not form.is_correction else ():
        form = _with_case(ctx, work, form, replaced, trigger)
    return form


def owe_reviews_of_school(ctx: Context, work: UnitOfWork, facility_id: str) -> None:
    """Owe, with the act that brings forms to a school or lets them count there, the reviews that every form of this
    school goes to: the job opens them, and none twice. `trigger_keys.school_reporting` should have been read."""
    known = ctx.store.item(trigger_keys.school_reporting(facility_id))
    note_school(work, facility_id)
    if known is not None:
        school = read_reporting(known)
        for trigger in school.triggers:
            owe_reviews(work, OwedReviews(trigger, "facility", facility_id, school.year_of(trigger)))


def _with_case(
    ctx: Context, work: UnitOfWork, form: ExemptionForm, replaced: ExemptionForm | None, trigger: Trigger
) -> ExemptionForm:
    if replaced is not None and _has_case(ctx, replaced, trigger, is_open=True):
        return form  # that case goes on with the new form (lifecycle H2)
    review = new_review(ctx, form, trigger)
    work.create(review, by=Action.ISSUE_EXEMPTION)
    return form.in_review_of(review.id)


def forms_owed(ctx: Context, owed: OwedReviews) -> list[str]:
    """Return the ids of the forms among which those stand that are owed a case.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    if owed.owner_kind == "facility":
        return form_ids_at(ctx.store.table, owed.owner_id)
    links = _links_since(ctx.load_account_bundle(owed.owner_id), owed.year)
    return [form.id for form in _forms_of_year(ctx, links, owed.year)]


def open_one(ctx: Context, owed: OwedReviews, form_id: str) -> bool:
    """Open the case of one form, in a transaction of its own, where it has none and of a school's forms counts still;
    return whether one was opened. Raises PortalError CONFLICT (someone changed the form meanwhile), UNAVAILABLE.
    """
    form = _forms(ctx, [form_id]).get(form_id)
    if form is None or _had_case(ctx, form, owed.trigger):
        return False
    if owed.owner_kind == "facility" and not _counts_still(form, ctx.on):
        return False
    work = ctx.unit_of_work(Action.OPEN_DUE_REVIEW)
    _open(ctx, work, form, owed.trigger)
    work.commit()
    return True


def settle(ctx: Context, row: Item) -> None:
    """Take the row away, when all of its forms have their case. Raises PortalError CONFLICT (owed again meanwhile),
    UNAVAILABLE."""
    work = ctx.unit_of_work(Action.OPEN_DUE_REVIEW)
    no_longer_owed(work, row)
    work.commit()


def _counted_before(standing: PhysicianStanding, form: ExemptionForm) -> list[SignedForm]:
    # The count says how many there were; which ones is read only where they go to review.
    number = standing.forms_by_year.get(str(form.signed_on.year), 0)
    return [SignedForm(str(place), form.signed_on) for place in range(number)]


def _open_earlier(ctx: Context, work: UnitOfWork, form: ExemptionForm, replaced: ExemptionForm | None) -> None:
    year = form.signed_on.year
    earlier = _forms_of_year(ctx, _links_since(ctx.account_bundle, year), year)
    due = [each for each in earlier if not _had_case(ctx, each, _COUNT)]
    now = [each for each in due if replaced is None or each.id != replaced.id][:_BESIDE_A_SIGNATURE]
    for each in now:
        _open(ctx, work, each, _COUNT)
    if len(now) < len(due):
        owe_reviews(work, OwedReviews(_COUNT, "account", form.physician_id, year))


def _open(ctx: Context, work: UnitOfWork, form: ExemptionForm, trigger: Trigger) -> None:
    review = new_review(ctx, form, trigger)
    work.create(review, by=Action.OPEN_DUE_REVIEW)
    work.update(form, form.in_review_of(review.id), by=Action.OPEN_DUE_REVIEW)


def _counts_still(form: ExemptionForm, on: date) -> bool:
    return any(line.lock_until(form.next_span_entry) >= on for line in form.issued_lines)


def _links_since(physician: AccountBundle, year: int) -> list[str]:
    """The forms that a physician signed from a calendar year on: a correction can be of a later one."""
    links = physician.links.get("form", [])
    return [form_id for at, form_id in links if california_date(datetime.fromisoformat(at)).year >= year]


def _forms_of_year(ctx: Context, form_ids: Iterable[str], year: int) -> list[ExemptionForm]:
    """The forms of a physician that count in a calendar year, each where a clerical correction has left it."""
    forms = _forms(ctx, form_ids)
    counted = [form for form in forms.values() if form.signed_on.year == year and not form.is_correction]
    return [_corrected(form, forms) for form in counted]


def _corrected(form: ExemptionForm, forms: Mapping[str, ExemptionForm]) -> ExemptionForm:
    after = forms.get(form.replaced_by_form_id)
    return _corrected(after, forms) if after is not None and after.is_correction else form


def _forms(ctx: Context, form_ids: Iterable[str]) -> dict[str, ExemptionForm]:
    wanted = list(form_ids)
    ctx.store.load(keys.record("form", form_id) for form_id in wanted)
    found = {form_id: form for form_id in wanted if (form := ctx.store.find(ExemptionForm, form_id)) is not None}
    ctx.store.load(keys.record("review", each) for form in found.values() for each in form.review_ids)
    return found


def _had_case(ctx: Context, form: ExemptionForm, trigger: Trigger) -> bool:
    """Whether the form has or had such a case, also before a clerical correction, which neither ends nor begins one."""
    if _has_case(ctx, form, trigger):
        return True
    before = _forms(ctx, [form.replaces_form_id]).get(form.replaces_form_id) if form.is_correction else None
    return before is not None and _had_case(ctx, before, trigger)


def _has_case(ctx: Context, form: ExemptionForm, trigger: Trigger, *, is_open: bool = False) -> bool:
    reviews = filter(None, (ctx.store.find(Review, review_id) for review_id in form.review_ids))
    return any(
        review.trigger == trigger and not (is_open and review.state == ReviewState.DECIDED) for review in reviews
    )
