"""The license search of the local run: the real service's paths, shapes and failures; invented people.

The portal asks it through the same client as the real one; only the base URL differs. Two searches answer
here: the exact look-up by number, and the search by name or numbers (whose rows are known, but not what
they lie in). For any other path it says what the department's gateway says.
"""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from infra.local.license_faults import FAULTS, NO_MAPPING_RULE, SLOW, gateway_reply, json_reply
from infra.local.small_server import Reply, SmallServer

BASE_PATH = "/api/search/v1"
SLOW_SECONDS = 12.0
_PEOPLE = Path(__file__).parent / "license_data" / "physicians.json"
_LICENCE_TYPES = {"MBC": "8002", "OMBC": "9001"}
_RELATIVE = re.compile(r"([+-]\d+)m")


def california_today() -> date:
    return datetime.now(ZoneInfo("America/Los_Angeles")).date()


@dataclass(frozen=True)
class Physician:
    """One license record. A date is an ISO date, "today", or so many months from now ("+14m", "-3m")."""

    board: str
    rank: str | None
    number: str
    first: str
    last: str
    status: str = "20"
    middle: str = ""
    former_last: str = ""
    issued: str = "2011-06-30"
    expires: str = "+14m"
    secondary: tuple[str, ...] = ()
    actions: tuple[Mapping[str, str], ...] = ()
    street: str = ""  # "": the answer names a city alone
    city: str = ""
    county: str = ""
    state: str = "CA"
    zip: str = ""
    shows: str = ""


@dataclass
class LicenseStandIn:
    """The service. While `outage` is set every look-up meets that fault; `asked` counts the look-ups."""

    physicians: list[Physician] = field(default_factory=lambda: list(load_physicians()))
    today: Callable[[], date] = california_today
    slow_seconds: float = SLOW_SECONDS
    outage: Reply | None = None
    asked: int = 0

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """Answer one request. `query` is the raw query string."""
        operation = "/".join(path.strip("/").split("/")[-2:])
        given = {name.lower() for name, value in headers.items() if value}
        if not {"app_id", "app_key"} <= given:
            return gateway_reply(403, "Authentication parameters missing")
        if method == "GET" and operation == "licenseSearchService/getLicenseNumberSearch":
            return self._look_up(dict(parse_qsl(query)))
        if method == "POST" and operation in {
            "licenseSearchService/getPublicLicenseSearch",
            "licenseSearchService/getPublicAgileSearch",
        }:
            return self._search(body)
        return NO_MAPPING_RULE

    def _look_up(self, query: Mapping[str, str]) -> Reply:
        self.asked += 1
        number = query.get("licNumber", "")
        fault = self.outage or FAULTS.get(number)
        if fault is not None:
            time.sleep(self.slow_seconds if number == SLOW else 0)
            return fault
        found = [
            person
            for person in self.physicians
            if person.number == number
            and _LICENCE_TYPES[person.board] == query.get("licType")
            and query.get("licRank", person.rank) == person.rank
        ]
        details = [{"getFullLicenseDetail": [self._detail(person) for person in found]}] if found else []
        return json_reply(200, {"licenseDetails": details})

    def _search(self, body: bytes) -> Reply:
        try:
            asked = json.loads(body)
            numbers = {str(number) for number in asked.get("licenseNumbers", [])}
            last, _, first = str(asked.get("name", "")).upper().partition(",")
        except (ValueError, AttributeError, TypeError):
            return json_reply(400, {"message": "Bad Request"})
        last, first = last.strip(), first.strip()
        found = [
            self._row(person)
            for person in self.physicians
            if person.number in numbers or (person.last == last and person.first.startswith(first))
        ]
        return json_reply(200, {"licenseDetails": found})

    def _detail(self, person: Physician) -> dict[str, Any]:
        modifiers = [{"modifierType": "R", "modifierCodes": [person.rank]}] if person.rank else []
        if person.secondary:
            modifiers.append({"modifierType": "S", "modifierCodes": list(person.secondary)})
        given = {"firstName": person.first, "middleName": person.middle}
        name = {**given, "lastName": person.last, "keyName": ""}
        names = [name]
        if person.former_last:
            names.append({**name, "lastName": person.former_last})
        street = {"addressLine1": person.street} if person.street else {}
        place = {"cityName": person.city, "countyName": person.county}
        address = {**street, **place, "stateCode": person.state, "zipCode": person.zip}
        return {
            "getLicenseDetails": [
                {
                    "licNumber": person.number,
                    "licTypeCode": _LICENCE_TYPES[person.board],
                    "indivOrbusinessInd": "I",
                    "primaryStatusCode": person.status,
                    "issueDate": self._day(person.issued),
                    "expDate": self._day(person.expires),
                    "modifierTypes": modifiers,
                }
            ],
            "getNameDetails": [{"individualNameDetails": names}],
            "getAddressDetail": [{"address": [address]}],
            "getPublicRecordActions": [
                {
                    "displayOrder": str(place),
                    "actionGroup": action["group"],
                    "publicRecordActionDetails": [
                        {
                            "caseNumber": action["case"],
                            "description": action["description"],
                            "effectiveDate": self._day(action["date"]),
                        }
                    ],
                }
                for place, action in enumerate(person.actions, start=1)
            ],
        }

    def _row(self, person: Physician) -> dict[str, Any]:
        osteopathic = person.board == "OMBC"
        return {
            "name": f"{person.last}, {person.first}",
            "boardName": f"{'Osteopathic ' if osteopathic else ''}Medical Board of California",
            "boardCode": "" if osteopathic else "800",  # the osteopathic board's code is not published
            "licenseType": _LICENCE_TYPES[person.board],
            "licenseTypeRank": person.rank,
            "licenseNumber": person.number,
            "primaryStatusCode": person.status,
            "secondaryStatusCode": list(person.secondary),
            "expirationDate": self._day(person.expires),
            "city": person.city,
            "county": person.county,
            "state": "CA",
            "hasDiscipline": bool(person.actions),
            "hasPublicrecordActions": bool(person.actions),
            "hasDocuments": False,
        }

    def _day(self, told: str) -> str:
        return day_of(told, self.today())


def day_of(told: str, today: date) -> str:
    """Return an ISO date. Months ahead end on the last day, as licenses do; months ago fall on the 2nd."""
    relative = _RELATIVE.fullmatch(told)
    if relative is None:
        return today.isoformat() if told == "today" else told
    months = today.year * 12 + today.month - 1 + int(relative[1])
    if relative[1].startswith("-"):
        return date(months // 12, months % 12 + 1, 2).isoformat()
    following = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return (following - timedelta(days=1)).isoformat()


def load_physicians() -> Iterator[Physician]:
    """The people of `license_data/physicians.json`."""
    for row in json.loads(_PEOPLE.read_text("utf-8")):
        yield Physician(**{**row, "secondary": tuple(row["secondary"]), "actions": tuple(row["actions"])})


@contextmanager
def serve(port: int = 0, stand_in: LicenseStandIn | None = None) -> Iterator[str]:
    """A server of its own on 127.0.0.1, for tests. Gives the base URL; port 0 takes a free one."""
    server = SmallServer((stand_in or LicenseStandIn()).handle, port)
    server.start()
    try:
        yield server.base_url + BASE_PATH
    finally:
        server.stop()
