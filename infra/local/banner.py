"""What `make run` prints once the portal answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from infra.local import local_page, mailbox
from infra.local.demo_report import DemoReport

_OLD = timedelta(days=14)


def banner(base_url: str, data_dir: Path, demo: DemoReport | None, now: datetime) -> str:
    """Return the text of the start message. `data_dir` as it was asked for; `now` is aware, in UTC."""
    lines = [
        "",
        "  Exemption Portal is running on this machine only.",
        "",
        f"    Portal    {base_url}",
        f"    Mailbox   {base_url}{mailbox.PATH}   every e-mail the portal sends",
        f"    Codes     {base_url}{local_page.CODES}   two-step verification: every role but parents",
        f"    Letters   {base_url}{local_page.LETTERS}   codes for physicians who register",
        f"    Log       {data_dir}/portal.log   a line for each request; failures show here, too",
        "",
    ]
    if demo:
        lines += [*_accounts(demo), *_age_notice(demo, now)]
    lines += [f"  Stop: Ctrl-C. Data stay in {data_dir}/ until you start with RESET=1.", ""]
    return "\n".join(lines)


def _accounts(demo: DemoReport) -> list[str]:
    rows = [("Sign in as", "E-mail", "Password", "")]
    rows += [(account.who, account.email, account.password, account.note) for account in demo.accounts]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [*(f"    {line}" for line in shown), ""]


def _age_notice(demo: DemoReport, now: datetime) -> list[str]:
    age = now - demo.made_at
    if age <= _OLD:
        return []
    return [
        f"  The demo data are {age.days} days old, so some of their dates have passed.",
        "  RESET=1 make run makes them new (and removes what you entered).",
        "",
    ]
