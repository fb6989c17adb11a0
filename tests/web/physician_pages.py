"""What tests of the physicians' pages share."""

from datetime import date

from chalicelib.storage import audit_keys
from tests.builders import PASSWORD, World
from tests.portal import Shown


def boxes(name: str, day: date | None) -> dict[str, str]:
    """A date as its three boxes are typed (None: left empty)."""
    return {f"{name}_{part}": str(getattr(day, part)) if day else "" for part in ("month", "day", "year")}


def sign(page: Shown, name: str, **changes: str | None) -> Shown:
    """Certify everything, type the name and the password, and press the button."""
    answers: dict[str, str | None] = {
        "examination_certified": "yes",
        "truth_certified": "yes",
        "no_charge_attested": "yes",
        "signed_name": name,
        "password": PASSWORD,
    }
    return page.press("Sign and issue", **{**answers, **changes})


def looks_at(world: World, kind: str, owner_id: str) -> list[tuple[str, int]]:
    """The recorded views of a record or list: purpose and count, oldest first."""
    partition = audit_keys.access_event(kind, owner_id, world.clock(), "x").pk
    return [
        (str(item["purpose"]), int(item["count"]))
        for item in world.table.query_audit(partition, audit_keys.VIEW_PREFIX)
    ]


def views_of(world: World, child_id: str) -> list[str]:
    """What a child's record was looked at for, oldest first."""
    return [purpose for purpose, _count in looks_at(world, "child", child_id)]
