"""What every act on a physician's standing begins with."""

from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.board_matters import BoardMatter, board_matter


def load_standing(ctx: Context, act: Action, standing_id: str, expected_version: int | None) -> PhysicianStanding:
    """Return the standing as the person saw it. Raises PortalError FORBIDDEN, NOT_FOUND, CONFLICT."""
    ctx.require(act)
    standing = ctx.store.get(PhysicianStanding, standing_id)
    require_unchanged(standing, expected_version)
    return standing


def matters_to_classify(standing: PhysicianStanding, on: date) -> list[BoardMatter]:
    """Return the codes and actions of the last look-up that CDPH has not classified, in the board's order.

    A matter that had ended and shows again may be a new one: it is classified again.
    """
    settled = {finding.code for finding in standing.classifications if not finding.ended}
    matters = (board_matter(code, on) for code in dict.fromkeys(standing.codes) if code not in settled)
    return [matter for matter in matters if matter.needs_classification]


def board_of(standing: PhysicianStanding) -> str:
    """Return the board that licenses the physician."""
    return standing.board
