"""What the inbox says of a school's access: who comes, who goes, who decides. The e-mails say no more than that."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.marking import N_

ROWS: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.SCHOOL_ACCESS_GIVEN: CatalogueRow(
        N_("You now have access to a school"), N_("An approver gave you access. The school is on your home page.")
    ),
    NoticeKind.SCHOOL_PART_CHANGED: CatalogueRow(
        N_("What you can do at your school changed"),
        N_("An approver changed your role. You were signed out, so that the change holds everywhere."),
    ),
    NoticeKind.SCHOOL_ACCESS_ENDED: CatalogueRow(
        N_("Your access to a school ended"),
        N_("An approver of the school ended it. If you think this is a mistake, ask the school."),
    ),
    NoticeKind.SCHOOL_PEOPLE_CHANGED: CatalogueRow(
        N_("The list of people of your school changed"),
        N_("Another approver added a person, changed a role, or ended someone's access. Look at the list."),
    ),
    NoticeKind.SCHOOL_CLAIM_WAITS: CatalogueRow(
        N_("Someone asks for access to your school"),
        N_("Say whether the person works at your school. Until an approver answers, the person sees nothing."),
    ),
    NoticeKind.SCHOOL_CLAIM_REFUSED: CatalogueRow(
        N_("The school did not give you access"),
        N_("An approver of the school said no. If you think this is a mistake, ask the school."),
    ),
    NoticeKind.SCHOOL_CLAIM_LETTER: CatalogueRow(
        N_("A code for access to your school"),
        N_("Someone asks for access to your school. The letter has a code for that person."),
    ),
    NoticeKind.SCHOOL_FIRST_APPROVER: CatalogueRow(
        N_("Someone is the first approver of your school"),
        N_("A person got access by the school's own email domain. The letter says who, and how to object."),
    ),
    NoticeKind.SCHOOL_CLAIM_TO_CHECK: CatalogueRow(
        N_("Someone asks for access to a school that no letter reaches"),
        N_("Ask the school in a way that you already know, then give access on the page of the account."),
        posted_to_offices=False,
    ),
    NoticeKind.SCHOOL_WITHOUT_APPROVER: CatalogueRow(
        N_("A school has no approver"),
        N_("The last approver left. Find a new one within 30 days: after that the school can only read."),
        posted_to_offices=False,
    ),
}
