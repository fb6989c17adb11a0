"""The California School Immunization Record (CDPH 286) by the filling rules on its back: eight worked examples and each
boundary on both sides."""

from datetime import date, timedelta
from itertools import product
from typing import ClassVar

import pytest

from chalicelib.domain.checkpoints import Box, Checkpoint, CheckpointStatus, OtherCode, StatusNote, review_due
from chalicelib.domain.immunization_record import ImmunizationRecord, immunization_record
from chalicelib.domain.student import Situation
from chalicelib.domain.student_answers import answer_for_student
from chalicelib.domain.transfers import Arrival, ArrivedFrom
from chalicelib.law.calendar import day_after
from chalicelib.law.enums import Grade, LineState, Vaccine
from chalicelib.law.school_clocks import transfer_record_due
from chalicelib.law.school_year import Closure, SchoolCalendar
from chalicelib.law.verdict import Outcome
from tests.domain.immunization_records import (
    COMPLETE,
    FIRST_DAY,
    SEEN_ON,
    exemption,
    grade,
    notice,
    shot,
    shots,
    status_at,
    student,
)

MET_ON = date(2026, 8, 3)


def without(*vaccines: str, **changed: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {name: days for name, days in COMPLETE.items() if name not in vaccines} | changed


def pme_boxes(record: ImmunizationRecord) -> list[Vaccine]:
    return [row.vaccine for row in record.rows if row.is_permanent]


class TestTheWorkedExamples:
    """A kindergartner whose first day is Monday, August 17, 2026; the record was seen on August 3."""

    def test_1_all_doses(self) -> None:
        found = status_at(student(shots(COMPLETE)))

        assert found.status == CheckpointStatus(boxes=(Box.ALL_DOSES,), is_met=True)
        assert found.met_on == MET_ON

    def test_2_one_vaccine_is_permanently_exempt_and_the_rest_complete(self) -> None:
        row = student(shots(without("MMR")))
        record = immunization_record(row, [exemption(row, Vaccine.MMR)], FIRST_DAY)

        assert pme_boxes(record) == [Vaccine.MMR]
        found = record.statuses[Checkpoint.TK_12]
        assert (found.status, found.met_on) == (CheckpointStatus(is_met=True), MET_ON)

    def test_3_every_vaccine_is_permanently_exempt(self) -> None:
        row = student()
        record = immunization_record(row, [exemption(row, *Vaccine)], FIRST_DAY)

        assert set(pme_boxes(record)) == set(Vaccine)
        found = record.statuses[Checkpoint.TK_12]
        assert (found.status, found.met_on) == (CheckpointStatus(is_met=True), MET_ON)

    def test_4_a_temporary_exemption_and_the_rest_complete(self) -> None:
        row = student(shots(without("VAR")))
        record = immunization_record(row, [exemption(row, Vaccine.VAR, expires_on=date(2027, 2, 11))], FIRST_DAY)

        assert pme_boxes(record) == []
        found = record.statuses[Checkpoint.TK_12]
        assert found.status == CheckpointStatus((Box.TEMPORARY_EXEMPTION,), (date(2027, 2, 11),))
        assert found.met_on is None

    def test_5_a_dose_is_missing_and_not_due_yet(self) -> None:
        found = status_at(student(shots(without(HEPB=("2026-06-15", "2026-07-20")))))

        assert found.status == CheckpointStatus((Box.CONDITIONAL,), (date(2026, 10, 15), date(2027, 7, 20)))
        assert (found.met_on, found.review_by) == (None, date(2026, 9, 16))

    @pytest.mark.parametrize(("on", "box"), [(date(2027, 7, 20), Box.CONDITIONAL), (date(2027, 7, 21), Box.OVERDUE)])
    def test_5_the_last_day_is_in_time_and_the_next_day_is_out(self, on: date, box: Box) -> None:
        row = student(shots(without(HEPB=("2026-06-15", "2026-07-20"))))

        assert status_at(row, on=on).status == CheckpointStatus((box,), (date(2027, 7, 20),))

    @pytest.mark.parametrize(
        ("on", "answer"), [(date(2026, 10, 5), Outcome.KEEP_ATTENDING_UNTIL), (date(2026, 10, 6), Outcome.EXCLUDE_FROM)]
    )
    def test_6_a_dose_is_overdue_and_a_notice_was_given(self, on: date, answer: Outcome) -> None:
        told = notice(Vaccine.MMR, date(2026, 9, 21), date(2026, 10, 5))
        row = student(shots(without(MMR=("2024-05-01",))), notices=(told,))

        assert status_at(row, on=on).status == CheckpointStatus((Box.OVERDUE,), (date(2026, 10, 5),))
        assert answer_for_student(row, on).strictest.outcome is answer

    def test_6_before_the_notice_no_date_stands_there(self) -> None:
        found = status_at(student(shots(without(MMR=("2024-05-01",)))), on=date(2026, 9, 20))

        assert found.status == CheckpointStatus((Box.OVERDUE,), notes=(StatusNote.NOTICE_COMES_FIRST,))

    def test_7_special_education_goes_on_though_a_dose_is_overdue(self) -> None:
        found = status_at(student(shots(without(VAR=("2022-04-20",))), Situation.SPECIAL_EDUCATION))

        assert (found.status.boxes, found.status.follow_up, found.status.other) == ((), (), OtherCode.IEP)
        assert found.met_on == FIRST_DAY

    @pytest.mark.parametrize(("on", "boxes"), [(date(2026, 9, 28), ()), (date(2026, 9, 29), (Box.OVERDUE,))])
    def test_8_from_another_state_and_the_record_is_awaited(self, on: date, boxes: tuple[Box, ...]) -> None:
        labor_day = Closure(date(2026, 9, 7), date(2026, 9, 7))
        calendar = SchoolCalendar(FIRST_DAY, date(2027, 6, 10), closures=(labor_day,))
        last_day = transfer_record_due(FIRST_DAY, calendar)
        arrival = Arrival(
            came_from=ArrivedFrom.US_SCHOOL,
            first_day=FIRST_DAY,
            last_day=last_day,
            first_day_out=calendar.next_school_day(day_after(last_day)),
            recorded_on=FIRST_DAY,
            recorded_by="clerk",
        )
        record = immunization_record(student().with_changes(arrival=arrival), [], on)

        found = record.statuses[Checkpoint.TK_12].status
        assert (found.boxes, found.follow_up, found.is_met) == (boxes, (date(2026, 9, 28),), False)
        assert (StatusNote.RECORD_AWAITED in found.notes) == (not boxes)


class TestTheDateMet:
    def test_it_is_the_day_on_which_the_last_dose_was_seen(self) -> None:
        late = shot("VAR", "2025-04-20", seen_on=date(2026, 9, 2))
        row = student((*shots(without(VAR=("2022-04-20",))), late))

        assert status_at(row, on=date(2026, 9, 2)).met_on == date(2026, 9, 2)
        assert status_at(row, on=date(2026, 11, 30)).met_on == date(2026, 9, 2), "it stays from then on"

    def test_a_dose_that_was_not_needed_does_not_move_it(self) -> None:
        more = shot("HEPB", "2026-10-01", seen_on=date(2026, 10, 2))

        assert status_at(student((*shots(COMPLETE), more)), on=date(2026, 11, 1)).met_on == MET_ON

    def test_an_exemption_signed_later_moves_it(self) -> None:
        row = student(shots(without("MMR")))
        form = exemption(row, Vaccine.MMR, signed_on=date(2026, 8, 25))

        assert status_at(row, form, on=date(2026, 8, 25)).met_on == date(2026, 8, 25)

    def test_doses_known_since_preschool_are_met_when_kindergarten_begins(self) -> None:
        since = date(2024, 9, 3)
        grades = (grade(Grade.PRESCHOOL, since, since), grade(Grade.K, FIRST_DAY, SEEN_ON))
        row = student(shots({**COMPLETE, "HIB": ("2022-04-20",)}, seen_on=since), grades=grades)
        record = immunization_record(row, [], FIRST_DAY)

        assert record.statuses[Checkpoint.TK_12].met_on == SEEN_ON
        assert record.statuses[Checkpoint.PRE_KINDERGARTEN].status.boxes == (Box.ALL_DOSES,)
        assert record.statuses[Checkpoint.PRE_KINDERGARTEN].met_on == since

    def test_an_earlier_row_that_was_not_complete_by_its_end_stays_empty(self) -> None:
        since = date(2024, 9, 3)
        grades = (grade(Grade.PRESCHOOL, since, since), grade(Grade.K, FIRST_DAY, SEEN_ON))

        assert set(immunization_record(student(shots(COMPLETE), grades=grades), [], FIRST_DAY).statuses) == {
            Checkpoint.TK_12
        }, "no Hib dose"


class TestTheBoxes:
    def test_conditional_and_temporary_may_both_be_ticked_with_two_dates(self) -> None:
        row = student(shots(without("VAR", HEPB=("2026-06-15", "2026-07-20"))))
        found = status_at(row, exemption(row, Vaccine.VAR, expires_on=date(2027, 2, 11)))

        assert found.status.boxes == (Box.TEMPORARY_EXEMPTION, Box.CONDITIONAL)
        assert found.status.follow_up == (date(2026, 10, 15), date(2027, 2, 11), date(2027, 7, 20))

    @pytest.mark.parametrize(
        ("on", "box"), [(date(2027, 2, 11), Box.TEMPORARY_EXEMPTION), (date(2027, 2, 12), Box.OVERDUE)]
    )
    def test_a_temporary_exemption_holds_through_its_last_day(self, on: date, box: Box) -> None:
        row = student(shots(without("VAR")))

        assert status_at(row, exemption(row, Vaccine.VAR, expires_on=date(2027, 2, 11)), on=on).status.boxes == (box,)

    def test_one_overdue_dose_means_that_the_student_is_not_conditional(self) -> None:
        card = without(VAR=("2022-04-20",), HEPB=("2026-06-15", "2026-07-20"))

        assert status_at(student(shots(card))).status.boxes == (Box.OVERDUE,)

    def test_a_stopped_exemption_is_conditional_while_its_clock_runs(self) -> None:
        row = student(shots(without("VAR")))
        form = exemption(row, Vaccine.VAR, state=LineState.REVOKED, revoked_on=FIRST_DAY)
        last_day = date(2026, 9, 16)
        found = status_at(row, form).status

        assert (found.boxes, found.follow_up) == ((Box.CONDITIONAL,), (last_day,))
        assert found.notes == (StatusNote.EXEMPTION_STOPPED,)
        assert status_at(row, form, on=last_day + timedelta(days=1)).status.boxes == (Box.OVERDUE,)

    @pytest.mark.parametrize(("doses", "boxes"), [((), ()), (("2022-04-20",), (Box.OVERDUE,))])
    def test_a_form_on_hold_leaves_it_to_the_doses_on_record(
        self, doses: tuple[str, ...], boxes: tuple[Box, ...]
    ) -> None:
        row = student(shots(without(VAR=doses)))

        assert status_at(row, exemption(row, Vaccine.VAR, state=LineState.HELD)).status.boxes == boxes

    @pytest.mark.parametrize("situation", [Situation.FOSTER, Situation.HOMELESS, Situation.MILITARY])
    def test_who_is_enrolled_without_records_has_no_date_of_exclusion(self, situation: Situation) -> None:
        found = status_at(student(shots(without(VAR=("2022-04-20",))), situation))

        assert (found.status.boxes, found.status.follow_up) == ((Box.OVERDUE,), ())
        assert found.status.notes == (StatusNote.ENROLLED_WITHOUT_RECORDS,)

    def test_no_dose_on_record_is_no_box_and_a_note(self) -> None:
        found = status_at(student(shots(without("VAR")))).status

        assert found == CheckpointStatus(notes=(StatusNote.NO_DOSE_ON_RECORD,))

    @pytest.mark.parametrize(
        ("situation", "code"),
        [(Situation.HOME_SCHOOL, OtherCode.HOME), (Situation.INDEPENDENT_STUDY, OtherCode.INDEPENDENT_STUDY)],
    )
    def test_a_code_counts_only_where_doses_are_overdue(self, situation: Situation, code: OtherCode) -> None:
        short, conditional = without(VAR=("2022-04-20",)), without(HEPB=("2026-06-15", "2026-07-20"))

        assert status_at(student(shots(short), situation)).status.other is code
        assert status_at(student(shots(COMPLETE), situation)).status.boxes == (Box.ALL_DOSES,)
        assert status_at(student(shots(conditional), situation)).status.boxes == (Box.CONDITIONAL,)

    @pytest.mark.parametrize(("on", "asked"), [(date(2026, 8, 16), True), (date(2026, 8, 17), False)])
    def test_nothing_is_asked_from_the_eighteenth_birthday(self, on: date, *, asked: bool) -> None:
        since = date(2026, 7, 1)
        row = student(born=date(2008, 8, 17), grades=(grade(Grade.GRADE_12, since, since),))
        notes = status_at(row, on=on).status.notes

        assert notes == ((StatusNote.NO_DOSE_ON_RECORD,) if asked else (StatusNote.NOTHING_REQUIRED,))

    def test_the_review_is_due_every_thirty_days_from_the_admission(self) -> None:
        assert review_due(FIRST_DAY, FIRST_DAY) == date(2026, 9, 16)
        assert review_due(FIRST_DAY, date(2026, 9, 16)) == date(2026, 9, 16)
        assert review_due(FIRST_DAY, date(2026, 9, 17)) == date(2026, 10, 16)


class TestOneAnswer:
    BOXES: ClassVar = {
        Outcome.ADMIT: (Box.ALL_DOSES,),
        Outcome.ADMIT_CONDITIONALLY_UNTIL: (Box.CONDITIONAL,),
        Outcome.NOT_AN_EXEMPTION: (Box.OVERDUE,),
        Outcome.EXCLUDE_FROM: (Box.OVERDUE,),
        Outcome.CHECK_RECORD: (),
    }

    @pytest.mark.parametrize("on", [FIRST_DAY, date(2026, 9, 21), date(2027, 7, 21)])
    def test_the_box_is_that_of_the_student_s_answer(self, on: date) -> None:
        seen = set()
        for hepb, mmr, var in product(range(4), range(3), range(3)):
            late = {"HEPB": ("2026-05-01", "2026-07-20", "2026-08-02"), "MMR": ("2026-06-01", "2026-08-02")}
            card = without(HEPB=late["HEPB"][:hepb], MMR=late["MMR"][:mmr], VAR=COMPLETE["VAR"][:var])
            row = student(shots(card))
            answer = answer_for_student(row, on).strictest
            boxes = status_at(row, on=on).status.boxes
            seen.add(answer.outcome)
            assert boxes == self.BOXES[answer.outcome], (hepb, mmr, var, answer)
        assert {Outcome.ADMIT, Outcome.CHECK_RECORD} < seen


class TestGrade7:
    BORN = date(2014, 4, 10)
    CARD: ClassVar = {name: tuple(f"{int(day[:4]) - 7}{day[4:]}" for day in days) for name, days in COMPLETE.items()}
    SINCE = date(2025, 8, 18)

    def test_who_moves_up_has_the_row_of_grade_7_and_keeps_the_older_one(self) -> None:
        card = shots({**self.CARD, "TDAP": ("2025-06-02",)}, seen_on=self.SINCE)
        row = student(card, born=self.BORN, grades=(grade(Grade.GRADE_6, self.SINCE, self.SINCE),))
        found = immunization_record(row, [], FIRST_DAY).statuses

        assert found[Checkpoint.GRADE_7].status.boxes == (Box.ALL_DOSES,)
        assert found[Checkpoint.GRADE_7].met_on == date(2026, 7, 1), "the calendar moved the student up"
        assert found[Checkpoint.TK_12].status.boxes == (Box.ALL_DOSES,)
        assert found[Checkpoint.TK_12].met_on == self.SINCE

    def test_the_row_of_grade_7_begins_on_july_1(self) -> None:
        row = student(shots(self.CARD), born=self.BORN, grades=(grade(Grade.GRADE_6, self.SINCE, self.SINCE),))

        assert Checkpoint.GRADE_7 not in immunization_record(row, [], date(2026, 6, 30)).statuses
        assert Checkpoint.GRADE_7 in immunization_record(row, [], date(2026, 7, 1)).statuses

    def test_who_is_admitted_in_grade_8_has_both_rows_and_tdap_by_itself(self) -> None:
        card = shots({**self.CARD, "VAR": ("2015-04-20",), "TDAP": ("2025-06-02",)})
        row = student(card, born=self.BORN, grades=(grade(Grade.GRADE_8, FIRST_DAY, SEEN_ON),))
        found = immunization_record(row, [], FIRST_DAY).statuses

        assert found[Checkpoint.TK_12].status.boxes == (Box.OVERDUE,)
        assert found[Checkpoint.GRADE_7].status.boxes == (Box.ALL_DOSES,)
