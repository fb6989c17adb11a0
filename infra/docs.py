"""Writes the pages of docs/ that come from the code: `python -m infra.docs`. A test holds that they are fresh.

docs/lifecycle.md    from the state table      chalicelib/domain/lifecycle.py
docs/permissions.md  from the access table     chalicelib/domain/access_table.py
docs/data-model.md   from the access-pattern chart and the record models
docs/role-matrix.csv from the routes and the access table
docs/security-ledger.md from the entries of infra/ledger
EDITION in chalicelib/domain/answers_edition.py from the rules
docs/steps.md        from the sentences of case files    tests/acceptance/
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.access_table import PERMISSIONS, Scope
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.field_classes import Duty, FieldClass
from chalicelib.domain.lifecycle import TRANSITIONS, Transition
from chalicelib.domain.record import KEPT_BESIDE, FrozenModel
from chalicelib.storage import audit_keys, keys
from chalicelib.storage.record_types import RECORD_TYPES
from infra import answers_edition, role_matrix
from infra.ledger import page as security_ledger

DOCS = Path(__file__).resolve().parent.parent / "docs"
_DENY = (
    "Deny by default. A role without a row for an act is refused (403) before anything is read. A role whose "
    "reach does not touch the thing gets the same answer (404) as for a thing that does not exist."
)
_READINGS = (
    "Every written change of state is a row here; the unit of work refuses any other. What time does (not yet "
    "in effect, expired, span ended, lapsed) is a reading and never written."
)
_ITEMS = (
    "Each record is one item: its fields as one JSON text, beside `type`, `shape`, `version`, `chain` and, where "
    "it has one, `state` and `data_key`. A field's class says what is sealed, what the parent's file holds and "
    "what a copy takes along (decision 18). Times are instants in UTC; dates are California dates."
)
_NOTE = "<!-- Written by `make docs` from {source}. Change that file, not this one. -->"
_THINGS: Mapping[str, str] = {
    "request": "A parent's request",
    "line": "An exemption: one vaccine's line of a form",
    "review": "A review",
    "appeal": "An appeal",
    "standing": "A physician's standing",
    "emergency": "Emergency access to one child's record",
    "amendment_request": "A request to amend a child's record",
}
_REACHES: Mapping[Scope, str] = {
    Scope.ANYONE: "anyone, signed in or not",
    Scope.SELF: "own account and lists",
    Scope.OWN_CHILD: "own child",
    Scope.OWN_PATIENT: "own patient",
    Scope.OWN_PHYSICIAN: "forms of the physician who invited them",
    Scope.OWN_CLINIC_STAFF: "own clinic staff",
    Scope.OWN_FACILITY: "own school or child care",
    Scope.OWN_FACILITY_OR_DISTRICT: "own school or child care; for a district, its schools",
    Scope.OWN_COUNTY: "own county",
    Scope.OWN_LICENSEES: "own licensees",
    Scope.ASSIGNED: "cases assigned to the person",
    Scope.STATEWIDE: "the whole state",
}


def spoken(name: str) -> str:
    """Return a code name in words: "issue_exemption" as "issue exemption"."""
    return str(name).replace("_", " ")


def table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def lifecycle() -> str:
    """Return the state table, thing by thing, each with a drawing."""
    parts = ["# Lifecycles", _NOTE.format(source="chalicelib/domain/lifecycle.py"), _READINGS]
    for thing, title in _THINGS.items():
        rows = [row for row in TRANSITIONS if row.thing == thing]
        heads = ("From", "Action", "To", "By", "Basis")
        parts += [f"## {title}", _drawing(rows), table(heads, (_transition_row(row) for row in rows))]
    return "\n\n".join(parts) + "\n"


def _transition_row(row: Transition) -> tuple[str, ...]:
    sources = ", ".join(spoken(state) for state in row.sources) or "(begins)"
    who = _everyone([role for role, _reach in PERMISSIONS[row.act]])
    return sources, spoken(row.act), spoken(row.target), who, row.basis


def _drawing(rows: list[Transition]) -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"  {source} --> {row.target}: {spoken(row.act)}" for row in rows for source in row.sources or ("[*]",)]
    return "\n".join([*lines, "```"])


def permissions() -> str:
    """Return the access table, act by act."""
    parts = [
        "# Permissions",
        _NOTE.format(source="chalicelib/domain/access_table.py"),
        _DENY,
        table(("Action", "Who", "How far"), _permission_rows()),
    ]
    return "\n\n".join(parts) + "\n"


def _permission_rows() -> Iterator[tuple[str, ...]]:
    for act in Action:
        for reach in dict.fromkeys(reach for _role, reach in PERMISSIONS[act]):
            roles = [role for role, each in PERMISSIONS[act] if each == reach]
            yield spoken(act), _everyone(roles), _REACHES[reach]


def _everyone(roles: list[Role | None]) -> str:
    if None in roles:
        return "anyone"
    return "everyone signed in" if len(roles) == len(Role) else ", ".join(spoken(str(role)) for role in roles)


def data_model() -> str:
    """Return the access-pattern chart of storage/keys.py and the fields of each stored record."""
    parts = [
        "# Data model",
        _NOTE.format(source="chalicelib/storage/keys.py and chalicelib/domain"),
        "## Items and keys",
        inspect.cleandoc(keys.__doc__ or ""),
        inspect.cleandoc(audit_keys.__doc__ or ""),
        "## Records",
        _ITEMS,
    ]
    for name in sorted(RECORD_TYPES):
        kind = RECORD_TYPES[name]
        parts += [
            f"### {spoken(name).capitalize()}",
            first_paragraph(kind),
            table(("Field", "Type", "Class"), _fields(kind)),
        ]
    return "\n\n".join(parts) + "\n"


def first_paragraph(thing: Any) -> str:
    """Return the first paragraph of a docstring, in one line."""
    return " ".join(inspect.cleandoc(thing.__doc__ or "").split("\n\n")[0].split())


def _fields(kind: type[FrozenModel]) -> Iterator[tuple[str, ...]]:
    for name, info in kind.model_fields.items():
        if name not in KEPT_BESIDE:
            marks = [mark for mark in info.metadata if isinstance(mark, FieldClass | Duty)] or [kind.field_class]
            said = ", ".join(spoken(mark.name.lower()) for mark in marks if mark) or "by the fields within"
            yield f"`{info.alias or name}`", f"`{_type_name(info.annotation)}`".replace("|", "or"), said


def _type_name(annotation: Any) -> str:
    text = (
        annotation.__name__ if isinstance(annotation, type) and not hasattr(annotation, "__args__") else str(annotation)
    )
    return re.sub(r"[a-z_]+\.(?:[a-z_]+\.)*(?=[A-Za-z])", "", text)


def steps() -> str:
    """Return the sentences of case files. They stand with the tests, which only the development environment has."""
    from tests.acceptance.manual import page  # noqa: PLC0415

    return page()


PAGES: Mapping[str, Callable[[], str]] = {
    "lifecycle.md": lifecycle,
    "permissions.md": permissions,
    "data-model.md": data_model,
    "role-matrix.csv": role_matrix.as_csv,
    "security-ledger.md": security_ledger.page,
    "steps.md": steps,
}


def stale(folder: Path = DOCS) -> list[str]:
    """Return the pages that do not say what the code says."""
    return [
        name for name, make in PAGES.items() if not (folder / name).exists() or (folder / name).read_text() != make()
    ]


def main() -> int:
    """Write what is stale."""
    DOCS.mkdir(exist_ok=True)
    for name in stale():
        (DOCS / name).write_text(PAGES[name]())
        print(f"wrote docs/{name}")
    answers_edition.write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
