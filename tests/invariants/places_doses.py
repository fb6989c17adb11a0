"""Places where a school enters a whole card, or corrects a dose on record."""

from datetime import date

from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.student import Student
from chalicelib.law.enums import Vaccine
from tests.builders import World, line
from tests.invariants.places import Here, place
from tests.invariants.places_schools import PUPIL, STUDENT, student_of

_CARD = {"var_1": "9/28/2025", "name_1": "Heplisav", "day_1": "Oct 2 2025", "clinic_1": "Alder Clinic"}
_CORRECTED = {"vaccines": ["MMR"], "given_on": date(2026, 9, 27), "reason": "The card says the 27th"}
_TYPED = {**_CARD, "paper": "yellow-card", "seen_by": "P. Drummond", **_CORRECTED}


@place(f"{STUDENT}/card")
def _student_card(world: World) -> Here:
    return Here(world.default_user(Role.SCHOOL), {"student_id": student_of(world)}, _TYPED)


@place(f"{STUDENT}/doses/{{dose_id}}/change")
def _student_dose(world: World) -> Here:
    student_id = student_of(world)
    (dose,) = world.ctx().store.get(Student, student_id).school_record.doses
    return Here(world.default_user(Role.SCHOOL), {"student_id": student_id, "dose_id": dose.id}, _TYPED)


@place(f"{PUPIL}/card")
def _pupil_card(world: World) -> Here:
    first = world.form()
    child = world.ctx().store.get(Child, first.child_id)
    world.form(child=child, lines=(line(Vaccine.HEPB),))  # what is recorded goes to each of the child's forms
    return Here(world.default_user(Role.SCHOOL), {"form_id": first.id}, _TYPED)


@place(f"{PUPIL}/doses/{{dose_id}}/change")
def _pupil_dose(world: World) -> Here:
    form = world.form()
    school = world.default_user(Role.SCHOOL)
    record_dose(world.ctx(school), DoseCommand(form.id, None, frozenset({Vaccine.MMR}), date(2026, 9, 28)))
    (dose,) = world.ctx().store.get(Child, form.child_id).school_record.doses
    return Here(school, {"form_id": form.id, "dose_id": dose.id}, _TYPED)
