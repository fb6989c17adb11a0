"""What the days of a school's follow-up ask."""

from collections.abc import Mapping

from chalicelib.domain.follow_up import FollowUp
from chalicelib.law.marking import N_

FOLLOW_UPS: Mapping[FollowUp, str] = {
    FollowUp.EXCLUDE: N_("Exclude starting this day"),
    FollowUp.NOTICE_ENDS: N_("Written notice ends: shots or an exemption due"),
    FollowUp.SHOTS_START: N_("Shots must start: the state stopped the exemption"),
    FollowUp.EXEMPTION_ENDS: N_("Exemption ends"),
    FollowUp.DOSE_BY: N_("Last day for the next dose"),
    FollowUp.ORDER_ENDS: N_("Last day out by the health officer's order"),
    FollowUp.RECORD_BY: N_("Last day to wait for the record of the school before"),
    FollowUp.SEND_PACKET: N_("Send the record to the new school"),
    FollowUp.ASK_AGAIN: N_("Ask again for the record"),
    FollowUp.LOOK_AGAIN: N_("Enrolled without records: look again"),
    FollowUp.REVIEW: N_("Review the record"),
    FollowUp.DOSE_FROM: N_("Next dose possible from this day"),
}
