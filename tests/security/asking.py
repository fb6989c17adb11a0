"""How the matrices ask: the same question by every actor, and what of two answers can be compared."""

import re
from typing import Any

from chalicelib.runtime.entropy import new_id
from tests.invariants.places import Visitor
from tests.portal import Portal, Shown, spread

NO_IDS = frozenset({"place", "why", "kind"})  # parts of an address that are no id
_CHANCE = re.compile(r"[a-z2-7]{26}|[0-9a-f]{64}|[A-Za-z0-9_=-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{20,}")


def masked(shown: Shown) -> str:
    """The whole answer, headers and body, without its own address, ids, form tokens and cookies."""
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(shown.headers.items()) if name != "set-cookie")
    answer = f"{shown.status}\n{headers}\n\n{shown.text}".replace(shown.path, "(this address)")
    return _CHANCE.sub("*", answer)


def address(visitor: Visitor, **other: str) -> str:
    """The address of the place, some of its ids being others."""
    return visitor.route.path.format(**{**visitor.here.ids, **other})


def missing_addresses(visitor: Visitor) -> dict[str, str]:
    """Addresses of the same form where nothing is: all ids wrong, and each one by itself."""
    names = [name for name in visitor.here.ids if name not in NO_IDS and "{" + name + "}" in visitor.route.path]
    found = {"nonexistent": address(visitor, **{name: new_id() for name in names})}
    if len(names) > 1:
        found |= {f"nonexistent {name}": address(visitor, **{name: new_id()}) for name in names}
    return found


def right_answers(visitor: Visitor) -> dict[str, Any]:
    """A right answer to the place's form, for someone who never saw the form."""
    model = visitor.route.model
    asked = model.model_fields if model else {}
    return spread({name: value for name, value in visitor.here.answers.items() if name in asked})


def post(browser: Portal, path: str, **fields: Any) -> Shown:
    """Send a form that this browser did not look at before; its token is genuine."""
    browser.page = None
    return browser.post(path, **fields)
