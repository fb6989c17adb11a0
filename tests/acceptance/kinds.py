"""The kinds of values in a sentence: how each is written, and what it means. Quotes make no difference."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from chalicelib.law.calendar import CALIFORNIA
from chalicelib.law.enums import Grade, GradeSpan, LineKind, Vaccine
from tests.acceptance import vocabulary as words


class ValueProblem(AssertionError):  # noqa: N818 - it is said to the writer of the case
    """A value that is not known; the message says what is accepted."""


@dataclass(frozen=True)
class Kind:
    """One kind of value: a strict form by which sentences are told apart, the reading, and the accepted words."""

    name: str
    regex: str
    read: Callable[[str], Any]
    accepted: str


def unquoted(text: str) -> str:
    """The value without its quotes."""
    text = text.strip()
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text.strip("\"'")


_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DATE = (
    rf"{_WEEKDAY}(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|"
    r"\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+\d{4})"
)
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?|noon|midnight"
_DATES = "2026-11-20, 11/20/2026, November 20, 2026, 20 November 2026 (a weekday may stand before it)"


def read_date(text: str) -> date:
    """A California date."""
    bare = re.sub(rf"^{_WEEKDAY}", "", unquoted(text).lower())
    parts = _date_parts(bare)
    if parts is None:
        raise ValueProblem(f'"{text}" is not a date. Write a date as {_DATES}.')
    try:
        return date(*parts)
    except ValueError:
        raise ValueProblem(f'"{text}" is not a day of the calendar.') from None


def _date_parts(bare: str) -> tuple[int, int, int] | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", bare):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", bare):
        return int(found[3]), int(found[1]), int(found[2])
    named = re.fullmatch(r"([a-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})", bare)
    turned = re.fullmatch(r"(\d{1,2}) +([a-z]+)\.? +(\d{4})", bare)
    name, day, year = (
        (named[1], named[2], named[3]) if named else (turned[2], turned[1], turned[3]) if turned else ("", "0", "0")
    )
    month = next((place for place, each in enumerate(_MONTHS, 1) if len(name) > 2 and each.startswith(name[:3])), 0)
    return (int(year), month, int(day)) if month else None


def read_time(text: str) -> time:
    """A time of a California day."""
    bare = unquoted(text).lower().replace(".", "")
    if bare in {"noon", "midnight"}:
        return time(12) if bare == "noon" else time(0)
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?", bare)
    if not found:
        raise ValueProblem(f'"{text}" is not a time. Write a time as 23:59, 23:59:59, 11:59 pm, noon or midnight.')
    hour = int(found[1]) % 12 + (12 if found[4] == "pm" else 0) if found[4] else int(found[1])
    return time(hour, int(found[2]), int(found[3] or 0))


def read_when(text: str) -> date | datetime:
    """A date, or a date with its time in California."""
    bare = unquoted(text)
    found = re.fullmatch(rf"({_DATE})(?:,?\s+(?:at\s+)?({_TIME}))?", bare, re.IGNORECASE)
    day = read_date(found[1] if found else bare)
    return datetime.combine(day, read_time(found[2]), CALIFORNIA) if found and found[2] else day


def one_of(what: str, known: Mapping[str, Any]) -> Callable[[str], Any]:
    """A reader of words from a list."""
    bare_words = {_without_article(word): value for word, value in known.items()}

    def read(text: str) -> Any:
        word = _without_article(unquoted(text))
        if word not in bare_words:
            near = difflib.get_close_matches(word, bare_words, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            raise ValueProblem(f'"{text}" is not a {what}.{hint} Accepted: {", ".join(known)}.')
        return bare_words[word]

    return read


def several(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A reader of "a, b and c" (also with "or")."""
    return lambda text: [
        read(each)
        for each in re.split(r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s*&\s*", unquoted(text))
        if each.strip()
    ]


def _bare(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word.casefold()).strip()


def _without_article(word: str) -> str:
    return re.sub(r"^(the|an?) ", "", _bare(word))


def any_of(known: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; "the" or "a" may stand before them."""
    longest = sorted({re.sub(r"^(the|an?) ", "", word) for word in known}, key=len, reverse=True)
    spelled = (re.sub(r"(?:\\ |\\-|_)+", r"[\\s_-]+", re.escape(word)) for word in longest)
    return rf"(?:(?:the|an?)\s+)?(?:{'|'.join(spelled)})"


def _list_regex(inner: str) -> str:
    return rf"(?:{inner})(?:\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:{inner}))*"


def _number(text: str) -> int:
    bare = unquoted(text).lower().replace(",", "")
    if bare in words.NUMBERS:
        return words.NUMBERS[bare]
    if not re.fullmatch(r"\d+", bare):
        raise ValueProblem(f'"{text}" is not a number. Write 5 or five.')
    return int(bare)


def _percent(text: str) -> tuple[int, int]:
    bare = re.sub(r"\s*(%|percent)$", "", unquoted(text))
    if not re.fullmatch(r"\d+(\.\d+)?", bare):
        raise ValueProblem(f'"{text}" is not a percentage. Write 94.99 % or 94.99 percent.')
    whole, _, part = bare.partition(".")
    return int(whole + part), 100 * 10 ** len(part)


def _listed(known: Iterable[str]) -> str:
    return ", ".join(known)


def _kind(name: str, known: Mapping[str, Any], what: str = "") -> Kind:
    return Kind(name, any_of(known), one_of(what or name, known), _listed(known))


_NUMBER = r"\d[\d,]*|" + any_of(words.NUMBERS)
_VACCINE, _ROLE = any_of(words.VACCINES), any_of(words.ROLES)
_TEXT = Kind("text", '[^"]+', unquoted, "any words; quotes around them where the sentence goes on after them")

KINDS: Mapping[str, Kind] = {
    each.name: each
    for each in (
        Kind("date", _DATE, read_date, _DATES),
        Kind("time", _TIME, read_time, "23:59, 23:59:59, 11:59 pm, noon, midnight"),
        Kind(
            "when",
            rf"{_DATE}(?:,?\s+(?:at\s+)?(?:{_TIME}))?",
            read_when,
            "a date, or a date and a time: 2026-10-01 at 23:59:59",
        ),
        Kind(
            "dates",
            _list_regex(_DATE),
            lambda text: [read_date(each[0]) for each in re.finditer(_DATE, text, re.I)],
            'dates with commas or "and" between them',
        ),
        Kind("number", _NUMBER, _number, "5, 1,000, or in words up to twelve: five"),
        Kind("percent", r"\d+(?:\.\d+)?\s*(?:%|percent)", _percent, "94.99 %, 94.99 percent; never rounded"),
        _kind("vaccine", words.VACCINES),
        Kind(
            "vaccines",
            _list_regex(_VACCINE),
            several(one_of("vaccine", words.VACCINES)),
            "one or more vaccines: MMR and varicella; MMR, IPV and HepB",
        ),
        _kind("dose", words.DOSES, "vaccine that can be given"),
        _kind("kind", words.LINE_KINDS),
        Kind("grade", any_of(words.GRADES), one_of("grade", words.GRADES), _listed(words.GRADES)),
        Kind("span", any_of(words.SPANS), one_of("grade span", words.SPANS), _listed(words.SPANS)),
        _kind("reading", words.READINGS, "status of an exemption"),
        _kind("answer", words.ANSWERS, "school's answer"),
        _kind("which", words.WHICH, "form"),
        _kind("role", words.ROLES),
        Kind(
            "roles",
            _list_regex(_ROLE),
            several(one_of("role", words.ROLES)),
            "one or more roles: the parent, the physician, the school and the local health officer",
        ),
        _kind("notice", words.NOTICES, "notice"),
        _kind("board", words.BOARDS),
        _kind("matter", words.MATTERS, "board matter"),
        _kind("vote", words.VOTES),
        _kind("attestation", words.ATTESTATIONS),
        _kind("institution", words.INSTITUTIONS, "kind of institution"),
        _kind("facility", words.FACILITY_KINDS, "kind of school"),
        _kind("group", words.GROUPS, "group of children"),
        _kind("instruction", words.INSTRUCTION, "kind of instruction"),
        _kind("basis", words.BASES, "basis of an exemption"),
        _kind("product", words.PRODUCTS, "blood product"),
        _kind("occasion", words.OCCASIONS, "occasion"),
        _kind("request_state", words.REQUEST_STATES, "state of a request"),
        _kind("appeal_state", words.APPEAL_STATES, "state of an appeal"),
        _kind("office", words.OFFICES, "office"),
        _kind("page", words.PAGES, "page"),
        Kind("license", r"[A-Z0-9]{1,4}\s*\d[\d ]*", unquoted, "as printed: A 60666, C 12345, G 5, 20A 20064"),
        Kind("digits", r"\d+", unquoted, "digits: 60666"),
        Kind("code", r"\d+", unquoted, "a status code of the license search: 20, 45, 50, 53"),
        Kind("codes", r"\d+(?:\s*(?:,|and)\s*\d+)*", lambda text: re.findall(r"\d+", text), "status codes: 50 and 53"),
        Kind("criteria", r"[\w-]+", unquoted, "the name of a criteria set: CRITERIA-1, CRITERIA-2"),
        Kind(
            "same", "the same day|that day|at once|immediately", lambda _text: True, "the same day, that day, at once"
        ),
        Kind("quote", r"\"[^\"]*\"", unquoted, "words between double quotes"),
        Kind("reason", '[^"]+', unquoted, "see Reasons"),
        Kind("medical", '[^"]+', unquoted, "see Medical reasons"),
        Kind(
            "place",
            r"(?:(?!(?:on|from|to|until)\b)[A-Za-z0-9.'-]+\s*){1,4}",
            unquoted,
            'a name: School A, "Juniper Hollow Elementary"',
        ),
        Kind(
            "person", r"(?:dr\.?\s+)?[A-Z][\w.'-]*(?:\s+[A-Z][\w.'-]*){0,2}", unquoted, "a name: Dr Rivera, Alex Rivera"
        ),
        _TEXT,
    )
}
__all__ = ["KINDS", "Grade", "GradeSpan", "Kind", "LineKind", "Vaccine", "ValueProblem"]
