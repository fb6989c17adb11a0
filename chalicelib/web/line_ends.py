"""Until when a line of a form counts, in words. One that somebody stopped has no last day: it says since when."""

from datetime import date
from typing import Protocol

from chalicelib.domain.marking import N_
from chalicelib.domain.readings import LineLike
from chalicelib.law.enums import LineState
from chalicelib.web.visit import Visit


class StoppableLine(LineLike, Protocol):
    """A line of a form, or of a school's roster row."""

    @property
    def not_valid_since(self) -> date | None: ...


def out_of_force(visit: Visit, line: StoppableLine) -> str:
    """That the line does not count, and since when; "" for an issued one, whose end is a matter of dates."""
    if line.state == LineState.ISSUED:
        return ""
    if line.state == LineState.HELD:
        return visit.say(N_("Not valid yet"))
    if line.not_valid_since is None:
        return visit.say(N_("Not valid"))
    return visit.say(N_("Not valid since %(day)s"), day=line.not_valid_since)
