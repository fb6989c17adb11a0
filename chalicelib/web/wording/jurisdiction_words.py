"""The words of a health department's pages: how an exemption stands, and the kinds of schools."""

from collections.abc import Mapping

from chalicelib.domain.jurisdiction_desk import LineStatus, SchoolGroup
from chalicelib.law.admission import AppealStatus
from chalicelib.law.marking import N_

STATUSES: Mapping[LineStatus, tuple[str, str]] = {
    # Translators: of an exemption; feminine in Spanish
    LineStatus.PERMANENT: (N_("Permanent"), "good"),
    LineStatus.TEMPORARY: (N_("Temporary"), "good"),
    LineStatus.NOT_YET: (N_("Starts later"), "info"),
    LineStatus.ENDED: (N_("Ended"), "neutral"),
    LineStatus.HELD: (N_("On hold"), "warning"),
    LineStatus.REVOKED: (N_("Revoked"), "stopped"),
    LineStatus.REFUSED: (N_("Not accepted by the state"), "stopped"),
    LineStatus.WITHDRAWN: (N_("Withdrawn by the doctor"), "neutral"),
    LineStatus.REPLACED: (N_("Replaced by a newer form"), "neutral"),
}
"""The word, and the kind of its mark."""

APPEALS: Mapping[AppealStatus, str] = {
    AppealStatus.OPEN: N_("Appeal open. Nothing is due until the decision"),
    AppealStatus.REFUSED_LATE: N_("The appeal came too late"),
    AppealStatus.WITHDRAWN: N_("Appeal withdrawn"),
    AppealStatus.UPHELD: N_("Appeal decided: the revocation stays in force"),
    AppealStatus.REINSTATED: N_("Appeal decided: valid again"),
}

SCHOOL_GROUPS: Mapping[SchoolGroup, str] = {
    SchoolGroup.PUBLIC: N_("Public schools"),
    SchoolGroup.PRIVATE: N_("Private schools"),
    SchoolGroup.CHILD_CARE: N_("Child care"),
}
