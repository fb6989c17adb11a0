"""The role matrix: each address, and what a person of each role who has nothing to do with the case is answered there.

`make docs` writes it to docs/role-matrix.csv from the access table. tests/security/test_role_matrix.py asks the running
portal and compares its answers with that file.
"""

from __future__ import annotations

import csv
import io

from chalicelib.domain.access_table import PERMISSIONS, WITHOUT_PROVEN_LICENSE, Scope
from chalicelib.domain.account import Role
from chalicelib.domain.permissions import is_public
from chalicelib.web.http.route import Route
from chalicelib.web.site import all_report_endpoints, all_routes

OPEN, OWN, NO, SIGN_IN = "open", "own only", "no", "sign in"
LICENSE_FIRST = "license first"
ANONYMOUS, UNPROVEN = "anonymous", "physician, license not proven"
HEADS = ("address", "methods", "act", ANONYMOUS, *(str(role) for role in Role), UNPROVEN)
_WHOLE_STATE = frozenset({Scope.STATEWIDE, Scope.ANYONE})


def answer_of(route: Route, role: Role | None) -> str:
    """Return how the portal answers a stranger to the case: open, "own only" (as if it did not exist), no, or sign
    in."""
    if route.at_step:
        return SIGN_IN  # for those alone who have just typed the right password
    if is_public(route.act):
        return OPEN
    if role is None:
        return SIGN_IN
    reaches = {reach for each, reach in PERMISSIONS[route.act] if each == role}
    if not reaches:
        return NO
    return OWN if "{" in route.path and not reaches & _WHOLE_STATE else OPEN


def answer_to_unproven(route: Route) -> str:
    """Return how the portal answers a physician whose license is not proven: what others may, this one may not yet."""
    answer = answer_of(route, Role.PHYSICIAN)
    is_refused = answer in {OPEN, OWN} and not is_public(route.act) and route.act not in WITHOUT_PROVEN_LICENSE
    return LICENSE_FIRST if is_refused else answer


def rows() -> list[tuple[str, ...]]:
    """One row per address."""
    pages = (
        (
            route.path,
            "GET HEAD POST" if route.submit else "GET HEAD",
            str(route.act),
            answer_of(route, None),
            *(answer_of(route, role) for role in Role),
            answer_to_unproven(route),
        )
        for route in all_routes()
    )
    report_endpoints = (
        (each.path, "POST", str(each.act), *(OPEN for _column in HEADS[3:])) for each in all_report_endpoints()
    )
    return sorted([*pages, *report_endpoints])


def as_csv() -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADS)
    writer.writerows(rows())
    return text.getvalue()
