"""What a rule of the public page consists of, and the chapters of that page.

A rule that the portal enforces names the functions of the law by which it does so. Tests hold that pages or jobs
reach each of them, and that a walk through the portal really calls it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from chalicelib.law.book.worked_example import WorkedExample
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_
from chalicelib.law.tables import Boundary, Limit


class Chapter(NamedTuple):
    """A heading of the page."""

    id: str
    heading: str


class Rule(NamedTuple):
    """One rule. Each number, named date and table belongs to exactly one rule.

    `enforced_by`: the functions of the law by which the portal applies the rule; empty where it only explains it.
    `also`: further laws and choices that the rule relies on.
    `extent`: a sentence on what the portal does or leaves out, where a reader could expect something else.
    """

    id: str
    chapter: Chapter
    sentence: str
    cite: Cite
    example: Callable[[], WorkedExample]
    numbers: tuple[Limit | Boundary, ...] = ()
    tables: tuple[str, ...] = ()
    enforced_by: tuple[Callable[..., Any], ...] = ()
    extent: str = ""
    also: tuple[Cite, ...] = ()


COUNTING = Chapter("counting", N_("How days, months, and years are counted"))
CHILDREN = Chapter("children", N_("Which children the rules are about"))
FORMS = Chapter("forms", N_("What a form must say"))
DURATION = Chapter("duration", N_("How long an exemption lasts"))
PHYSICIANS = Chapter("physicians", N_("Which physicians may sign"))
REASONS = Chapter("reasons", N_("Medical reasons"))
REVIEW = Chapter("review", N_("When the state reviews"))
REVOCATION = Chapter("revocation", N_("When the state revokes"))
APPEALS = Chapter("appeals", N_("Appeals"))
SCHOOLS = Chapter("schools", N_("What a school does"))
DOSES = Chapter("doses", N_("Required doses"))
OLDER = Chapter("older", N_("Older exemptions"))
RECORDS = Chapter("records", N_("What the state keeps about you"))
FIGURES = Chapter("figures", N_("Public figures"))
