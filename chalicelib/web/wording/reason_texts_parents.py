"""What a school is told of a child, said to the child's parent: what it means today, then the date, then the choice.

A reason that already speaks of the child alone has no sentence of its own here (reason_texts_schools.py).
"""

from collections.abc import Mapping

from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Verdict
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.reason_texts import REASON_TEXTS

PARENTS_TEXTS: Mapping[ReasonCode, str] = {
    ReasonCode.EXEMPT_PERMANENT: N_("The exemption is valid. Your child doesn't need this vaccine for school."),
    ReasonCode.EXEMPT_TEMPORARY: N_(
        "The exemption is valid through %(until)s. Your child doesn't need this vaccine for school until then."
    ),
    ReasonCode.NOT_YET_IN_EFFECT: N_(
        "This exemption starts %(in_effect_from)s. Until then, your child needs the shots or another exemption."
    ),
    ReasonCode.HELD: N_("This exemption is not valid yet. Your child needs the shots or another exemption."),
    ReasonCode.NEVER_EXEMPT: N_("There is no exemption for this vaccine. Your child needs the shots or an exemption."),
    ReasonCode.LINE_REFUSED: N_(
        "The state did not accept the exemption for this vaccine. Your child needs the shots or a new exemption."
    ),
    ReasonCode.LINE_WITHDRAWN: N_(
        "The doctor withdrew the exemption for this vaccine. Your child needs the shots or a new exemption."
    ),
    ReasonCode.LINE_SUPERSEDED: N_("A newer form replaced this one for this vaccine. Look at the newer form."),
    ReasonCode.LINE_EXPIRED: N_("The exemption ended on %(ended_on)s. Your child needs the shots or a new exemption."),
    ReasonCode.LINE_SPAN_ENDED: N_(
        "The exemption ended on %(ended_on)s, when your child moved to the next grade span. Your child needs the shots "
        "or a new exemption for the new grades."
    ),
    ReasonCode.WRITTEN_NOTICE_FIRST: N_(
        "The school writes to you first and says which shots are missing. After that, your child may attend for "
        "%(school_days)s more school days."
    ),
    ReasonCode.NOTICE_RUNNING: N_(
        "The school wrote to you. Your child may attend through %(until)s. Show proof of the shots or a new exemption by "
        "then."
    ),
    ReasonCode.NOTICE_ENDED: N_(
        "The time that the school's letter gave is over. The school must keep your child out starting "
        "%(exclude_from)s, until you show proof of the shots or an exemption."
    ),
    ReasonCode.TOLD_OF_END: N_(
        "The school told you in writing when the exemption ends. It must keep your child out starting "
        "%(exclude_from)s, until you show proof of the shots or a new exemption."
    ),
    ReasonCode.REVOKED_START_BY: N_(
        "The state stopped this exemption. Your child can stay in school. Start the shots, or appeal, by %(until)s."
    ),
    ReasonCode.REVOKED_APPEAL_OPEN: N_(
        "The state stopped this exemption, and you appealed on time. Your child stays in school, and no shots are due "
        "until the decision."
    ),
    ReasonCode.REVOKED_APPEAL_LATE: N_(
        "The state stopped this exemption, and your appeal came late. Your child stays in school, but the shots must "
        "start by %(until)s."
    ),
    ReasonCode.REVOKED_NOT_STARTED: N_(
        "The state stopped this exemption, and the shots have not started. The school must keep your child out "
        "starting %(exclude_from)s, until the first shot is given."
    ),
    ReasonCode.UPHELD_START_BY: N_(
        "You lost the appeal. Your child stays in school. The missing shots must start by %(until)s."
    ),
    ReasonCode.APPEAL_WITHDRAWN_START_BY: N_(
        "You withdrew the appeal. Your child stays in school. The missing shots must start by %(until)s."
    ),
    ReasonCode.REINSTATED: N_("You won the appeal. The exemption is valid again."),
    ReasonCode.SCHEDULE_RUNNING: N_(
        "The shots of this vaccine have started. Your child may attend. The next one is due by %(until)s."
    ),
    ReasonCode.SCHEDULE_MISSED: N_(
        "The next shot was not given on time. The school must keep your child out starting %(exclude_from)s, until it "
        "is given."
    ),
    ReasonCode.DOSES_COMPLETE: N_("The school has all shots of this vaccine on record."),
    ReasonCode.EXPOSURE_EXCLUSION: N_(
        "The local health officer keeps your child out starting %(exclude_from)s because of a possible exposure. The "
        "exemption does not change. Ask the health officer when your child can return."
    ),
    ReasonCode.EXPOSURE_EXCLUSION_THROUGH: N_(
        "The local health officer keeps your child out from %(exclude_from)s through %(through)s because of a possible "
        "exposure. The exemption does not change."
    ),
}


def sentences_for_parents(page_request: PageRequest, verdict: Verdict) -> list[str]:
    """Return the reasons of a school's answer, in its order, as a parent reads them."""
    return [
        page_request.translate(PARENTS_TEXTS.get(each.code, REASON_TEXTS[each.code]), **each.facts)
        for each in verdict.reasons
    ]
