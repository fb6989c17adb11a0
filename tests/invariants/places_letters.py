"""Places where a school writes to the parents of its students."""

from datetime import date

from chalicelib.actions.parent_letters.save_letterhead import LetterheadCommand, known_letterhead, save_letterhead
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.school_record import LetterKind
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import STUDENT, student_of

LETTERS = "/schools/at/{facility_id}/letters"
OF_KIND = f"{LETTERS}/{{kind}}"
ANSWERS = {
    "way": "email",
    "contact": "Hedwig Oakhurst",
    "telephone": "(559) 555-0188",
    "calendar_checked": "yes",
    "kind": LetterKind.IMMUNIZATIONS_NEEDED.value,
}


@place(f"{STUDENT}/notice")
def _notice(world: World) -> Here:
    answers = {"vaccines": ["VAR"], "way": "email", "given_on": date(2026, 9, 28), "last_day": date(2026, 10, 30)}
    return Here(world.default_user(Role.SCHOOL), {"student_id": student_of(world)}, answers)


@place(f"{STUDENT}/letters")
def _student_letters(world: World) -> Here:
    return Here(world.default_user(Role.SCHOOL), {"student_id": student_of(world)}, ANSWERS)


@place(LETTERS, OF_KIND, f"{OF_KIND}/recorded")
def _letters(world: World) -> Here:
    student_of(world)
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID, "kind": ANSWERS["kind"]}, ANSWERS)


@place(f"{OF_KIND}/record")
def _record(world: World) -> Here:
    student_of(world)
    ids = {"facility_id": SCHOOL_ID, "kind": ANSWERS["kind"]}
    typed = {name: value for name, value in ANSWERS.items() if name != "kind"}
    printed = OF_KIND.format(**ids)
    return Here(
        world.default_user(Role.SCHOOL), ids, way=lambda browser: browser.get(printed).press("See the letters", **typed)
    )


LETTERHEAD = "/schools/at/{facility_id}/letterhead"
_HEAD = {
    "name": "Clovermead School",
    "address": "1 Alder Lane\nFresno, CA 93701",
    "telephone": "(559) 555-0188",
    "contact": "Hedwig Oakhurst",
    "signer": "W. Oakhurst, school nurse",
}


@place(LETTERHEAD)
def _letterhead(world: World) -> Here:
    school = world.default_user(Role.SCHOOL)
    known = known_letterhead(world.ctx(school), Action.SAVE_LETTERHEAD, SCHOOL_ID)
    save_letterhead(world.ctx(school), LetterheadCommand(SCHOOL_ID, known.version if known else None, **_HEAD))
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID}, _HEAD)


@place(f"{LETTERHEAD}/save")
def _save_letterhead(world: World) -> Here:
    page = LETTERHEAD.format(facility_id=SCHOOL_ID)
    return Here(
        world.default_user(Role.SCHOOL),
        {"facility_id": SCHOOL_ID},
        way=lambda browser: browser.get(page).press("See the letterhead", **_HEAD),
    )
