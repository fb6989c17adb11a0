"""Coded medical reasons: contraindications, precautions, documented immunity, and what is no reason."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.calendar import add_months_minimum
from chalicelib.law.citations import Cite
from chalicelib.law.enums import Vaccine
from chalicelib.law.tables import Boundary, Limit, boundary, number
from chalicelib.law.verdict import Reason, ReasonCode, Verdict, conclude, reason


class ReasonCategory(StrEnum):
    """What a row of the reasons table is."""

    CONTRAINDICATION = "contraindication"
    PRECAUTION = "precaution"
    DOCUMENTED_IMMUNITY = "documented_immunity"
    STANDARD_OF_CARE = "other_standard_of_care"
    PRODUCT_ONLY = "product"
    NON_REASON = "not_a_reason"


class DefaultDuration(StrEnum):
    """The kind of line a reason usually leads to."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    EITHER = "either"
    NONE = "none"


_CRITERIA_TABLE = "criteria_sets"

_STANDS_ALONE = frozenset(
    {
        ReasonCategory.CONTRAINDICATION,
        ReasonCategory.PRECAUTION,
        ReasonCategory.DOCUMENTED_IMMUNITY,
        ReasonCategory.STANDARD_OF_CARE,
    }
)


class CodedReason(NamedTuple):
    """One coded reason. `wait_months` count from the product."""

    code: str
    vaccines: frozenset[Vaccine]
    category: ReasonCategory
    default_duration: DefaultDuration
    wait_months: int | None
    snomed: tuple[str, ...]
    icd10cm: tuple[str, ...]
    cdsi_observation: tuple[str, ...]
    offered: bool
    note: str
    source: str


class CriteriaSet(NamedTuple):
    """The criteria by which a form is judged: those in force on its issue date."""

    id: str
    sources: tuple[str, ...]
    citation: str
    in_force_from: date
    in_force_to: date | None


class LineReasons(NamedTuple):
    """The reasons a physician chose for one vaccine's line, and the descriptive text."""

    vaccine: Vaccine
    codes: tuple[str, ...]
    description: str
    signed_on: date
    documents_attached: bool = False


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@cache
def all_reasons(on: date) -> tuple[CodedReason, ...]:
    """Return every coded reason in force on a day, in the table's order."""
    return tuple(
        CodedReason(
            code=row["code"],
            vaccines=frozenset(map(Vaccine, _split(row["vaccines"]))),
            category=ReasonCategory(row["category"]),
            default_duration=DefaultDuration(row["default_duration"]),
            wait_months=int(row["wait_months"]) if row["wait_months"] else None,
            snomed=_split(row["snomed"]),
            icd10cm=_split(row["icd10cm"]),
            cdsi_observation=_split(row["cdsi_observation"]),
            offered=bool(row["offered"]),
            note=row["note"],
            source=row["source"],
        )
        for row in tables.rows("medical_reasons")
        if tables.row_in_force(row, on)
    )


def reasons_for(vaccine: Vaccine, on: date) -> tuple[CodedReason, ...]:
    """Return the coded reasons to show for a vaccine on a day, non-reasons included (they are shown as warnings)."""
    return tuple(each for each in all_reasons(on) if vaccine in each.vaccines and each.offered)


def criteria_set_on(day: date) -> CriteriaSet:
    """Return the criteria in force on an issue date; for one of 2016 to 2019 the first set, since reviews are law only
    from 2020. Raises tables.NotInForceError for a day on which personal beliefs were still enough."""
    judged_on = day
    if day >= boundary(Boundary.PERSONAL_BELIEFS_BEFORE):
        judged_on = max(day, min(tables.period_of(row).first for row in tables.rows(_CRITERIA_TABLE)))
    for row in tables.rows(_CRITERIA_TABLE):
        if tables.row_in_force(row, judged_on):
            return CriteriaSet(
                id=row["id"],
                sources=_split(row["sources"]),
                citation=row["source"],
                in_force_from=date.fromisoformat(row["in_force_from"]),
                in_force_to=tables.day_or_none(row["in_force_to"]),
            )
    raise tables.NotInForceError(_CRITERIA_TABLE, day)


def suggested_expiry(code: str, product_on: date) -> date | None:
    """Return the product date plus the waiting months, rolled forward (CDSi CALCDT-5); None for a reason without a
    wait.

    Only a suggestion: `duration.check_line` still caps the line at one year and its span.
    Raises KeyError for an unknown code.
    """
    found = next((each for each in all_reasons(product_on) if each.code == code), None)
    if found is None:
        raise KeyError(code)
    return None if found.wait_months is None else add_months_minimum(product_on, found.wait_months)


