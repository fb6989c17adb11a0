"""The forms in a saved record: what the physician stated, with the medical reasons, where each vaccine stands, and what
the state's review decided. What a reviewer found, asked or noted is not the parents' to see (law.md A6)."""

from collections.abc import Iterator, Mapping
from datetime import date

from chalicelib.actions.records.export_child_record import HeldRecord
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.review import Outcome, Review, ReviewState
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.marking import N_
from chalicelib.web.parents.saved_facts import (
    address,
    child_facts,
    consent_facts,
    grade,
    parent_facts,
    school_facts,
    vaccine,
)
from chalicelib.web.parents.saved_parts import Coded, ExportField, Group, Part, Table
from chalicelib.web.parents.statuses import line_status
from chalicelib.web.wording.names import CARE_KINDS, KINDS, SPANS

_OUTCOMES: Mapping[Outcome, Coded] = {
    Outcome.CLEARED: Coded("stays_as_it_is", N_("The exemption stays as it is")),
    Outcome.DISAGREED: Coded("stays_as_it_is", N_("The exemption stays as it is")),
    Outcome.REVOKED: Coded("stopped", N_("The state stopped the exemption")),
}


def form_part(held: HeldRecord, form: ExemptionForm, on: date) -> Part:
    """One form as it stands on this day."""
    reviews = [review for review in held.reviews if review.id in form.review_ids]
    return Part(
        "form",
        N_("Form"),
        (*_stated(form), *_signed(form)),
        (_reviews(reviews),),
        (Group("vaccines", N_("Vaccines on this form"), tuple(_line(form, line, on) for line in form.lines)),),
        name=form.number,
    )


def _stated(form: ExemptionForm) -> Iterator[ExportField]:
    doctor = form.physician
    yield ExportField("number", N_("Form number"), form.number)
    yield from child_facts(form.child)
    yield from parent_facts(form.parent)
    yield from school_facts(form.school)
    yield ExportField("grade", N_("Grade"), grade(form.grade))
    # Translators: followed by the group of grades that a form covers
    yield ExportField("span", N_("Covers"), Coded(form.span, SPANS[form.span]))
    yield ExportField("enters_span_on", N_("First day in these grades"), form.span_starts_on)
    yield ExportField("next_span_entry", N_("First day in the next grade span"), form.next_span_entry)
    yield ExportField("physician_name", N_("Physician"), form.physician_name)
    yield ExportField("physician_license", N_("License number"), doctor.license_shown)
    yield ExportField("practice", N_("Practice"), doctor.business_name)
    yield ExportField("practice_address", N_("Business address"), address(doctor.business_address))
    yield ExportField("practice_telephone", N_("Business phone number"), doctor.telephone)
    yield ExportField("treating_since", N_("Treating since"), form.treating_since)
    yield ExportField("is_primary_care", N_("The physician is the child's own doctor"), form.is_primary_care)
    if form.primary_care:
        kind = form.primary_care.kind
        yield ExportField("primary_care_by", N_("Who gives primary care"), Coded(kind, CARE_KINDS[kind]))
        yield ExportField("primary_care_name", N_("Primary care physician"), form.primary_care.name)
        yield ExportField(
            "primary_care_license", N_("License of the primary care physician"), form.primary_care.license
        )
        yield ExportField(
            "primary_care_address",
            N_("Address of the primary care physician"),
            address(form.primary_care.business_address),
        )
        yield ExportField(
            "primary_care_telephone", N_("Phone number of the primary care physician"), form.primary_care.telephone
        )
        yield ExportField("why_another_physician", N_("Why another physician issues"), form.primary_care.why_not_issuer)


def _signed(form: ExemptionForm) -> Iterator[ExportField]:
    said = form.certifications
    yield ExportField("examined_on", N_("Examined on"), form.examined_on)
    yield ExportField(
        "certified_examination", N_("The physician certified the examination"), said.examined_and_meets_standard_of_care
    )
    yield ExportField(
        "certified_true", N_("The physician certified that it is true and complete"), said.true_accurate_complete
    )
    yield ExportField("certified_no_charge", N_("The physician certified that no charge was made"), said.no_charge_made)
    yield ExportField("signed_name", N_("Signed by"), said.signed_name)
    yield ExportField("signed_at", N_("Signed on"), said.signed_at)
    yield from consent_facts(form.consents)


def _line(form: ExemptionForm, line: ExemptionLine, on: date) -> Part:
    return Part("line", vaccine(line.vaccine).name, tuple(_facts(form, line, on)))


def _facts(form: ExemptionForm, line: ExemptionLine, on: date) -> Iterator[ExportField]:
    yield ExportField("vaccine", N_("Vaccine"), vaccine(line.vaccine))
    # Translators: whether an exemption is permanent or temporary
    yield ExportField("kind", N_("Kind"), Coded(line.kind, KINDS[line.kind]))
    yield ExportField("expires_on", N_("Last day"), line.expires_on)
    yield ExportField("state", N_("Today"), Coded(line.state, line_status(form, line, on).undated))
    yield ExportField("reading", "", reading_of(form, line, on))
    yield ExportField(
        "medical_reasons",
        N_("Medical reasons"),
        tuple(Coded(code, LABELS.get(code, code)) for code in line.reason_codes),
    )
    yield ExportField("medical_basis", N_("Medical basis"), line.description)
    yield ExportField("in_review", N_("In review"), line.in_review)
    if line.stopped_on:
        yield ExportField("ended_on", N_("Ended on"), line.stopped_on)
    if line.revocation:
        yield ExportField("stopped_on", N_("Stopped on"), line.revocation.revoked_on)
        yield ExportField("why_stopped", N_("Why the state stopped it"), line.revocation.reason)


def _reviews(reviews: list[Review]) -> Table:
    rows = tuple(
        (
            review.opened_on,
            review.state == ReviewState.DECIDED,
            review.decided_on,
            _OUTCOMES[review.outcome] if review.outcome else None,
        )
        for review in reviews
    )
    return Table(
        "reviews",
        N_("Reviews by the state"),
        (
            ("opened_on", N_("Began on")),
            ("is_decided", N_("Decided")),
            ("decided_on", N_("Decided on")),
            ("outcome", N_("What was decided")),
        ),
        rows,
    )
