"""Breaches of the content security policy, as browsers report them by themselves (S-66).

Anyone can send anything here, so nothing of it is kept but two words of our own: the directive, and the pattern of the
page's address. An address can hold an id, a script's excerpt a name: neither has a way into the log. Nothing is written
to the table and no one is counted there, as a counter would cost more than the report; each process writes so many
lines a minute and drops the rest, for what is broken is told by the first of them.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from chalicelib.domain.action import Action
from chalicelib.runtime.logging import log
from chalicelib.web.http.headers import POLICY_REPORTS
from chalicelib.web.http.route import ReportRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
_OTHER = "other"
_DIRECTIVES = frozenset(
    {
        "default-src",
        "script-src",
        "script-src-elem",
        "script-src-attr",
        "style-src",
        "style-src-elem",
        "style-src-attr",
        "img-src",
        "font-src",
        "connect-src",
        "media-src",
        "object-src",
        "frame-src",
        "child-src",
        "worker-src",
        "manifest-src",
        "prefetch-src",
        "base-uri",
        "form-action",
        "frame-ancestors",
        "sandbox",
        "trusted-types",
        "require-trusted-types-for",
    }
)


@dataclass
class LineBudget:
    """How many lines a window of time holds in this process."""

    allowed: int
    window: timedelta
    _since: datetime | None = None
    _spent: int = 0

    def spend(self, at: datetime) -> bool:
        """Take one line from the budget; False where this window's lines are used up."""
        if self._since is None or not timedelta() <= at - self._since < self.window:
            self._since, self._spent = at, 0
        self._spent += 1
        return self._spent <= self.allowed


_budget = LineBudget(20, timedelta(minutes=1))


@pages.report_endpoint(
    POLICY_REPORTS, Action.REPORT_POLICY_BREACH, "application/csp-report", "application/reports+json"
)
def _take(report: ReportRequest) -> None:
    for directive, page in breaches_in(report.body, report.pages):
        if not _budget.spend(report.at):
            return
        log("policy.breach", kind=directive, route=page)


def breaches_in(body: bytes, patterns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The directive and the page's pattern of each breach that a body reports; nothing for a body that is no report."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return
    for report in told if isinstance(told, list) else [told]:
        breach = _breach_of(report)
        if breach:
            yield _directive_of(breach), _pattern_of(breach, patterns)


def _breach_of(report: Any) -> dict[str, Any]:
    """What a report says, in the form of `report-uri` (one object) or of `report-to` (a list of them); {} for anything
    else. Our policy names the first; whoever changes that need change nothing here."""
    if not isinstance(report, dict):
        return {}
    body = report.get("csp-report") if "csp-report" in report else report.get("body")
    is_breach = "csp-report" in report or report.get("type") == "csp-violation"
    return body if is_breach and isinstance(body, dict) else {}


def _text(breach: dict[str, Any], names: Iterable[str]) -> str:
    return next((breach[name] for name in names if isinstance(breach.get(name), str)), "")


def _directive_of(breach: dict[str, Any]) -> str:
    named = _text(breach, ("effectiveDirective", "effective-directive", "violated-directive")).split(" ")[0]
    return named if named in _DIRECTIVES else _OTHER


def _pattern_of(breach: dict[str, Any], patterns: tuple[str, ...]) -> str:
    try:
        path = urlsplit(_text(breach, ("documentURL", "document-uri"))).path
    except ValueError:
        return _OTHER
    parts = path.split("/")
    fitting = [pattern for pattern in patterns if _fits(pattern.split("/"), parts)]
    return min(fitting, key=lambda pattern: pattern.count("{"), default=_OTHER)


def _fits(pattern: list[str], parts: list[str]) -> bool:
    return len(pattern) == len(parts) and all(
        wanted.startswith("{") or wanted == part for wanted, part in zip(pattern, parts, strict=True)
    )
