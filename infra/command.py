"""The operator's command line, for what no page does: the first operator, the import of the directory, and how an
account or a network stands in the log of failed sign-ins.

    python -m infra.command first-operator someone@example.org
    python -m infra.command import-directory --public-schools pubschls.txt --child-care child_care.txt
    python -m infra.command log-hash --email someone@example.org --month 2026-11 --asked-by "Name, office"

It works on the tables that the PORTAL_ settings of the environment name, with the rights of whoever runs it. It is no
part of the package.
"""

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from chalicelib.actions.accounts.first_operator import first_operator
from chalicelib.actions.accounts.log_inquiry import account_for_inquiry, network_for_inquiry
from chalicelib.actions.facilities.import_directory import (
    CHILD_CARE,
    PRIVATE_SCHOOLS,
    PUBLIC_SCHOOLS,
    ImportReport,
    import_directory,
)
from chalicelib.addresses import invitation_link
from chalicelib.directory.problems import PROBLEM_TEXTS
from chalicelib.domain.errors import PortalError
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.settings import settings
from chalicelib.storage.table import portal_table
from chalicelib.web.http.arrival import network_of
from chalicelib.web.http.errors import SENTENCES
from chalicelib.wiring import new_context

_SOURCES = {"public_schools": PUBLIC_SCHOOLS, "private_schools": PRIVATE_SCHOOLS, "child_care": CHILD_CARE}


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.command == "first-operator":
            return _first_operator(asked.email)
        if asked.command == "log-hash":
            return _log_hash(asked)
        return _import({source: getattr(asked, name) for name, source in _SOURCES.items() if getattr(asked, name)})
    except PortalError as error:
        print(SENTENCES.get(error.code, error.code), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.command", description="Operator's commands of the portal.")
    commands = parser.add_subparsers(dest="command", required=True)
    first = commands.add_parser("first-operator", help="make an operator's account and print the link that opens it")
    first.add_argument("email")
    lists = commands.add_parser("import-directory", help="import the state's lists of schools and child care")
    lists.add_argument("--public-schools", type=Path, metavar="FILE", help="pubschls.txt, tabs or commas")
    lists.add_argument("--private-schools", type=Path, metavar="FILE", help="the same shape")
    lists.add_argument("--child-care", type=Path, metavar="FILE", help="Community Care Licensing, tabs or commas")
    inquiry = commands.add_parser("log-hash", help="print how an account or a network stands in a month's log")
    who = inquiry.add_mutually_exclusive_group(required=True)
    who.add_argument("--email", metavar="ADDRESS", help="of the account")
    who.add_argument("--network", metavar="IP", help="an address of the network")
    inquiry.add_argument("--month", type=_month, required=True, metavar="YYYY-MM", help="of the log, in California")
    inquiry.add_argument("--asked-by", required=True, metavar="NAME", help="who asks; it is kept in the history")
    return parser


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _log_hash(asked: argparse.Namespace) -> int:
    ctx = new_context(system_clock(), new_id())
    if asked.email:
        field, found = "account_hash", account_for_inquiry(ctx, asked.email, asked.month, asked.asked_by)
    else:
        field, found = "network_hash", network_for_inquiry(ctx, network_of(asked.network), asked.month, asked.asked_by)
    print(f'{{ $.event = "sign_in.failed" && $.{field} = "{found}" }}')
    return 0


def _first_operator(email: str) -> int:
    path = invitation_link(first_operator(new_context(system_clock(), new_id()), email))
    print(f"Open this link within 7 days and choose a passphrase. It works once.\n\n{settings().base_url}{path}\n")
    return 0


def _import(files: Mapping[str, Path]) -> int:
    if not files:
        print("Name at least one file: see --help.", file=sys.stderr)
        return 2
    contents = {source: path.read_bytes() for source, path in files.items()}
    reports = [_told(report) for report in import_directory(portal_table(), contents)]
    return 0 if all(report.read for report in reports) else 1


def _told(report: ImportReport) -> ImportReport:
    print(
        f"{report.source}: {report.read:,} read, {report.changed:,} new or changed, {len(report.problems):,} problems"
    )
    for problem in report.problems:
        facts = {"line": problem.line, "column": problem.column, "found": problem.found}
        kept = " The rest of the line was kept." if problem.row_kept else ""
        print(f"  {PROBLEM_TEXTS[problem.code] % facts}{kept}")
    return report


if __name__ == "__main__":
    raise SystemExit(main())
