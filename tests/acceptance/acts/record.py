"""What the child's school records: doses given, and the grade from a day on."""

from datetime import date

from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.pupils.record_grade import GradeCommand, record_grade
from chalicelib.domain.errors import PortalError
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.vaccine_products import kinds_of_vaccine
from tests.acceptance.acts.people import person, school
from tests.acceptance.story import Story


def form_at_school(story: Story) -> str:
    """The id of a form of the child that its school sees; "" where there is none."""
    if "child" not in story.memory:
        return ""
    rows = story.world.ctx().store.school_list(school(story).id, story.world.ctx().keyed_hash).forms
    return next((row.form_id for row in rows if row.child_id == story.memory["child"]), "")


def entered_grade(story: Story, grade: Grade, since: date) -> None:
    """The school records the grade; without a form at the school there is nothing yet to record it on.

    Raises PortalError.
    """
    form_id = form_at_school(story)
    if form_id:
        record_grade(story.world.ctx(person(story, "school")), GradeCommand(form_id, None, grade, since))
    else:
        story.next_entry, story.next_grade = since, grade


def give(story: Story, dose: Dose) -> None:
    """A dose was given; it goes on the school's record as soon as the school sees a form of the child."""
    story.doses.append(dose)
    story.memory.setdefault("unrecorded", []).append(dose)


def record_doses(story: Story) -> bool:
    """Record what the school can record; whether doses are left that it cannot."""
    waiting: list[Dose] = story.memory.get("unrecorded", [])
    if waiting and (form_id := form_at_school(story)):
        story.memory["unrecorded"] = [dose for dose in waiting if not _recorded(story, form_id, dose)]
    return bool(story.memory.get("unrecorded"))


def _recorded(story: Story, form_id: str, dose: Dose) -> bool:
    vaccines = frozenset(each for each in Vaccine if kinds_of_vaccine(each) <= dose.kinds)
    covered: frozenset[DoseKind] = frozenset().union(*map(kinds_of_vaccine, vaccines))
    if covered != dose.kinds:
        return False
    try:
        record_dose(story.world.ctx(person(story, "school")), DoseCommand(form_id, None, vaccines, dose.given_on))
    except PortalError:
        return False
    return True
