"""What can be done with an appeal now, and by whom: from the state table and the access table."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.actions.appeals.appeal_case import PANEL_AT_WORK
from chalicelib.actions.appeals.remind_panelist import is_waited_for
from chalicelib.domain.access_table import PERMISSIONS
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.lifecycle import sources_of
from chalicelib.law.marking import N_

NEXT: dict[AppealState, str] = {
    AppealState.FILED_TIMELY: N_(
        "The agency accepts the appeal. It was filed on time: no shots are due while it is open."
    ),
    AppealState.FILED_LATE: N_(
        "The agency decides whether to accept this late appeal. The first date for the shots does not change."
    ),
    AppealState.ACCEPTED: N_("The agency names three panel members."),
    AppealState.REFUSED_LATE: N_(
        "Nothing is left to do. The parent was told, and the first date for the shots does not change."
    ),
    AppealState.PANEL_ASSIGNED: N_(
        "Each panel member says whether they have a conflict. The review starts after the third answer."
    ),
    AppealState.IN_REVIEW: N_("The panel members read the case and vote. The third vote decides."),
    AppealState.INFO_REQUESTED: N_(
        "The parent or the physician answers the panel's question. The panel continues after that."
    ),
    AppealState.DETERMINED: N_("The Secretary adopts what the panel decided and sends the written decision."),
    AppealState.DECIDED: N_("The written decision is with everyone. The agency can close the case."),
    AppealState.CLOSED: N_("Nothing is left to do. The case is closed."),
    AppealState.WITHDRAWN: N_("Nothing is left to do. The parent withdrew the appeal."),
}


@dataclass(frozen=True)
class Step:
    """One act as a button: its marked words and the address below the case's own."""

    act: Action
    text: str
    below: str


_STEPS = (
    Step(Action.ACCEPT_APPEAL, N_("Accept this appeal"), "accept"),
    Step(Action.REFUSE_LATE_APPEAL, N_("Do not accept it: filed late"), "refuse"),
    Step(Action.ASSIGN_PANEL, N_("Name the panel"), "panel"),
    Step(Action.ADOPT_DETERMINATION, N_("Adopt and send the decision"), "forms/%(form_id)s/adopt"),
    Step(Action.CLOSE_APPEAL, N_("Close the case"), "close"),
)
_REMIND = Step(Action.REMIND_PANELIST, N_("Remind a panel member"), "remind")
_CHANGE_SEAT = Step(Action.ASSIGN_PANEL, N_("Change a panel member"), "panel/seat")
_FILL_SEAT = Step(Action.ASSIGN_PANEL, N_("Fill the open place"), "panel/seat")


def steps_of(appeal: Appeal, role: Role, *, has_empty_seat: bool) -> Iterator[tuple[str, str]]:
    """The words and address of each act that this role can do to the appeal now, the likeliest first."""
    possible = [step for step in _STEPS if appeal.state in sources_of("appeal", step.act)]
    if appeal.state in PANEL_AT_WORK:
        possible.append(_FILL_SEAT if has_empty_seat else _CHANGE_SEAT)
        if any(is_waited_for(appeal, seat) for seat in appeal.seats):
            possible.append(_REMIND)
    for step in possible:
        if any(role == allowed for allowed, _reach in PERMISSIONS[step.act]):
            yield step.text, f"/appeals/{appeal.id}/{step.below % {'form_id': appeal.form_id}}"
