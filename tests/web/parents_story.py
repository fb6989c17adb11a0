"""The parent's way through the questions, for tests: each page's answers, in order."""

from datetime import date
from typing import Any

from chalicelib.domain.account import Account, Role
from chalicelib.storage.directory import write_facilities
from tests.builders import SCHOOL_ID, World
from tests.portal import Portal, Shown

ANSWERS: dict[str, dict[str, Any]] = {
    "child": {"first_name": "Kai", "middle_name": "", "last_name": "Brandvold", "birth_date": date(2019, 3, 14)},
    "grade": {"grade_now": "2", "grade": "2"},
    "school": {"schooling": "not-yet"},
    "dates": {"planned_first_day": date(2026, 8, 12)},
    "parent": {
        "name": "Marisol Brandvold",
        "relationship": "mother",
        "street": "4821 Larkspur Bend",
        "city": "Alhambra",
        "state": "ca",
        "zip_code": "91801",
        "telephone": "(626) 555-0142",
    },
    "doctor": {"physician_name": ""},
    "consents": {"requirements_read": "yes", "release_of_records": "yes"},
}


def parents_browser(world: World, parent: Account | None = None) -> Portal:
    """A browser in which the parent is signed in."""
    return world.browser(parent or world.default_user(Role.PARENT))


def begun(browser: Portal) -> str:
    """Start a request; answer with the path under which its questions stand."""
    first = browser.get("/parents/start").press("Start now")
    assert first.location.endswith("/child")
    return first.location.removesuffix("/child")


def answer(browser: Portal, home: str, step: str, **changes: Any) -> Shown:
    """Answer one question page."""
    return browser.get(f"{home}/{step}").press("Continue", **boxes({**ANSWERS[step], **changes}))


def boxes(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with each date in its three boxes; "never" leaves them empty."""
    spread: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, date) or value == "never":
            spread |= {f"{name}_{part}": str(getattr(value, part, "")) for part in ("month", "day", "year")}
        else:
            spread[name] = value
    return spread


def answered(browser: Portal, *, until: str = "", **changes: dict[str, Any]) -> str:
    """A draft with all questions answered (or those before `until`); answer with its path."""
    home = begun(browser)
    for step in ANSWERS:
        if step == until:
            return home
        answer(browser, home, step, **changes.get(step, {}))
    return home


def listed_school(world: World, facility_id: str = SCHOOL_ID, **facts: Any) -> str:
    """A school that the search finds; its number."""
    made = world.facility(facility_id, **facts)
    write_facilities(world.table, [made.with_changes(name=made.name + " School")])
    return made.id
