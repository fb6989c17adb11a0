"""The children of a made-up district: names, cards and plans for the year, all drawn from one seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.reference_model.shot_records import USUAL_MONTHS

FIRST_DAY, LAST_DAY = date(2026, 8, 17), date(2027, 6, 4)
COLUMNS = {"IPV": "pol", "DTAP": "dtp", "MMR": "mmr", "HIB": "hib", "HEPB": "hepb", "VAR": "var", "TDAP": "tdap"}
AGES = {"infant-toddler": 1, "preschool": 3, "TK": 4, "K": 5, **{str(grade): grade + 5 for grade in range(1, 13)}}
SITUATIONS = ("IEP", "IND", "HOME", "FOSTER", "HOMELESS", "MILITARY")
_HEADS = ("Bram", "Cald", "Dunn", "Elver", "Fenn", "Garr", "Holl", "Isk", "Jarr", "Kest", "Lind", "Marr", "Nett", "Orr",
          "Pell", "Quarr", "Rusk", "Sorr", "Tull", "Umber", "Varr", "Wend", "Yarr", "Zell")  # fmt: skip
_TAILS = ("abode", "ecroft", "ifield", "ogate", "umoor", "aster", "ewick", "ithorpe", "olund", "ubank")
_GIVEN = ("Alder", "Bettina", "Cosmo", "Delphine", "Esteban", "Fiona", "Gwendal", "Hyacinth", "Ignace", "Jolanda")


@dataclass(frozen=True)
class School:
    """A school of the district and its grades. `own_calendar`: it does not follow the district's."""

    id: str
    name: str
    grades: tuple[str, ...]
    way: str
    own_calendar: bool = False


SCHOOLS = (
    School("19642120123456", "Juniper Hollow Elementary",
           ("infant-toddler", "preschool", "TK", "K", "1", "2", "3", "4", "5", "6"), "by-hand"),
    School("19642120123464", "Larkspur Middle and High", ("6", "7", "8", "9", "10", "11", "12"), "email"),
    School("19642120123472", "Quillfeather Academy", ("TK", "K", "1", "3", "7", "8", "12", "ungraded"), "post", True),
    School("19642120123480", "Brindlemoor Elementary", ("TK", "K", "1", "2", "3", "4", "5", "6"), "by-hand"),
)  # fmt: skip


@dataclass(frozen=True)
class Scale:
    """How many children; of them so many on condition and so many to be exempt. `moves`: how often one of a school
    leaves."""

    students: int
    conditional: int
    exempt: int
    schools: tuple[School, ...] = SCHOOLS
    weeks_between_letters: int = 1
    moves: float = 0.6


@dataclass
class Child:
    """One child: what the list of the school says, and what will be brought.

    `coming`: vaccine and day of shots to come. `months_only`: of these the card tells but the month of the first.
    `exempt`: the vaccines that a physician will exempt from; `signed_on`: the day of the signing.
    """

    first_name: str
    last_name: str
    birth: date
    grade: str
    group: str
    school: str
    situation: str = ""
    room: str = ""
    card: dict[str, list[date]] = field(default_factory=dict)
    months_only: frozenset[str] = frozenset()
    coming: list[tuple[str, date]] = field(default_factory=list)
    exempt: tuple[str, ...] = ()
    signed_on: date | None = None

    @property
    def key(self) -> tuple[str, str, date]:
        return self.last_name, self.first_name, self.birth


