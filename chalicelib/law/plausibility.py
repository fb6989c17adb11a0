"""What the law allows on a form and a reader would still ask about. Nothing here stands against a signature: the
physician reads it before signing, and a reviewer on the page of the case."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from chalicelib.law.calendar import one_year_after
from chalicelib.law.citations import Cite
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.law.medical_reasons import DefaultDuration, all_reasons
from chalicelib.law.verdict import Reason, ReasonCode, Verdict, conclude, reason

_FILLERS = frozenset(
    {
        "as above", "as discussed", "exempt", "medical", "medical reason", "medical reasons", "na", "n a", "none", "ok",
        "per chart", "per parent", "same", "same as above", "see above", "see attached", "see below", "see chart",
        "see letter", "see notes", "see record", "see records", "tbd", "test", "unknown", "yes",
    }
)  # fmt: skip


class StatedLine(NamedTuple):
    """What a physician states of one vaccine."""

    vaccine: Vaccine
    kind: LineKind
    codes: tuple[str, ...]
    description: str


class StatedForm(NamedTuple):
    """What a physician states on a form, as far as one statement can cast doubt on another."""

    signed_on: date
    examined_on: date
    treating_since: date
    lines: tuple[StatedLine, ...]


def doubts_about_form(form: StatedForm) -> Verdict:
    """Return ALLOWED with what is odd about the dates of the form."""
    return conclude((), _doubts_about_dates(form))


def doubts_about_line(form: StatedForm, line: StatedLine) -> Verdict:
    """Return ALLOWED with what is odd about one vaccine of the form."""
    return conclude((), _doubts_about_line(form, line))


def is_filler(text: str) -> bool:
    """Return whether a text has no content of its own: no letters, only one or two Latin ones, or words that point
    elsewhere."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    has_three_letters = bool("".join(words)[1:][1:])
    return not words or (text.isascii() and not has_three_letters) or " ".join(words) in _FILLERS


def _doubts_about_dates(form: StatedForm) -> Iterator[Reason]:
    if one_year_after(form.examined_on) < form.signed_on:
        yield reason(
            ReasonCode.EXAMINED_LONG_BEFORE, Cite.HSC_120372_A2C, examined_on=form.examined_on, signed_on=form.signed_on
        )
    if form.examined_on < form.treating_since:
        yield reason(
            ReasonCode.EXAMINED_BEFORE_TREATMENT,
            Cite.HSC_120372_A2E,
            examined_on=form.examined_on,
            treating_since=form.treating_since,
        )


def _doubts_about_line(form: StatedForm, line: StatedLine) -> Iterator[Reason]:
    if line.kind is LineKind.PERMANENT:
        yield from _usually_temporary(form.signed_on, line.codes)
    if is_filler(line.description):
        yield reason(ReasonCode.TEXT_WITHOUT_CONTENT, Cite.HSC_120372_A2F, vaccine=line.vaccine.value)
        return
    twin = next((each for each in form.lines if each.vaccine is not line.vaccine and _same_text(each, line)), None)
    if twin:
        yield reason(ReasonCode.SAME_TEXT_FOR_VACCINES, Cite.HSC_120372_A2F, vaccine=twin.vaccine.value)


def _usually_temporary(on: date, codes: tuple[str, ...]) -> Iterator[Reason]:
    """Yield the reasons that usually lead to a temporary line, where no other one carries a permanent line."""
    chosen = [each for each in all_reasons(on) if each.code in codes]
    if chosen and all(each.default_duration is DefaultDuration.TEMPORARY for each in chosen):
        for each in chosen:
            yield reason(ReasonCode.REASON_USUALLY_TEMPORARY, Cite.HSC_120372_A2G, reason=each.code)


def _same_text(one: StatedLine, other: StatedLine) -> bool:
    return " ".join(one.description.casefold().split()) == " ".join(other.description.casefold().split())
