"""Places where a school records an older exemption on paper."""

from datetime import date

from chalicelib.actions.students.older_papers import PaperAsRead, record_older_paper
from chalicelib.domain.account import Role
from chalicelib.domain.student import Student
from chalicelib.law.enums import GradeSpan, Vaccine
from chalicelib.law.grandfathering import OlderPaper
from tests.builders import World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import STUDENT, student_of

_TYPED = {
    "paper": "physician-letter",
    "dated_on": date(2020, 2, 3),
    "span": "tk-6",
    "vaccines": ["MMR", "VAR"],
    "issuer_name": "Dr. Ottilie Brannigan",
    "stopped_on": date(2026, 9, 14),
    "reason": "The letter is of a brother",
}


@place(f"{STUDENT}/papers/new")
def _new(world: World) -> Here:
    return Here(world.default_user(Role.SCHOOL), {"student_id": student_of(world)}, _TYPED)


@place(f"{STUDENT}/papers/{{paper_id}}/stopped", f"{STUDENT}/papers/{{paper_id}}/remove")
def _one(world: World) -> Here:
    student_id = student_of(world)
    return Here(
        world.default_user(Role.SCHOOL), {"student_id": student_id, "paper_id": paper_of(world, student_id)}, _TYPED
    )


def paper_of(world: World, student_id: str) -> str:
    """A physician's letter on a student's record; its id."""
    read = PaperAsRead(
        OlderPaper.PHYSICIAN_LETTER,
        date(2020, 2, 3),
        GradeSpan.TK_TO_6,
        frozenset({Vaccine.MMR}),
        "Dr. Ottilie Brannigan",
        "A 51515",
        date(2021, 2, 3),
    )
    record_older_paper(world.ctx(world.default_user(Role.SCHOOL)), student_id, None, read)
    return world.ctx().store.get(Student, student_id).papers[-1].id
