"""How pages name the proof of a license, what a claim waits for, and the answers of staff."""

from collections.abc import Mapping

from chalicelib.actions.physicians.settle_license_claim import StaffAnswer
from chalicelib.domain.account import LicenseProof
from chalicelib.domain.license_claim import ApprovalReason, ClaimState, RefusalReason, StaffReason
from chalicelib.law.marking import N_

PROOFS: Mapping[LicenseProof, str] = {
    LicenseProof.NONE: N_("Not confirmed"),
    LicenseProof.CDPH_RECORD: N_("Confirmed by the department's own record"),
    LicenseProof.LETTER: N_("Confirmed by the code of a letter to the board's address of record"),
    LicenseProof.STAFF: N_("Confirmed by two staff members of the department"),
}

STATES: Mapping[ClaimState, tuple[str, str]] = {
    ClaimState.OPEN: (N_("Waits for staff"), "warning"),
    ClaimState.LETTER_WAITING: (N_("Letter to be mailed"), "info"),
    ClaimState.POSTED: (N_("Letter mailed"), "info"),
    ClaimState.PROVEN: (N_("Confirmed"), "good"),
    ClaimState.LAPSED: (N_("Code no longer works"), "plain"),
    ClaimState.DISPUTED: (N_("Disputed, account stopped"), "stopped"),
    ClaimState.REFUSED: (N_("Refused by staff"), "plain"),
}

STAFF_REASONS: Mapping[StaffReason, str] = {
    StaffReason.NONE: "",
    StaffReason.NAME_DIFFERS: N_("The first name is not the one on the license"),
    StaffReason.NO_ADDRESS: N_("The board's answer has no street"),
    StaffReason.ADDRESS_CHANGED: N_("The address at the board changed after the account was made"),
    StaffReason.TOO_MANY_CLAIMS: N_("Two other accounts wait for a letter about this license"),
    StaffReason.TOO_MANY_LETTERS: N_("Three letters about this license went out within 90 days"),
    StaffReason.HELD_BY_ANOTHER: N_("Another account has proven this license"),
}

ANSWERS: Mapping[StaffAnswer, tuple[str, str]] = {
    StaffAnswer.LETTER: (
        N_("Send the letter to this address"),
        N_("The name is the same person's, and the address is right."),
    ),
    StaffAnswer.APPROVE: (
        N_("Confirm the physician"),
        N_("Two staff members must do this. The second one makes it valid."),
    ),
    StaffAnswer.REFUSE: (
        N_("Refuse"),
        N_("The account cannot open requests or sign. A disputed account is closed, and the license is free."),
    ),
    StaffAnswer.FREEZE: (
        N_("Stop the account"),
        N_("It cannot open requests or sign until the dispute is settled. Signed forms stay as they are."),
    ),
    StaffAnswer.KEEP: (N_("Close the reports"), N_("You looked at them, and nothing changes.")),
}

APPROVALS: Mapping[ApprovalReason, str] = {
    ApprovalReason.CALL_BACK_BOARD: N_("Called back at a number that the board publishes"),
    ApprovalReason.CALL_BACK_HOSPITAL: N_("Called back at a number that the hospital publishes"),
    ApprovalReason.ID_ON_VIDEO: N_("Saw an identity document on video"),
}

REFUSALS: Mapping[RefusalReason, str] = {
    RefusalReason.NOT_THE_PHYSICIAN: N_("The person is not the physician"),
    RefusalReason.NO_ANSWER: N_("The person did not answer"),
    RefusalReason.OTHER_ACCOUNT: N_("The physician has another account"),
}
