"""What the portal counts of itself, for the alarms of those who operate it. Names and numbers alone: a count says that
something happened, never to whom. infra/package/alarms.py has an alarm on each."""

from enum import StrEnum


class Metric(StrEnum):
    """The closed list of the portal's own metrics, by the names that alarms watch."""

    SIGN_IN_FAILED = "SignInFailed"
    ACCOUNT_BRAKED = "AccountBraked"  # twenty, then a hundred wrong passwords in a row for one address
    ORIGIN_REFUSED = "OriginRefused"
    PAGE_FAILED = "PageFailed"  # an error that no one foresaw
    LICENSE_ASKED = "LicenseAsked"
    LICENSE_UNAVAILABLE = "LicenseUnavailable"
    LICENSE_KEYS_UNREAD = "LicenseKeysUnread"
    BREAK_GLASS_USED = "BreakGlassUsed"
    FIND_CHILD_BRAKED = "FindChildBraked"
    MAIL_REFUSED = "MailRefused"
    MAIL_GIVEN_UP = "MailGivenUp"  # a mail that was refused to the last, and that no letter stands in for
    MAIL_UNDELIVERED = "MailUndelivered"  # taken, and bounced or complained about later
    OUTBOX_OLDEST_SECONDS = "OutboxOldestSeconds"
    AUDIT_TAMPERED = "AuditTampered"  # an entry of the history was changed or removed
    JOB_ITEMS_FAILED = "JobItemsFailed"
    ROOT_SIGNED = "RootSigned"
    LICENSE_RECHECK_RAN = "LicenseRecheckRan"
    SCHOOLS_COUNT_RAN = "SchoolsCountRan"
    REPORTS_CHECK_RAN = "ReportsCheckRan"
    PURGE_RAN = "PurgeRan"
    FIGURES_COUNT_RAN = "FiguresCountRan"
    REMINDERS_RAN = "RemindersRan"
