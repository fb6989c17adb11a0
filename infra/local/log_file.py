"""Where a local run writes the portal's log: one line for each request in a file, failures on the terminal, too.

The terminal keeps the start message, with its addresses and demo accounts, in sight.
"""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LARGEST_BYTES = 5_000_000


def log_to(path: Path) -> None:
    """Send the portal's lines there from now on; the file before the last is kept as `portal.log.1`."""
    in_file = RotatingFileHandler(path, maxBytes=_LARGEST_BYTES, backupCount=1, encoding="utf-8")
    in_file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    on_terminal = logging.StreamHandler(sys.stderr)
    on_terminal.addFilter(_is_failure)
    logger = logging.getLogger("portal")
    logger.handlers = [in_file, on_terminal]


def _is_failure(line: logging.LogRecord) -> bool:
    """Return whether it tells of an unforeseen error (`log_failure`)."""
    return '"error_type"' in line.getMessage()
