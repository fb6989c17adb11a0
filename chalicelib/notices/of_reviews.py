"""The notices of reviewers among themselves: for each kind its heading, and what an inbox says of it."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.marking import N_

ROWS: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.CASE_GIVEN: CatalogueRow(
        N_("A case was given to you"), N_("A colleague gave you a review case. You find it under Yours in the queue.")
    ),
    NoticeKind.ANSWER_CAME: CatalogueRow(
        N_("A physician has answered your question"),
        N_("Read the answer on the page of the case and continue with the review."),
    ),
    NoticeKind.RECOMMENDATION_NOT_FOLLOWED: CatalogueRow(
        N_("Your recommendation was not followed"),
        N_("The Officer or a designated physician decided that the exemption stays valid. The case says why."),
    ),
    NoticeKind.CASE_TAKEN_OVER: CatalogueRow(
        N_("A case of yours went to a colleague"),
        N_("The Officer or a designated physician gave a review case of yours to a colleague. You have nothing to do."),
    ),
}
