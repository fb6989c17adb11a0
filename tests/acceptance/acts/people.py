"""Who does what in a story: one account per role, made when it is first needed."""

from typing import Any

from chalicelib.domain.account import Account, Appointment, Credential, Office, PhysicianProfile, Role
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.notice import Notice, Recipient
from chalicelib.storage.outbox import read_notice
from tests.acceptance.kinds import ValueProblem
from tests.acceptance.story import Story
from tests.checks.after_each_test import all_items

_PLAIN = {
    "parent": Role.PARENT,
    "physician": Role.PHYSICIAN,
    "nurse": Role.REVIEWER,
    "officer": Role.OFFICER,
    "chhs": Role.APPEALS_STAFF,
    "secretary": Role.SECRETARY,
    "operator": Role.OPERATOR,
    "local_health": Role.LOCAL_HEALTH,
    "cdph": Role.REVIEWER,
    "board": Role.BOARD,
}
_MADE = {
    "physician reviewer": (
        Role.REVIEWER,
        {"first_name": "Lucasta", "last_name": "Tremaine", "credential": Credential.PHYSICIAN},
    ),
    "other officer": (Role.OFFICER, {"first_name": "Ignatius", "last_name": "Pemberly"}),
    "sphofficer": (Role.OFFICER, {"first_name": "Rosalind", "last_name": "Quintero"}),
    "other physician": (Role.PHYSICIAN, {"first_name": "Casimir", "last_name": "Yardley"}),
    "other parent": (Role.PARENT, {"first_name": "Winifred", "last_name": "Ackerly"}),
}


def person(story: Story, role: str) -> Account:
    """The person of a role; the same one each time."""
    people = story.memory.setdefault("people", {})
    if role not in people:
        people[role] = _make(story, role)
    return story.world.reload(people[role])


def _make(story: Story, role: str) -> Account:
    world = story.world
    if role == "physician":
        return (
            world.physician(physician=profile(story))
            if "license" in story.memory
            else world.default_user(Role.PHYSICIAN)
        )
    if role == "school":
        return world.school_person(school(story))
    if role in {"old school", "other school"}:
        return world.school_person(school(story, story.memory.get("school before", "another school")))
    if role in {"panel", "panelist"}:
        return panelists(story, 3)[0]
    if role in {"MBC", "OMBC"}:
        return world.board_person(role)
    return world.default_user(_PLAIN[role]) if role in _PLAIN and role != "officer" else _official(story, role)


def _official(story: Story, role: str) -> Account:
    made, facts = _MADE.get(role, (Role.OFFICER, {"first_name": "Cornelius", "last_name": "Abernathy"}))
    given: dict[str, Any] = dict(facts)
    if made == Role.OFFICER:
        office = Office.STATE_PUBLIC_HEALTH_OFFICER if role == "sphofficer" else Office.DESIGNATED_PHYSICIAN
        until = story.memory.get(("appointment until", role))
        given["appointments"] = (
            Appointment(office=office, since=story.today.replace(month=1, day=1, year=2021), until=until),
        )
    make = {
        Role.OFFICER: story.world.officer,
        Role.REVIEWER: story.world.reviewer,
        Role.PARENT: story.world.parent,
        Role.PHYSICIAN: story.world.physician,
    }
    return make[made](**given)


def profile(story: Story) -> PhysicianProfile:
    """The license that the story gives the physician."""
    given = story.memory["license"]
    return story.world.profile(board=given.board.value, rank=given.rank, license_number=given.digits)


def panelists(story: Story, count: int) -> list[Account]:
    """So many independent physicians who can sit on a panel."""
    known = story.memory.setdefault("panelists", [])
    while len(known) < count:
        known.append(story.world.panelist())
    return [story.world.reload(each) for each in known[:count]]


# Schools

_USUAL = "the school"


def school(story: Story, name: str = "") -> Facility:
    """The school of that name (the child's without one), in the directory since it was first named."""
    known = story.memory.setdefault("schools", {})
    name = name or story.memory.get("school", _USUAL)
    key = name.casefold().removeprefix("the ")
    if key not in known:
        kind = story.memory.get(("school kind", key), FacilityKind.PUBLIC_SCHOOL)
        known[key] = story.world.facility(
            _number(len(known), kind), kind=kind, name=_title(name), **story.memory.get(("school facts", key), {})
        )
    return known[key]


def _title(name: str) -> str:
    return "Juniper Hollow Elementary" if name == _USUAL else name


def _number(place: int, kind: FacilityKind) -> str:
    is_school = kind in {FacilityKind.PUBLIC_SCHOOL, FacilityKind.PRIVATE_SCHOOL}
    return f"1964212{123456 + place:07d}" if is_school else f"19{3001000 + place:07d}"


# Who was told


def notices(story: Story) -> list[Notice]:
    """Every notice there is, in the order of their writing."""
    items = all_items(story.world.table.name)
    found = [read_notice(item) for item in items if item.get("type") == "notice"]
    return sorted(found, key=lambda notice: (notice.at, notice.id))


def is_to(story: Story, notice: Notice, role: str) -> bool:
    """Whether a notice went to the people of that role."""
    to: Recipient = notice.recipient
    if role in {"school", "old school", "other school"}:
        name = story.memory.get("school before", "another school") if role != "school" else ""
        return (to.kind, to.id) == ("facility", school(story, name).id)
    offices = {
        "local_health": "jurisdiction",
        "cdph": "cdph",
        "nurse": "cdph",
        "officer": "cdph",
        "chhs": "chhs",
        "secretary": "chhs",
        "board": "board",
    }
    if role in offices:
        return to.kind == offices[role]
    if role in {"MBC", "OMBC"}:
        return (to.kind, to.id) == ("board", role)
    if role in {"panel", "panelist"}:
        return to.id in {each.id for each in story.memory.get("panelists", [])}
    known = story.memory.get("people", {})
    if role not in known and role not in {"parent", "physician"}:
        raise ValueProblem(f"No one of the role {role} has done anything in this scenario.")
    return to.id == person(story, role).id
