"""What tests of the physicians' pages share."""

from datetime import date

from tests.builders import PASSWORD
from tests.portal import Shown


def boxes(name: str, day: date | None) -> dict[str, str]:
    """A date as its three boxes are typed (None: left empty)."""
    return {f"{name}_{part}": str(getattr(day, part)) if day else "" for part in ("month", "day", "year")}


def sign(page: Shown, name: str, **changes: str | None) -> Shown:
    """Certify everything, type the name and the password, and press the button."""
    answers: dict[str, str | None] = {"examination_certified": "yes", "truth_certified": "yes",
                                      "no_charge_attested": "yes", "signed_name": name, "password": PASSWORD}
    return page.press("Sign and issue", **{**answers, **changes})
