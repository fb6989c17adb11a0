"""Of one line on one day, every place says the same: the preview before signing, the roster, the certificate, the check
of a printed form, the child's page, the family's and the physician's words, the reminders.

In the whole run 20,000 random histories; in the other a fixed sample.
"""

from datetime import date
from typing import Any

from hypothesis import given

from chalicelib.actions.signing.preview_form import previews_of_lines
from chalicelib.domain.admission_answers import answers_for_pupils
from chalicelib.domain.certificate_check import CertificateStatus, paper_answer
from chalicelib.domain.child_overview import by_child, child_answers
from chalicelib.domain.effective_status import answer_for, last_day_of, reading_of, school_answer
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.patient_list import Urgency, patients_of
from chalicelib.domain.reminders import reminders_of
from chalicelib.domain.roster import RosterRow
from chalicelib.domain.roster_answers import Mark, told_of_pupil
from chalicelib.domain.stopped import first_day_due, stopped_answers
from chalicelib.law.admission import BY_EXEMPTION, EffectiveStatus, answer_date
from chalicelib.law.duration import in_effect_from
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.verdict import Outcome, Verdict
from chalicelib.web.parents.statuses import line_status as word_for_parents
from chalicelib.web.physicians.statuses import line_status as word_for_physicians
from tests.domain.form_histories import histories
from tests.reference_model.situations import seeded, situations_in_whole_run


class NoLocks:
    """A store in which no exemption is in force."""

    def item(self, _key: Any) -> None:
        return None


def counts(form: ExemptionForm, line: ExemptionLine, on: date) -> bool:
    """Whether the exemption is valid on the day, by the one reading."""
    return reading_of(form, line, on) is EffectiveStatus.VALID


@seeded
@situations_in_whole_run(thousands=20)
@given(histories())
def test_every_place_says_the_same_of_a_line_on_a_day(case: tuple[list[ExemptionForm], date]) -> None:
    forms, on = case
    for form in forms:
        _school_and_family(form, on)
        _paper(form, on)
        _words(form, on)
        _physicians_list(form, on)
        _reminders(form)
        _preview(form)
    _several_forms(forms, on)


def _school_and_family(form: ExemptionForm, on: date) -> None:
    """The form's page, the certificate from the school's row, the roster, and the child's page."""
    row = RosterRow.of(form)
    (pupil,) = answers_for_pupils([row], on)
    on_roster = {each.vaccine: each.verdict for each in pupil.answers}
    cells = told_of_pupil(pupil).cells
    on_childs_page = {each.vaccine: each.verdict for each in child_answers([form], on)}
    for line, printed in zip(form.lines, row.lines, strict=True):
        said = answer_for(form, line, on)
        assert school_answer(row, printed, revoked_on=printed.revoked_on, appeal=printed.appeal, on=on) == said
        assert on_roster[line.vaccine] == said
        assert on_childs_page.get(line.vaccine, said) == said
        is_exempt = not BY_EXEMPTION.isdisjoint(said.codes)
        assert not is_exempt or counts(form, line, on)
        if is_exempt:
            mark = Mark.TEMPORARY if line.kind is LineKind.TEMPORARY else Mark.PERMANENT
            assert cells[line.vaccine].mark is mark
            assert answer_date(said) == last_day_of(form, line)


def _paper(form: ExemptionForm, on: date) -> None:
    """The check of a printed form."""
    told = paper_answer(form, on)
    valid = [counts(form, line, on) for line in form.lines]
    if told is None:
        assert not any(valid)
        return
    assert (told.standing in {CertificateStatus.VALID, CertificateStatus.IN_PART}) == any(valid)
    assert (told.standing is CertificateStatus.VALID) == all(valid)
    ends = [last_day_of(form, line) for line in form.lines if counts(form, line, on)]
    if ends:
        assert told.day == min((end for end in ends if end), default=None)


def _words(form: ExemptionForm, on: date) -> None:
    """The word that the family and the physician read."""
    for line in form.lines:
        family, physician = word_for_parents(form, line, on), word_for_physicians(form, line, on)[0]
        assert (family.word in {"Valid", "In review (still valid)"}) == counts(form, line, on)
        assert (physician in {"Valid", "Ends soon"}) == counts(form, line, on)
        begins = reading_of(form, line, on) is EffectiveStatus.NOT_YET_IN_EFFECT
        assert (family.word == "Starts %(day)s") == (physician == "Starts later") == begins
        assert not begins or family.day == in_effect_from(form.signed_on, form.span_starts_on)


def _physicians_list(form: ExemptionForm, on: date) -> None:
    (patient,) = patients_of([form], on)
    for each in patient.lines:
        is_valid = each.urgency in {Urgency.ENDS_SOON, Urgency.IN_REVIEW, Urgency.VALID}
        assert is_valid == counts(form, each.line, on)


def _reminders(form: ExemptionForm) -> None:
    """Each notice of an end names a last day that a line has."""
    ends = {last_day_of(form, line) for line in form.lines if line.state is LineState.ISSUED}
    for reminder in reminders_of(form):
        if reminder.about == "end":
            assert reminder.last_day in ends


def _preview(form: ExemptionForm) -> None:
    """What is shown before signing is what is said after it: on the day, and on the first day in the grades."""
    unsigned = form.with_changes(
        lines=tuple(
            line.with_changes(state=LineState.ISSUED, revocation=None, stopped_on=None, in_review=False)
            for line in form.lines
        )
    )
    (pupil,) = answers_for_pupils([RosterRow.of(unsigned)], form.signed_on)
    after = {each.vaccine: each.verdict for each in pupil.answers}
    for shown in previews_of_lines(NoLocks(), unsigned, form.signed_on, supported=True):
        assert shown.today == after[shown.line.vaccine]
        assert (shown.later is None) == (shown.first_day == form.signed_on)
        if shown.later:
            (later,) = answers_for_pupils([RosterRow.of(unsigned)], shown.first_day)
            assert shown.later == {each.vaccine: each.verdict for each in later.answers}[shown.line.vaccine]


def _several_forms(forms: list[ExemptionForm], on: date) -> None:
    """One child, whatever the record ids: one card, with the answer of the school that has all forms."""
    (child,) = by_child([], forms, on)
    one_id = [RosterRow.of(form).with_changes(child_id="one") for form in child.forms]
    (pupil,) = answers_for_pupils(one_id, on)
    at_school: dict[Vaccine, Verdict] = {each.vaccine: each.verdict for each in pupil.answers}
    for each in child.answers:
        assert each.verdict == at_school[each.vaccine]
    hidden = set(at_school) - {each.vaccine for each in child.answers}
    for vaccine in hidden:
        assert at_school[vaccine].outcome in {Outcome.ADMIT, Outcome.NOT_AN_EXEMPTION, Outcome.CHECK_RECORD}
        assert not any(counts(form, line, on) for form in forms if (line := form.line(vaccine)))
    for form in child.forms:
        due = first_day_due(stopped_answers(form, on))
        assert due is None or due >= on
