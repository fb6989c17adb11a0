"""The situations that the random students must have shown, by name, and whether a student on a day is in one."""

from collections.abc import Callable
from datetime import date

from tests.reference_model.engine.days import birthday, months_old, years_old
from tests.reference_model.engine.grades import LITTLE, UNGRADED
from tests.reference_model.engine.shots import PARTS
from tests.reference_model.engine.students import Order, Student

Situation = Callable[[Student, date], bool]


def _has(*names: str) -> Situation:
    return lambda student, _on: any(student.given.get(name) for name in names)


def _state(state: str | None) -> Situation:
    return lambda student, _on: any(form.state == state for form in student.forms.values())


def _ordered(fits: Callable[[Order, date], bool]) -> Situation:
    return lambda student, on: any(fits(order, on) for order in student.exposed)


def _around_the_18th_birthday(student: Student, on: date) -> bool:
    return abs((birthday(student.birth, 18) - on).days) <= 20


SITUATIONS: dict[str, Situation] = {
    "under 2 months": lambda student, on: student.grade in LITTLE and months_old(student.birth, on) < 2,
    "under 18 months": lambda student, on: student.grade in LITTLE and 2 <= months_old(student.birth, on) < 18,
    "in preschool from 18 months": lambda student, on: student.grade in LITTLE and months_old(student.birth, on) >= 18,
    "in transitional kindergarten": lambda student, _on: student.grade == "TK",
    "ungraded and under 12": lambda student, on: student.grade == UNGRADED and years_old(student.birth, on) < 12,
    "ungraded and 12": lambda student, on: student.grade == UNGRADED and years_old(student.birth, on) >= 12,
    "around the 18th birthday": _around_the_18th_birthday,
    "from 18 on": lambda student, on: years_old(student.birth, on) >= 18,
    "moved up to grade 7": lambda student, _on: student.moved_up,
    "a month without a day": lambda student, _on: bool(student.months),
    "Td": _has("TD"),
    "DT": _has("DT"),
    "DTP": _has("DTP"),
    "oral polio vaccine": _has("OPV"),
    "a part of MMR alone": _has(*PARTS),
    "no shots at all": lambda student, _on: not student.given and not student.months,
    "taught at home or without a classroom": lambda student, _on: student.not_taught_here,
    "foster, homeless or military": lambda student, _on: student.enroll_now,
    "a notice without a form": lambda student, _on: any(
        form.state is None and form.tenth_school_day for form in student.forms.values()
    ),
    "an older letter": lambda student, _on: any(paper.is_letter for paper in student.papers),
    "personal beliefs": lambda student, _on: any(not paper.is_letter for paper in student.papers),
    "an order that holds": _ordered(lambda order, on: order.out <= on and not order.lifted and not order.through),
    "an order with a last day": _ordered(lambda order, _on: order.through is not None),
    "an order that was lifted": _ordered(lambda order, on: order.lifted is not None and order.lifted <= on),
    "two orders": lambda student, _on: len(student.exposed) > 1,
    "an order from 18 on": lambda student, on: bool(student.exposed) and years_old(student.birth, on) >= 18,
    **{f"a form that is {state}": _state(state) for state in ("issued", "held", "refused", "revoked", "withdrawn")},
    "an appeal": lambda student, _on: any(form.appeal for form in student.forms.values()),
    "two forms": lambda student, _on: len(student.forms) > 1,
}


def shown_by(student: Student, on: date) -> list[str]:
    """The situations that a student is in on a day."""
    return [name for name, holds in SITUATIONS.items() if holds(student, on)]
