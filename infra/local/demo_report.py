"""What the demo data tell the start banner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DemoAccount:
    """One account to sign in with. `note` says what else it takes, such as a second factor."""

    who: str
    email: str
    password: str
    note: str = ""


@dataclass(frozen=True)
class DemoReport:
    """The demo accounts, and when (aware, UTC) the demo data were made."""

    accounts: tuple[DemoAccount, ...]
    made_at: datetime
