"""Which section of docs/operations says what to do about an alarm."""

from __future__ import annotations

import re
from collections.abc import Mapping

PAGE = "docs/operations/README.md"
SECTIONS: Mapping[str, str] = {
    r"PagesFail|PagesFailInHundred|PageFailedTooOften|APIHandlerThrottled": "Pages fail",
    r"PagesAreSlow|StoreFails": "Store slow or away",
    r"LicenseSearchUnavailable|LicenseKeysUnreadTooOften": "License search away or changed",
    r"NoticesWait|MailRefusedTooOften|MailGivenUpTooOften": "Mail does not go out",
    r"MailBounces|MailAnnoys|MailUndeliveredTooOften": "Bounces and complaints",
    r"SignDailyRootDidNotRun": "A root is missing",
    r"[A-Za-z]+DidNotRun": "A night was missed",
    r"AuditTamperedTooOften|LockedCopyIsLate|LockedCopyIsAnHourLate": "The history was changed",
    r"SecretKeysUnreadTooOften": "Secret keys unread",
    r"SignInFailedTooOften|AccountBrakedTooOften": "Guessing",
    r"OriginRefusedTooOften": "Someone goes round the front",
    r"BreakGlassUsedTooOften|FindChildBrakedTooOften": "Emergency access and look-ups",
    r"CheckPasskeys(Failed|Throttled)": "Passkeys are not checked",
    r"JobsWaitInTheFailureQueue|JobItemsFailedTooOften|[A-Za-z]+(Failed|Throttled)": "Failed jobs",
}
"""Alarms by their names, and the heading of their section: the first that fits."""


def description_of(alarm: str) -> str:
    """What stands in the alarm's mail. Raises LookupError for an alarm that has no section."""
    for names, section in SECTIONS.items():
        if re.fullmatch(names, alarm):
            return f"{section}: {PAGE}#{anchor_of(section)}"
    raise LookupError(alarm)


def anchor_of(section: str) -> str:
    """The anchor of a heading."""
    return section.lower().replace(" ", "-")