def children(seed: str, scale: Scale) -> list[Child]:
    """The children of all schools, in the order of their names."""
    rng = Random(seed)  # noqa: S311 - a made-up district
    groups = ["conditional"] * scale.conditional + ["exempt"] * scale.exempt
    rest = scale.students - len(groups)
    groups += ["no record"] * max(1, rest // 30) + ["short"] * max(2, rest // 30)
    groups += ["complete"] * (scale.students - len(groups))
    rng.shuffle(groups)
    return [_child(rng, place, group, scale.schools) for place, group in enumerate(groups)]


def newcomer(rng: Random, place: int, school: School, first_day: date) -> Child:
    """A child who moves in from elsewhere, with a card that is complete or has gaps."""
    group = rng.choice(["complete", "complete", "conditional", "short", "no record"])
    made = _child(rng, place, group, (school,))
    made.coming = [(vaccine, max(day, first_day + timedelta(days=3))) for vaccine, day in made.coming]
    return made


def _child(rng: Random, place: int, group: str, schools: tuple[School, ...]) -> Child:
    school = schools[place % len(schools)]
    grade = rng.choice(school.grades)
    years = AGES.get(grade) or rng.choice((7, 10, 11, 12, 14))
    birth = FIRST_DAY - timedelta(days=round(years * 365.25) + rng.randrange(0, 340))
    if grade == "infant-toddler":
        birth = FIRST_DAY - timedelta(days=rng.randrange(40, 500))
    name = _HEADS[place % len(_HEADS)] + _TAILS[place // len(_HEADS) % len(_TAILS)]
    second = _HEADS[(place * 7 + place // 240) % len(_HEADS)].lower()
    made = Child(
        first_name=_GIVEN[(place + place // 240) % len(_GIVEN)],
        last_name=f"{name}{second}",
        birth=birth,
        grade=grade,
        group=group,
        school=school.id,
        situation=rng.choice(SITUATIONS) if rng.random() < 0.06 else "",
        room=str(1 + rng.randrange(12)),
    )
    made.card = _complete_card(rng, birth)
    _with_gaps(rng, made)
    return made


def _complete_card(rng: Random, birth: date) -> dict[str, list[date]]:
    """All usual shots that were due before the school year."""
    card: dict[str, list[date]] = {}
    for vaccine, ages in USUAL_MONTHS.items():
        days = [birth + timedelta(days=round(months * 30.44) + rng.randrange(0, 20)) for months in ages]
        card[vaccine] = [day for day in days if day < FIRST_DAY - timedelta(days=10)]
    return card


def _asked(grade: str) -> tuple[str, ...]:
    """Vaccines that are asked for in a grade, whatever the age."""
    if grade == "ungraded":
        return ("IPV", "MMR", "VAR")
    return ("TDAP" if grade in {"7", "8", "9", "10", "11", "12"} else "DTAP", "IPV", "MMR", "VAR")


def _with_gaps(rng: Random, child: Child) -> None:
    """Take off the card what the child's group lacks, and plan what will be brought in the year."""
    if child.group == "complete":
        child.months_only = frozenset(rng.sample(["HEPB", "HIB"], 1)) if rng.random() < 0.05 else frozenset()
    else:
        _GAPS[child.group](rng, child)


def _conditional(rng: Random, child: Child) -> None:
    for vaccine in rng.sample(["MMR", "VAR", "HEPB", "IPV"], rng.choice((1, 1, 2))):
        _interrupted(rng, child, vaccine)


def _short(rng: Random, child: Child) -> None:
    for vaccine in rng.sample(["MMR", "VAR", "DTAP"], rng.choice((1, 2))):
        gone = child.card[vaccine][-1:]
        child.card[vaccine] = child.card[vaccine][:-1]
        if gone and rng.random() < 0.6:
            child.coming.append((vaccine, _some_day(rng, 20, 150)))


def _without_record(rng: Random, child: Child) -> None:
    brought, day = rng.random() < 0.7, _some_day(rng, 5, 90)
    for vaccine, days in child.card.items():
        child.coming += [(vaccine, day)] * bool(brought and days)
    child.card = {vaccine: [] for vaccine in child.card}


def _to_be_exempt(rng: Random, child: Child) -> None:
    child.exempt = tuple(rng.sample(_asked(child.grade), rng.choice((1, 1, 2))))
    child.signed_on = min(_some_day(rng, -6, 150), child.birth + timedelta(days=18 * 365))  # under 18 by some days
    for vaccine in child.exempt:
        child.card[vaccine] = child.card[vaccine][: rng.choice((0, 0, 1))]


def _interrupted(rng: Random, child: Child, vaccine: str) -> None:
    """A series of which one shot is left out, the last one before it given this summer."""
    before = child.card[vaccine][:-1]
    if not before:
        return
    newest = FIRST_DAY - timedelta(days=rng.randrange(10, 60))
    child.card[vaccine] = [*before[:-1], max(newest, before[-1])]
    if rng.random() < 0.8:
        child.coming.append((vaccine, _some_day(rng, 25, 230)))


def _some_day(rng: Random, first: int, last: int) -> date:
    return FIRST_DAY + timedelta(days=rng.randrange(first, last))


_GAPS = {"conditional": _conditional, "short": _short, "no record": _without_record, "exempt": _to_be_exempt}
