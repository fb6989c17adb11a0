"""A part of the state: its schools, physicians and parents, and the offices. Their accounts are builders' work; what
they do in the year is not."""

from dataclasses import dataclass
from datetime import date
from random import Random

from chalicelib.domain.account import Account, Role
from chalicelib.domain.child import ChildFacts
from tests.builders import World
from tests.state_year.books import Physician, School

FIRST_DAY, LAST_DAY = date(2026, 8, 3), date(2027, 7, 30)
JURISDICTIONS = ("C19", "C34", "C37")
_FIRST = ("Aurelio", "Bettina", "Calixto", "Dorotea", "Evaristo", "Fidelia", "Gaspard", "Henrike", "Isandro", "Jacinta")
_LAST = ("Abernash", "Bramabode", "Czerninka", "Dubroskow", "Eldermoss", "Fjarrholm", "Grandbaye", "Hollowick")
_LARGE_SCHOOL = 60


@dataclass(frozen=True)
class Scale:
    """How much happens in a part of the state in a year."""

    forms: int
    busy: int  # physicians of some thirteen forms
    asked: int  # cases that the state opens with a reason of its own
    revoked_share: float
    appealed_share: float
    nights_between: int = 1  # from one run of the jobs of the night to the next
    checks_each_month: bool = True

    @property
    def quiet(self) -> int:
        return max(2, self.forms // 7)


class Town:
    """The people. `seed` draws who they are."""

    def __init__(self, world: World, seed: str, scale: Scale) -> None:
        self.world, self.rng = world, Random(f"{seed} town")  # noqa: S311 - made-up people
        world.clock.set(FIRST_DAY, hour=6)
        self.nurses = [world.reviewer(), world.reviewer(first_name="Berenike", last_name="Ostrander")]
        self.officer = world.default_user(Role.OFFICER)
        self.agency, self.secretary = world.default_user(Role.APPEALS_STAFF), world.default_user(Role.SECRETARY)
        self.panelists = [world.panelist() for _ in range(9)]
        self.departments = {each: world.local_health(each) for each in JURISDICTIONS}
        self.board = world.board_person()
        schools = max(2, scale.forms // _LARGE_SCHOOL)
        self.schools = [self._school(place, reports=place > 0) for place in range(schools)]
        self.physicians = [Physician(world.physician(), place < scale.busy, world.clock()) for place in range(
            scale.busy + scale.quiet
        )]  # fmt: skip
        self.parents = [world.parent() for _ in range(max(5, scale.forms // 12))]
        self._children = 0

    def _school(self, place: int, *, reports: bool) -> School:
        jurisdiction = JURISDICTIONS[place % len(JURISDICTIONS)]
        facility = self.world.facility(f"1964212{place:07d}", name=f"Juniper Hollow {place}", jurisdiction=jurisdiction)
        return School(facility.id, jurisdiction, self.world.school_person(facility), reports)

    def school(self) -> School:
        """A school; to the one that does not report one child in twenty-five goes."""
        return self.schools[0] if self._children % 25 == 3 else self.rng.choice(self.schools[1:])

    def child(self, *, leaves_span: bool) -> ChildFacts:
        """A child whom no one else is like: in grade 2, or in the last grade before the next span."""
        number, self._children = self._children, self._children + 1
        first, rest = _FIRST[number % len(_FIRST)], number // len(_FIRST)
        last, rest = _LAST[rest % len(_LAST)], rest // len(_LAST)
        born = date(2015 if leaves_span else 2018, 1 + rest % 12, 3 + rest // 12)
        return ChildFacts(first_name=first, middle_name="", last_name=last, birth_date=born)

    def people(self) -> list[Account]:
        """Everyone whom an e-mail can reach."""
        state = [*self.nurses, self.officer, self.agency, self.secretary, *self.panelists, self.board]
        offices = [*self.departments.values(), *(school.person for school in self.schools)]
        return [*state, *offices, *(each.account for each in self.physicians), *self.parents]

    def readers_of(self, recipient: str) -> list[Account]:
        """Who reads what is told to a person or an office."""
        offices: dict[str, list[Account]] = {
            "MBC": [self.board],
            **{place: [person] for place, person in self.departments.items()},
            **{school.id: [school.person] for school in self.schools},
            "cdph": [*self.nurses, self.officer],
            "chhs": [self.agency, self.secretary],
        }
        return offices.get(recipient) or [each for each in self.people() if each.id == recipient]