def is_of_substance(text: str, on: date) -> bool:
    """Return whether a text says something that a reviewer can judge: five different words, or fifteen characters in a
    script that puts no space between words. "See above" and "family history" do not.

    The statute asks for documentation that supports such a reason (HSC 120372(d)(3)(B)), and gives no measure; this one
    is the portal's own.
    """
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    unspaced = re.findall("[\u3400-\u9fff]", text)
    return len(words) >= number(Limit.SUPPORT_WORDS, on) or len(set(unspaced)) >= number(Limit.SUPPORT_CHARACTERS, on)


def check_reason(facts: LineReasons) -> Verdict:
    """Return whether these reasons can carry the line; allowed ones may carry notes and flags for review."""
    known = {each.code: each for each in all_reasons(facts.signed_on)}
    chosen = [known[code] for code in facts.codes if code in known]
    failures = [
        *_unusable(facts, chosen),
        *_standing(facts, chosen),
        *_other_without_text(facts, chosen),
        *_incomplete_immunity(facts, chosen),
    ]
    return conclude(failures, _notes(facts, chosen))


def _unusable(facts: LineReasons, chosen: list[CodedReason]) -> Iterator[Reason]:
    vaccine = facts.vaccine.value
    found = {each.code for each in chosen}
    for code in facts.codes:
        if code not in found:
            yield reason(ReasonCode.REASON_UNKNOWN, Cite.HSC_120372_A2F, vaccine=vaccine, reason=code)
    for each in chosen:
        if facts.vaccine not in each.vaccines:
            yield reason(ReasonCode.REASON_NOT_FOR_VACCINE, Cite.HSC_120372_A2F, vaccine=vaccine, reason=each.code)
        elif not each.offered:
            yield reason(ReasonCode.REASON_NEVER_OFFERED, Cite.CDC_CDSI, vaccine=vaccine, reason=each.code)


def _standing(facts: LineReasons, chosen: list[CodedReason]) -> Iterator[Reason]:
    vaccine = facts.vaccine.value
    if not facts.codes:
        yield reason(ReasonCode.NO_REASON_GIVEN, Cite.HSC_120372_A2F, vaccine=vaccine)
    elif chosen and not any(each.category in _STANDS_ALONE for each in chosen):
        for each in chosen:
            only_product = each.category is ReasonCategory.PRODUCT_ONLY
            code = ReasonCode.PRODUCT_REASON_ALONE if only_product else ReasonCode.NON_REASON_ALONE
            cite = Cite.CDC_CDSI if only_product else Cite.CDC_MISPERCEPTIONS
            yield reason(code, cite, vaccine=vaccine, reason=each.code)


def _has(category: ReasonCategory, chosen: list[CodedReason]) -> bool:
    return any(each.category is category for each in chosen)


def _other_without_text(facts: LineReasons, chosen: list[CodedReason]) -> Iterator[Reason]:
    if not _has(ReasonCategory.STANDARD_OF_CARE, chosen):
        return
    if not facts.description.strip() or not (
        facts.documents_attached or is_of_substance(facts.description, facts.signed_on)
    ):
        yield reason(ReasonCode.OTHER_REASON_NEEDS_TEXT, Cite.HSC_120372_D3B, vaccine=facts.vaccine.value)


def _incomplete_immunity(facts: LineReasons, chosen: list[CodedReason]) -> Iterator[Reason]:
    """Documented immunity for MMR alone must show all three antigens; any other full reason makes it moot."""
    others = _STANDS_ALONE - {ReasonCategory.DOCUMENTED_IMMUNITY}
    if facts.vaccine is not Vaccine.MMR or any(each.category in others for each in chosen):
        return
    given = {each.code for each in chosen if each.category is ReasonCategory.DOCUMENTED_IMMUNITY}
    if given:
        needed = {each.code for each in reasons_for(Vaccine.MMR, facts.signed_on) if _is_immunity(each)}
        for missing in sorted(needed - given):
            yield reason(
                ReasonCode.IMMUNITY_MISSING_ANTIGEN, Cite.PORTAL_IMMUNITY, vaccine=facts.vaccine.value, reason=missing
            )


def _is_immunity(each: CodedReason) -> bool:
    return each.category is ReasonCategory.DOCUMENTED_IMMUNITY


def _notes(facts: LineReasons, chosen: list[CodedReason]) -> Iterator[Reason]:
    vaccine = facts.vaccine.value
    for each in chosen:
        if each.category is ReasonCategory.STANDARD_OF_CARE:
            yield reason(ReasonCode.OTHER_REASON_FLAGGED, Cite.HSC_120372_D3B, vaccine=vaccine, reason=each.code)
            if not facts.documents_attached:
                yield reason(ReasonCode.OTHER_REASON_DOCUMENTS_DUE, Cite.HSC_120372_D3B, vaccine=vaccine)
        elif each.category is ReasonCategory.NON_REASON:
            yield reason(ReasonCode.NON_REASON_LISTED, Cite.CDC_MISPERCEPTIONS, vaccine=vaccine, reason=each.code)
