"""Which engine answers the sentences of a topic: the portal's actions, or the law's functions alone.

The words of a sentence do not say it: when an act for a topic lands, its steps ask that act, and no case file changes.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Engine(NamedTuple):
    """Who answers, and what a writer of cases should know of the topic."""

    answers: str
    about: str


_ACTIONS, _LAW, _BOTH, _NONE = "actions", "law", "actions, and the law for what has no act", "the scenario itself"

ENGINES: Mapping[str, Engine] = {
    "The clock": Engine(
        _NONE,
        "The clock begins at 10:00 on November 20, 2026, and stands still until a step moves "
        'it. A step that begins or ends with "on <date>" moves it first; in a Then it is moved back '
        "after the step.",
    ),
    "The child and the school": Engine(
        _BOTH,
        "There is one child (Kai, grade 2) at one school in Los Angeles County. "
        "Say what differs before the form is signed.",
    ),
    "The request": Engine(
        _ACTIONS,
        "A request is sent and opened by itself when a form is signed; these steps are for cases about the request.",
    ),
    "What the physician states": Engine(
        _ACTIONS,
        "What is not said has a usual, lawful value: a coded reason, a text, half a year for a temporary exemption.",
    ),
    "Signing, renewing, correcting, withdrawing": Engine(
        _ACTIONS,
        "Each goes through every page of the form; what is "
        "refused on the way is the answer. After a signature the next "
        "form begins empty, for the same child.",
    ),
    "What came back": Engine(
        _BOTH,
        "About the last act or question. A Given that is refused fails at once; a When may "
        "be refused, and these steps say what came back.",
    ),
    "What the exemption reads, what the school is told": Engine(
        _BOTH,
        "Read on the day of the clock, from what the portal stores; an exposure, a written notice and doses "
        "that the portal cannot record are laid over it by the law's own function.",
    ),
    "Who is told, what a page says": Engine(_ACTIONS, "From the notices written, and from pages in a browser."),
    "The physician's license and standing": Engine(
        _ACTIONS, "The license search is a stand-in that answers as told; without a step it answers: current."
    ),
    "Reviews and revocations": Engine(
        _BOTH,
        "A revocation by the designated physician brings its own review, opened "
        "and recommended by a nurse, unless steps say otherwise.",
    ),
    "Appeals": Engine(_ACTIONS, "A vote brings the panel and its declarations where no step did."),
    "Doses and the conditional schedule": Engine(
        _BOTH,
        "Doses go on the school's record as soon as the school sees a "
        "form of the child; the tables are asked of the law.",
    ),
    "The school's clocks": Engine(_LAW, "The school has school on every weekday that no step closes."),
    "Triggers of a review": Engine(_LAW, "The reports of schools and the counts over a year."),
    "Older papers": Engine(_LAW, "The portal keeps no such paper: the law answers for the school."),
    "Bases and criteria": Engine(_BOTH, "What can be required, and by which criteria a form is judged."),
}
