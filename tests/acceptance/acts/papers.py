"""Older papers on a school's record, and their revocation: asked of the law alone, the portal keeps no such paper."""

from chalicelib.law.enums import Vaccine
from chalicelib.law.grandfathering import OlderExemption
from chalicelib.law.revocation import Appointment, LineToRevoke, Office, RevocationFacts, may_revoke
from tests.acceptance.story import Story, Told

_OFFICES = {
    "officer": Office.DESIGNATED_PHYSICIAN,
    "other officer": Office.DESIGNATED_PHYSICIAN,
    "sphofficer": Office.STATE_PUBLIC_HEALTH_OFFICER,
    "nurse": Office.NURSE_REVIEWER,
    "physician reviewer": Office.PHYSICIAN_REVIEWER,
}


def revoke(story: Story, role: str) -> Told:
    """Whether that person may revoke the paper; if so it is revoked today."""
    paper: OlderExemption = story.memory["paper"]
    facts = RevocationFacts(
        decided_on=story.today,
        decider=role,
        form_issued_on=paper.dated_on,
        appointment=Appointment(_OFFICES.get(role, Office.OTHER), story.today.replace(month=1, day=1)),
        issuer_disciplined=bool(story.memory.get("disciplined")),
        written_reason="The criteria are not met",
        lines=(LineToRevoke(Vaccine.MMR, story.memory.get("recommender", "nurse")),),
    )
    verdict = may_revoke(facts)
    if verdict.allowed:
        story.memory["paper revoked"] = story.today
    return Told("the revocation", verdict=verdict, by_law=True)
