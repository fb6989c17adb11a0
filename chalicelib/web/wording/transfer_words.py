"""The words for students who arrive, leave, and are enrolled without records."""

from collections.abc import Mapping

from chalicelib.domain.student_contact import ContactWay, ContactWith
from chalicelib.domain.transfers import ArrivedFrom, AskedOf, ProtectedStep, RecordResult
from chalicelib.law.marking import N_

CAME_FROM: Mapping[ArrivedFrom, tuple[str, str]] = {
    ArrivedFrom.US_SCHOOL: (
        N_("A school in the United States"),
        N_("The student may attend for up to 30 school days while the record is on its way."),
    ),
    ArrivedFrom.OTHER_COUNTRY: (
        N_("A school in another country"),
        N_("There is no time to wait: the parent, a doctor or the health department shows the record first."),
    ),
    ArrivedFrom.FIRST_ENROLLMENT: (N_("No school before"), N_("The rules for admission apply.")),
}
"""Where a student came from, and what follows."""

ASKED_OF: Mapping[AskedOf, str] = {
    AskedOf.PARENT: N_("The parent or guardian"),
    AskedOf.FORMER_SCHOOL: N_("The former school"),
}

RESULTS: Mapping[RecordResult, tuple[str, str]] = {
    RecordResult.COMPLETE: (N_("All required doses"), ""),
    RecordResult.CONDITIONAL: (
        N_("More doses to come, none due now"),
        N_("Admit conditionally and review the record at least every 30 days."),
    ),
    RecordResult.SHORT: (
        N_("Doses are missing"),
        N_("Tell the parent in writing. Ten school days run from the notice."),
    ),
}
"""What a record that has come says, and what follows."""

STEPS: Mapping[ProtectedStep, str] = {
    ProtectedStep.LIAISON_TOLD: N_("The liaison was told and helps with shots and records"),
    ProtectedStep.LAST_SCHOOL_ASKED: N_("The last school was asked for the record"),
    ProtectedStep.HEALTH_DEPARTMENT_ASKED: N_("The local health department was asked"),
    ProtectedStep.SHOTS_ARRANGED: N_("An appointment for shots was made"),
    ProtectedStep.SHOTS_STARTED: N_("The first shots were given"),
    ProtectedStep.RECORD_HERE: N_("The record is here"),
}

CONTACT_WAYS: Mapping[ContactWay, str] = {
    ContactWay.TELEPHONE: N_("By telephone"),
    ContactWay.EMAIL: N_("By email"),
    ContactWay.IN_PERSON: N_("In person"),
    ContactWay.MAIL: N_("By mail"),
}

SPOKEN_WITH: Mapping[ContactWith, str] = {
    ContactWith.PARENT: N_("The parent or guardian"),
    ContactWith.SCHOOL: N_("Another school"),
    ContactWith.HEALTH_DEPARTMENT: N_("The local health department"),
    ContactWith.CLINIC: N_("A doctor's office or clinic"),
    ContactWith.LIAISON: N_("The liaison"),
    ContactWith.OTHER: N_("Someone else"),
}
