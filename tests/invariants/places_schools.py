"""Places where a school records something of a pupil."""

from datetime import date

from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.enums import Vaccine
from tests.builders import World, line
from tests.invariants.places import Here, place

PUPIL = "/schools/pupils/{form_id}"


def _at(world: World, form: ExemptionForm, **ids: str) -> Here:
    answers = {
        "vaccines": ["MMR", "VAR"],
        "given_on": date(2026, 9, 28),
        "way": "post",
        "grade": "3",
        "since": date(2026, 8, 12),
        "reason": "The card belongs to a brother",
    }
    return Here(world.default_user(Role.SCHOOL), {"form_id": form.id, **ids}, answers)


@place(f"{PUPIL}/dose", f"{PUPIL}/grade", f"{PUPIL}/notice")
def _record(world: World) -> Here:
    first = world.form()
    child = world.ctx().store.get(Child, first.child_id)
    world.form(child=child, lines=(line(Vaccine.HEPB),))  # what is recorded goes to each of the child's forms
    return _at(world, first)


@place(f"{PUPIL}/doses/{{dose_id}}/remove")
def _remove(world: World) -> Here:
    form = world.form()
    record_dose(
        world.ctx(world.default_user(Role.SCHOOL)),
        DoseCommand(form.id, None, frozenset({Vaccine.MMR}), date(2026, 9, 28)),
    )
    (dose,) = world.ctx().store.get(Child, form.child_id).school_record.doses
    return _at(world, form, dose_id=dose.id)
