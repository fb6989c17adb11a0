"""Cells that a spreadsheet would work out. They are text: an export puts an apostrophe before them, an import takes it
away again, so that a file goes out and comes back the same."""

import re

# The signs that start a formula, the wide ones of East Asian keyboards included, and what a spreadsheet skips before
# them; behind apostrophes of the text's own.
_FORMULA = re.compile(r"'*[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """Return the text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def without_guard(cell: str) -> str:
    """Return the text of a cell, without the apostrophe that `guarded` put before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
