"""A step that a parent takes for a child, and what such steps ask of the family's other cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.child_overview import ChildOverview
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest

Link = tuple[str, str]
"""The words of a link and its address."""


@dataclass(frozen=True)
class Way:
    """One of two choices of equal weight."""

    name: str
    text: str
    link: Link


@dataclass(frozen=True)
class NextStep:
    """What to do or to wait for. `reminder`: in a few words, for the list of all children; "" where it does not hurry.
    `request`: the request whose number is carried to the doctor."""

    heading: str
    text: str
    links: list[Link] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    day: date | None = None
    reminder: str = ""
    request: ExemptionRequest | None = None
    kind: str = ""  # of the status word that goes with it
    ends: bool = False  # an exemption that is valid now ends soon


@dataclass(frozen=True)
class Family:
    """Everything of the parent's, where one child's next step asks about another case."""

    requests: Sequence[ExemptionRequest]
    forms: Sequence[ExemptionForm]
    appeals: Sequence[Appeal]

    def draft_appeal(self, form: ExemptionForm) -> Appeal | None:
        """Return the appeal against this form that is not filed yet."""
        return next(
            (each for each in self.appeals if each.form_id == form.id and each.state == AppealState.DRAFT), None
        )


def name_of(page_request: PageRequest, child: ChildOverview) -> str:
    """Return what the page calls the child."""
    return child.facts.short_name if child.facts else page_request.translate(N_("your child"))


def ask_link(page_request: PageRequest, child: ChildOverview) -> list[Link]:
    """Return the way to a new exemption; none where a request is under way already."""
    if child.request_under_way(page_request.ctx.on):
        return []
    return [(page_request.translate(N_("Ask for an exemption")), "/parents/start")]
