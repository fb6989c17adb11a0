"""How operators read of the portal's jobs and of what a run did."""

from collections.abc import Mapping

from chalicelib.domain.jobs import Job
from chalicelib.law.marking import N_

JOBS: Mapping[Job, str] = {
    Job.DELIVER_NOTICES: N_("Email the messages"),
    Job.APPLY_IMPORTS: N_("Enter the files of schools"),
    Job.OPEN_DUE_REVIEWS: N_("Open the reviews that the law asks for"),
    Job.SEND_REMINDERS: N_("Send the reminders"),
    Job.CHECK_LICENSES: N_("Check the licenses of physicians"),
    Job.CHECK_REPORTS: N_("Look for annual reports that are missing"),
    Job.COUNT_SCHOOLS: N_("Count the students of each school"),
    Job.COUNT_FIGURES: N_("Count the state's figures"),
    Job.PURGE_DUE: N_("Delete what is kept no longer"),
    Job.SIGN_DAILY_ROOT: N_("Sign the history of the day"),
}
_OUTCOMES: Mapping[str, str] = {
    # Translators: what a run of a job did, before a number: "Sent: 12"
    "sent": N_("Sent"),
    # Translators: what a run of a job did, before a number
    "to_letters": N_("To be mailed"),
    # Translators: what a run of a job did, before a number
    "put_back": N_("To be tried again"),
    # Translators: what a run of a job did, before a number
    "failed": N_("Failed"),
    # Translators: what a run of a job did, before a number
    "finished": N_("Finished"),
    # Translators: what a run of a job did, before a number
    "opened": N_("Reviews opened"),
    # Translators: what a run of a job did, before a number
    "reminded": N_("Reminders sent"),
    # Translators: what a run of a job did, before a number
    "missing": N_("Reports missing"),
    # Translators: what a run of a job did, before a number
    "counted": N_("Counted"),
    # Translators: what a run of a job did, before a number
    "published": N_("Published"),
    # Translators: what a run of a job did, before a number
    "purged": N_("Deleted"),
    # Translators: what a run of a job did, before a number
    "signed": N_("Days signed"),
    # Translators: what a run of a job did, before a number: licenses that are as they were
    "unchanged": N_("Unchanged"),
    # Translators: what a run of a job did, before a number: licenses whose record has changed
    "changed": N_("Licenses changed"),
    # Translators: what a run of a job did, before a number: licenses about which the board gave no answer
    "unreachable": N_("No answer"),
}


def outcome_words(outcome: str) -> str:
    """Return the words for an outcome of a job; "" for one that says nothing to operators."""
    return _OUTCOMES.get(outcome, "")
