"""Reads the answer of `getLicenseNumberSearch` into license records.

The outer shape is known; the inner keys of modifiers and actions were never seen in an official text, so
those are read by what their names contain. Whatever is there but not understood is handed on as an unknown
code or action, which the law holds; whatever the decision rests on and is missing makes the whole answer
unreadable. Nothing falls away silently.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chalicelib.domain.license import LicenseRecord, PersonName, PublicAction
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber

_PRINTED_NUMBER = re.compile(r"(?:20A|[ACG](?:FE)?)?\s*0*([1-9][0-9]*)", re.IGNORECASE)
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LONGEST_TEXT = 300

Json = Any
JsonObject = Mapping[str, Json]


class UnreadableAnswerError(ValueError):
    """The answer is not of the agreed shape. `place` is the key that was missing or odd, never a value."""

    def __init__(self, *, place: str) -> None:
        super().__init__(place)
        self.place = place


def read_records(body: bytes, asked: LicenseNumber) -> tuple[LicenseRecord, ...]:
    """Return the records of `body` that are the license asked for; none when the service says that there are none.

    Raises UnreadableAnswerError when the answer is not JSON, lacks what the decision rests on, or is about
    another number.
    """
    answer = _parse(body)
    if not isinstance(answer, dict) or not isinstance(answer.get("licenseDetails"), list):
        raise UnreadableAnswerError(place="licenseDetails")
    records = [
        record
        for group in _objects(answer["licenseDetails"], "licenseDetails")
        for person in _required(group, "getFullLicenseDetail")
        for record in _records_of(person, asked)
    ]
    return tuple(records)


def _parse(body: bytes) -> Json:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswerError(place="json") from error


def _records_of(person: JsonObject, asked: LicenseNumber) -> Iterable[LicenseRecord]:
    names = _names(person)
    for license in _required(person, "getLicenseDetails"):
        printed = _PRINTED_NUMBER.fullmatch(_text(license.get("licNumber")))
        if printed is None or printed[1] != asked.digits:
            raise UnreadableAnswerError(place="licNumber")
        license_type = _text(license.get("licTypeCode"))
        if not license_type:
            raise UnreadableAnswerError(place="licTypeCode")
        if license_type != asked.license_type:
            continue
        ranks, secondary = _modifiers(license, asked.board)
        if asked.board is Board.MBC and asked.rank not in ranks:
            continue
        yield _record(asked, person, license, names, secondary)


def _record(
    asked: LicenseNumber,
    person: JsonObject,
    license: JsonObject,
    names: tuple[PersonName, ...],
    secondary: tuple[str, ...],
) -> LicenseRecord:
    primary_status = _text(license.get("primaryStatusCode"))
    if not primary_status:
        raise UnreadableAnswerError(place="primaryStatusCode")
    expires_on = _date(_text(license.get("expDate")))
    if expires_on is None:
        raise UnreadableAnswerError(place="expDate")
    place = _place(person)
    return LicenseRecord(
        number=asked,
        names=names,
        primary_status=primary_status,
        secondary_statuses=secondary,
        expires_on=expires_on,
        issued_on=_date(_text(license.get("issueDate"))),
        public_actions=_actions(person),
        city=_text(place.get("cityName")),
        county=_text(place.get("countyName")),
        state=_text(place.get("stateCode")),
        address=_envelope(place),
    )


def _names(person: JsonObject) -> tuple[PersonName, ...]:
    names = tuple(
        PersonName(
            first=_text(name.get("firstName")), middle=_text(name.get("middleName")), last=_text(name.get("lastName"))
        )
        for holder in _required(person, "getNameDetails")
        for name in _objects(holder.get("individualNameDetails"), "individualNameDetails")
        if _text(name.get("lastName"))
    )
    if not names:
        raise UnreadableAnswerError(place="lastName")
    return names


def _modifiers(license: JsonObject, board: Board) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the ranks and the other codes.

    A Medical Board license always has a rank: an answer without one has another shape than we think, and its
    accusations may be elsewhere too.
    """
    ranks: set[str] = set()
    others: list[str] = []
    for modifier in _objects(license.get("modifierTypes"), "modifierTypes"):
        kind = _text(modifier.get("modifierType"))
        for code in _codes(modifier):
            if kind == "R":
                ranks.add(code.upper().removesuffix("FE"))
            else:
                others.append(code if kind == "S" else f"{kind}:{code}")
    if board is Board.MBC and not ranks:
        raise UnreadableAnswerError(place="modifierTypes")
    return frozenset(ranks), tuple(others)


def _codes(modifier: JsonObject) -> list[str]:
    held = _first_holding(modifier, "code")
    listed = held if isinstance(held, list) else [held]
    codes = [_text(_first_holding(code, "code") if isinstance(code, dict) else code) for code in listed]
    if not all(codes):
        raise UnreadableAnswerError(place="modifierCodes")
    return codes


def _place(person: JsonObject) -> JsonObject:
    for holder in _objects(person.get("getAddressDetail"), "getAddressDetail"):
        for address in _objects(holder.get("address"), "address"):
            return address
    return {}


def _envelope(place: JsonObject) -> tuple[str, ...]:
    """Return the address of record as lines. No one has seen how the answer names a street: any key with "line" or
    "street" is one, in the answer's order. Without a street there is no address: city and ZIP alone reach no one."""
    streets = [_text(value) for key, value in place.items() if "line" in key.lower() or "street" in key.lower()]
    streets = [each for each in streets if each]
    city, state, code = (_text(place.get(key)) for key in ("cityName", "stateCode", "zipCode"))
    if not streets or not (city and state and code):
        return ()
    return (*streets, f"{city}, {state} {code}")


def _actions(person: JsonObject) -> tuple[PublicAction, ...]:
    actions: list[PublicAction] = []
    for group in _objects(person.get("getPublicRecordActions"), "getPublicRecordActions"):
        label = _text(_first_holding(group, "group"))
        lists = [value for value in group.values() if isinstance(value, list)]
        # A group without a list is read as one action of its own: better an odd action than a missed one.
        details = [detail for held in lists for detail in held] if lists else [group]
        actions += [_action(label, detail) for detail in details]
    return tuple(actions)


def _action(group: str, detail: Json) -> PublicAction:
    if not isinstance(detail, dict):
        return PublicAction(group=group, description=_text(detail))
    effective = _text(_first_holding(detail, "date"))
    return PublicAction(
        group=group,
        case_number=_text(_first_holding(detail, "case")),
        description=_text(_first_holding(detail, "desc")),
        effective_on=_date(effective),
        effective_text=effective,
    )


def _first_holding(holder: JsonObject, part: str) -> Json:
    return next((value for key, value in holder.items() if part in key.lower()), None)


def _required(holder: JsonObject, key: str) -> list[JsonObject]:
    objects = _objects(holder.get(key), key)
    if not objects:
        raise UnreadableAnswerError(place=key)
    return objects


def _objects(value: Json, place: str) -> list[JsonObject]:
    """Return the objects of a list; one object standing alone counts as a list of one, nothing as an empty list."""
    listed = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(entry, dict) for entry in listed):
        raise UnreadableAnswerError(place=place)
    return listed


def _text(value: Json) -> str:
    """Return a short line of text without control characters; "" for what is neither text nor a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    shown = "".join(letter for letter in str(value) if unicodedata.category(letter)[0] != "C")
    return shown.strip()[:_LONGEST_TEXT]


def _date(text: str) -> date | None:
    try:
        american = _US_DATE.match(text)
        if american:
            return date(int(american[3]), int(american[1]), int(american[2]))
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
