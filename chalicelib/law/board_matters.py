"""What a status code or public action of a license means, and whether CDPH has to classify it (licenses F3)."""

from datetime import date
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.physician_standing import UNKNOWN_STATUS, MatterKind


class BoardMatter(NamedTuple):
    """One code or action. `label` is the board's own word, "" for a code that no one knows or a public action.

    `is_status`: it is the status of the license itself, in a code that the table does not know.

    `needs_classification`: no form is accepted until CDPH has said whether it is about immunization standards of care.
    `usual_kind` is what the code stands for; OTHER if the table does not say.
    """

    code: str
    label: str
    usual_kind: MatterKind
    needs_classification: bool
    is_status: bool = False


def board_matter(code: str, on: date) -> BoardMatter:
    """Return the meaning of a code in force on that day. An unknown code or status and every public action must be
    classified."""
    for row in tables.rows("dca_status"):
        if (row["level"], row["code"]) == ("secondary", code.strip()) and tables.row_in_force(row, on):
            kind = MatterKind(row["matter"]) if row["matter"] else MatterKind.OTHER
            return BoardMatter(code, row["label"], kind, row["action"] == "hold")
    return BoardMatter(code, "", MatterKind.OTHER, needs_classification=True, is_status=code.startswith(UNKNOWN_STATUS))
