"""Named questions on doses, conditional schedules, grounds of exemption, products and small numbers; the answers."""

from datetime import date, timedelta

from chalicelib.law import (
    conditional_schedule,
    dose_schedule,
    enrollment,
    exemption_bases,
    suppression,
    vaccine_products,
)
from chalicelib.law.dose_schedule import Occasion, Pupil
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.exemption_bases import AddedVaccine, Basis
from chalicelib.law.exposure import Exposure
from chalicelib.law.grandfathering import OlderExemption, OlderPaper, paper_for_vaccine
from chalicelib.law.student_answer import StudentFacts, student_answer, vaccine_answer
from tests.reference_model.translated import MMR
from tests.reference_model.verdicts_of_rules import SIGNED, Asked

_PUPILS = {
    "infant": (date(2026, 3, 1), Grade.INFANT_TODDLER, Occasion.ADMISSION),
    "preschool": (date(2023, 3, 1), Grade.PRESCHOOL, Occasion.ADMISSION),
    "grade 2": (date(2019, 3, 1), Grade.GRADE_2, Occasion.ADMISSION),
    "admitted to grade 7": (date(2014, 3, 1), Grade.GRADE_7, Occasion.ADMISSION),
    "case 98": (date(2014, 3, 1), Grade.GRADE_7, Occasion.GRADE_7_ADVANCEMENT),
    "ungraded at 12": (date(2014, 3, 1), Grade.UNGRADED, Occasion.ADMISSION),
    "adult": (date(2008, 3, 1), Grade.GRADE_12, Occasion.ADMISSION),
}


def _with_doses(birth: date, grade: Grade, occasion: Occasion, count: int) -> Pupil:
    """So many visits, 61 days apart and the last 61 days ago, each with a dose of everything the form names."""
    everything = MMR | {DoseKind.DTAP, DoseKind.IPV, DoseKind.VAR, DoseKind.HEPB, DoseKind.HIB}
    visits = (SIGNED - timedelta(days=61 * each) for each in range(1, count + 1))
    return Pupil(birth, grade, tuple(Dose(everything, day) for day in visits if day >= birth), occasion)


def doses() -> Asked:
    for name, facts in _PUPILS.items():
        for count in (0, 1, 3):
            for vaccine in Vaccine:
                found = dose_schedule.check_vaccine(vaccine, _with_doses(*facts, count), SIGNED)
                yield f"{name}, {count} doses, {vaccine}", found


def early_doses() -> Asked:
    birth = date(2019, 3, 1)
    for days_early in (4, 5):
        first = Dose(MMR, date(2020, 3, 1) - timedelta(days=days_early))
        pupil = Pupil(birth, Grade.GRADE_2, (first,))
        yield f"{days_early} days early", dose_schedule.check_vaccine(Vaccine.MMR, pupil, SIGNED)


def schedules() -> Asked:
    for name, facts in _PUPILS.items():
        for count in (0, 1, 2):
            pupil = _with_doses(*facts, count)
            for vaccine in (Vaccine.IPV, Vaccine.MMR, Vaccine.HEPB, Vaccine.VAR):
                yield f"{name}, {count}, {vaccine}", conditional_schedule.conditional_admission(vaccine, pupil, SIGNED)
            yield f"{name}, {count}, begun", conditional_schedule.commenced((Vaccine.MMR, Vaccine.HIB), pupil, SIGNED)
            young = conditional_schedule.young_child_admission(pupil, SIGNED)
            if young is not None:
                yield f"{name}, {count}, young", young


def students() -> Asked:
    """One answer for each step of a student's answer that no line of a form gives."""
    birth = date(2019, 3, 15)
    month = Dose(MMR, date(2020, 3, 1), month_only=True)
    paper = OlderExemption(OlderPaper.PHYSICIAN_LETTER, date(2019, 11, 1), vaccines=frozenset({Vaccine.VAR}))
    yield (
        "complete",
        vaccine_answer(StudentFacts(_with_doses(birth, Grade.K, Occasion.ADMISSION, 3)), Vaccine.HEPB, SIGNED),
    )
    yield "not on record", vaccine_answer(StudentFacts(Pupil(birth, Grade.GRADE_2)), Vaccine.MMR, SIGNED)
    uncertain = Pupil(birth, Grade.GRADE_2, (month, Dose(MMR, date(2023, 5, 4))))
    yield "a month", vaccine_answer(StudentFacts(uncertain), Vaccine.MMR, SIGNED)
    newborn = StudentFacts(Pupil(SIGNED - timedelta(days=30), Grade.INFANT_TODDLER))
    yield "newborn", student_answer(newborn, SIGNED).strictest
    dt = Dose(frozenset({DoseKind.DT}), date(2020, 3, 1))
    yield "DT", conditional_schedule.dose_counts(Vaccine.DTAP, Pupil(birth, Grade.GRADE_2), dt, SIGNED)
    yield "another vaccine", paper_for_vaccine(paper, Vaccine.MMR, SIGNED)
    exposed = StudentFacts(Pupil(birth, Grade.GRADE_2), exposures=(Exposure("measles", SIGNED),))
    yield "exposed", vaccine_answer(exposed, Vaccine.MMR, SIGNED)


def grounds() -> Asked:
    for bases in ({Basis.MEDICAL}, set(Basis)):
        added = AddedVaccine("Added", frozenset(bases))
        yield f"case 100, {len(bases)}", exemption_bases.may_require(added, SIGNED)
    for vaccine in Vaccine:
        yield f"required {vaccine}", exemption_bases.may_require(vaccine, SIGNED)


def enrollments() -> Asked:
    for group in enrollment.EnrollNow:
        yield group.value, enrollment.enrol_without_records(group, SIGNED)
    yield "special education", enrollment.special_education()
    yield "drop-in", enrollment.drop_in_child_care()


def products() -> Asked:
    for vaccine in Vaccine:
        yield vaccine.value, vaccine_products.single_vaccine_hint(vaccine, SIGNED)


def small_numbers() -> Asked:
    for count in (0, 1, 10, 11):
        yield f"{count} people", suppression.show_number(count, SIGNED)


GROUPS = (doses, early_doses, schedules, students, grounds, enrollments, products, small_numbers)
