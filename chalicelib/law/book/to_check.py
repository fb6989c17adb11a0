"""What a lawyer must check: every value and every law that no one has read in the law itself, and why it is doubtful.

Values of one table with the same doubt stand together. Nothing here decides anything.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.law.book.rule_book import BookLine, RuleEntry, rule_book
from chalicelib.law.citations import Citation, Cite, all_citations
from chalicelib.law.enums import Confidence
from chalicelib.law.marking import N_
from chalicelib.law.tables import Limit

WHY: Mapping[str, str] = MappingProxyType(
    {
        Limit.FIRST_HOLIDAY_YEAR: N_("The holidays of earlier years were not looked up."),
        Limit.LAST_HOLIDAY_YEAR: N_("Holidays after this year can still change."),
        Limit.SCHOOL_YEAR_START_MONTH: N_("The Education Code was not read again for this day."),
        Limit.EXPECTED_ENTRY_MONTH: N_("It is only shown as expected. The first day of school decides."),
        Limit.TK_AGE: N_("It is only used to say when a child is expected in the next grades."),
        Limit.TK_AGE_BY_MONTH: N_("It is only used to say when a child is expected in the next grades."),
        Limit.PUPIL_UNDER_AGE: N_(
            "The older text has it in section 6015. The number in the text of 2019 was not found."
        ),
        Limit.TEMPORARY_MAX_MONTHS: N_("Is it counted in days or in calendar months? The two can differ by one day."),
        Limit.REVOKED_FORMS_REPORTED: N_("Does a form that is valid again after an appeal count?"),
        Limit.DECISION_TARGET_DAYS: N_("The statute only says that the decision is sent promptly."),
        Limit.SUPPORT_WORDS: N_("The statute asks for support of another reason and names no measure of it."),
        Limit.SUPPORT_CHARACTERS: N_("The statute asks for support of another reason and names no measure of it."),
        Limit.PANEL_VOTE_DAYS: N_("The statute names no day by which a panel member votes."),
        Limit.DECISION_ALARM_DAYS: N_("The statute only says that the decision is sent promptly."),
        Limit.UPHELD_START_DAYS: N_("The statute names no number of days after a denied appeal."),
        Limit.WITHDRAWN_START_DAYS: N_("The statute names no number of days after a withdrawn appeal."),
        Limit.NOTICE_SCHOOL_DAYS: N_("Does an exemption that has ended get these school days too?"),
        Limit.NOTICE_POST_DAYS: N_("The regulation does not say when a mailed notice counts as received."),
        Limit.INFORMATION_DUE_DAYS: N_("The statute sets no time for the answer."),
        Limit.REVIEW_TARGET_DAYS: N_("The statute sets no time for a review."),
        Limit.PANEL_MAJORITY: N_("The statute does not say how the panel votes."),
        "court_holidays": N_("It follows from rule 1.11, but was not yet seen in the list of a court."),
        "lunar_holidays": N_("The day was computed. The official day is announced each year."),
        "holiday_rules": N_("The first year of this holiday is from memory."),
        Limit.SMALL_REPORT_UNDER: N_("It is the number that published figures use."),
        "report_due": N_("The state announces the day each fall."),
        "span_vaccines": N_("The law lists the doses by age and grade, not the vaccines that a form can name."),
        "conditional_doses": N_("Table C could not be read."),
        "dose_kinds": N_("Table B does not name this vaccine."),
        "dca_status": N_("What a license status means for a form is our reading of the state's codes."),
        "license_types": N_("The letters of license numbers come from one source or from memory."),
        "criteria_sets": N_("The text of the 2025 law could not be read. It may name other criteria."),
        "medical_reasons": N_("The codes of this reason were not compared with the source again."),
        Cite.PORTAL_2020_LETTERS: N_(
            "CDPH says that an exemption of 2020 stays valid in the same grades. Section 120370(a)(3) speaks of "
            "readmission."
        ),
        Cite.PORTAL_HOLIDAYS: N_("Do holidays of the state that the courts do not keep move a last day?"),
        Cite.PORTAL_SCHOOL_DAY: N_("The regulation does not say what holds when the next day has no school."),
        Cite.PORTAL_H7: N_("Does a withdrawn form count toward five?"),
        Cite.PORTAL_RATE: N_("The statute does not say which grades and which report make the rate."),
        Cite.PORTAL_REPORT: N_(
            "Where do a revoked exemption and a temporary exemption that is not the only gap count? Is a temporary "
            "exemption part of the audit's share?"
        ),
        Cite.PORTAL_LATE_APPEAL: N_("The statute does not say what becomes of a late appeal."),
        Cite.PORTAL_T12: N_("The two weeks of the Education Code and the ten school days of the regulation differ."),
    }
)
"""Why a value or a law is doubtful, by the name of the number, the table or the law; else its letter says it."""


class ToCheck(NamedTuple):
    """Values of one number or table, or one law: the rules that use it, how sure we are, why it is doubtful.

    `why` is "" where the letter says all; `lines` is empty for a law.
    """

    name: str
    rules: tuple[RuleEntry, ...]
    lines: tuple[BookLine, ...]
    citation: Citation
    confidence: Confidence
    why: str


def to_check() -> tuple[ToCheck, ...]:
    """Return every value and law that is tagged otherwise than as read: the values in the order of the rules, then the
    laws."""
    book = rule_book()
    return (*(each for entry in book for each in _values(entry)), *_laws(book))


def _values(entry: RuleEntry) -> Iterator[ToCheck]:
    unread = [line for line in (*entry.numbers, *entry.rows) if line.confidence is not Confidence.READ]
    for (name, confidence, cite), lines in groupby(
        unread, key=lambda line: (line.name, line.confidence, line.citation.id)
    ):
        found = tuple(lines)
        yield ToCheck(name, (entry,), found, all_citations()[cite], confidence, WHY.get(name, ""))


def _laws(book: tuple[RuleEntry, ...]) -> Iterator[ToCheck]:
    for law in all_citations().values():
        if law.tag is not Confidence.READ:
            using = tuple(entry for entry in book if law in _laws_of(entry))
            yield ToCheck(law.id, using, (), law, law.tag, WHY.get(law.id, ""))


def _laws_of(entry: RuleEntry) -> frozenset[Citation]:
    of_lines = (line.citation for line in (*entry.numbers, *entry.rows))
    return frozenset((entry.citation, *entry.also, *of_lines))
