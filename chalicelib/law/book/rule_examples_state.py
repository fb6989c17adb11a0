"""Worked examples of the rules on physicians, medical reasons, revocations, appeals, what a school is told, and what
the state keeps."""

from datetime import date

from chalicelib.law import amendments, appeals, medical_reasons, revocation
from chalicelib.law import physician_standing as standing
from chalicelib.law.admission import AdmissionFacts, AppealFacts, AppealStatus, answer
from chalicelib.law.book.worked_example import WorkedExample, at, day
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import Grade, LineKind, LineState, Vaccine
from chalicelib.law.exposure import Exposure
from chalicelib.law.marking import N_
from chalicelib.law.medical_reasons import LineReasons
from chalicelib.law.revocation import Appointment, LineToRevoke, Office, RevocationFacts
from chalicelib.law.student_answer import StudentFacts, vaccine_answer
from chalicelib.law.vaccine_products import single_vaccine_hint
from chalicelib.law.verdict import Verdict


def unclassified_probation() -> WorkedExample:
    """Physician standing: case 47."""
    on = day("2026-11-20")
    record = standing.LicenseRecord("Rivera", "20", day("2027-09-30"), secondary_codes=("53",))
    facts = standing.StandingFacts(
        at(on, "12:00"), standing.Purpose.ISSUE, standing.LookUp.FOUND, "Rivera", record=record
    )
    return WorkedExample(
        N_("A physician signs on %(on)s. The license is current, and the board shows probation."),
        {"on": on},
        standing.decide(facts),
    )


def bar_after_two_years() -> WorkedExample:
    """The public-health-risk bar."""
    since, on = day("2026-09-15"), day("2028-09-15")
    return WorkedExample(
        N_("A bar began on %(since)s. On %(on)s the state has not found the risk gone."),
        {"since": since, "on": on},
        standing.bar_may_end(standing.PublicHealthBar(since), on),
    )


def egg_allergy() -> WorkedExample:
    """What is no reason: case 37."""
    facts = LineReasons(Vaccine.MMR, ("MIS-18",), "Egg allergy", day("2026-11-20"))
    return WorkedExample(
        N_("The only reason given for MMR is an egg allergy."), {}, medical_reasons.check_reason(facts)
    )


def family_history() -> WorkedExample:
    """Other reasons: case 38."""
    facts = LineReasons(Vaccine.MMR, ("OTHER-SOC",), "Two siblings", day("2026-11-20"), documents_attached=True)
    return WorkedExample(
        N_("The reason given for MMR is family history, with written support."), {}, medical_reasons.check_reason(facts)
    )


def yeast_allergy() -> WorkedExample:
    """Combined vaccines: yeast is in the hepatitis B part only."""
    return WorkedExample(
        N_(
            "A combined vaccine cannot be given because of its hepatitis B part. The physician asks whether "
            "DTaP is affected."
        ),
        {},
        single_vaccine_hint(Vaccine.DTAP, day("2026-11-20")),
    )


def _revocation() -> RevocationFacts:
    return RevocationFacts(
        decided_on=day("2026-09-01"),
        decider="officer",
        appointment=Appointment(Office.DESIGNATED_PHYSICIAN, day("2026-01-01")),
        form_issued_on=day("2026-03-02"),
        issuer_disciplined=False,
        lines=(LineToRevoke(Vaccine.MMR, recommended_by="reviewer"),),
        written_reason="Not within the criteria",
    )


def nurse_revokes() -> WorkedExample:
    """Who may revoke: case 62."""
    nurse = Appointment(Office.NURSE_REVIEWER, day("2026-01-01"))
    return WorkedExample(
        N_("A nurse who reviews forms wants to revoke one."),
        {},
        revocation.may_revoke(_revocation()._replace(appointment=nurse)),
    )


def issued_before_2020() -> WorkedExample:
    """Exemptions before 2020: case 30."""
    issued_on = day("2019-11-01")
    return WorkedExample(
        N_("An exemption of %(issued_on)s is to be revoked. The board never disciplined the physician."),
        {"issued_on": issued_on},
        revocation.may_revoke(_revocation()._replace(form_issued_on=issued_on)),
    )


def no_dose_after_revocation() -> WorkedExample:
    """The thirty days: case 76."""
    revoked_on, on = day("2026-09-01"), day("2026-10-02")
    line = LineFacts(LineKind.PERMANENT, day("2026-03-02"))
    return WorkedExample(
        N_("An exemption is revoked on %(revoked_on)s. By %(on)s there is no dose and no appeal."),
        {"revoked_on": revoked_on, "on": on},
        answer(AdmissionFacts(LineState.REVOKED, line, revoked_on=revoked_on), on),
    )


def appeal_on_day_31() -> WorkedExample:
    """Late appeals: case 79."""
    revoked_on, filed_on = day("2026-09-01"), day("2026-10-02")
    return WorkedExample(
        N_("An exemption is revoked on %(revoked_on)s. The parent appeals at midnight as %(filed_on)s begins."),
        {"revoked_on": revoked_on, "filed_on": filed_on},
        appeals.timeliness(at(filed_on, "00:00"), revoked_on),
    )


def two_of_three() -> WorkedExample:
    """The panel's vote: case 84."""
    votes = {"first": appeals.Vote.REINSTATE, "second": appeals.Vote.REINSTATE, "third": appeals.Vote.UPHOLD}
    ballots = [appeals.Ballot(panelist, vote, "A written reason") for panelist, vote in votes.items()]
    return WorkedExample(
        N_("Two of the three panel members vote to restore an exemption, each with a written reason."),
        {},
        appeals.majority(ballots, day("2026-12-01")),
    )


def decision_not_sent() -> WorkedExample:
    """The written decision is awaited."""
    determined_on, on = day("2026-10-05"), day("2026-11-10")
    return WorkedExample(
        N_("The panel decided on %(determined_on)s. On %(on)s the written decision has not been sent."),
        {"determined_on": determined_on, "on": on},
        appeals.decision_time(determined_on, on),
    )


def panelist_of_the_practice() -> WorkedExample:
    """Conflicts."""
    facts = appeals.ConflictFacts(licensed_physician=True, has_experience=True, declared=True, shares_practice=True)
    return WorkedExample(
        N_("A panel member works in the same practice as the physician who issued the form."),
        {},
        appeals.eligible_panelist(facts),
    )


def after_an_upheld_revocation() -> WorkedExample:
    """After the decision."""
    revoked_on, filed_on, notice_on = day("2026-09-01"), day("2026-09-20"), day("2026-12-01")
    appeal = AppealFacts(at(filed_on, "12:00"), AppealStatus.UPHELD, decision_notice_on=notice_on)
    line = LineFacts(LineKind.PERMANENT, day("2026-03-02"))
    return WorkedExample(
        N_("The parent appealed on time. The decision of %(notice_on)s upholds the revocation of %(revoked_on)s."),
        {"notice_on": notice_on, "revoked_on": revoked_on},
        answer(AdmissionFacts(LineState.REVOKED, line, revoked_on=revoked_on, appeal=appeal), notice_on),
    )


def temporary_in_effect() -> WorkedExample:
    """What a school is told."""
    signed_on, expiry, on = day("2026-08-15"), day("2027-08-15"), day("2026-11-20")
    return WorkedExample(
        N_("A temporary exemption was signed on %(signed_on)s and ends on %(expiry)s. The school looks on %(on)s."),
        {"signed_on": signed_on, "expiry": expiry, "on": on},
        answer(AdmissionFacts(LineState.ISSUED, LineFacts(LineKind.TEMPORARY, signed_on, expiry)), on),
    )


def exposed_child() -> WorkedExample:
    """Exposure: case 94."""
    on = day("2026-11-20")
    return WorkedExample(
        N_(
            "A child with a permanent exemption and no measles dose was exposed to measles. The health officer "
            "excludes the child from %(on)s."
        ),
        {"on": on},
        _kept_out(Exposure("measles", on), on),
    )


def exposed_child_with_date() -> WorkedExample:
    """Outbreak: measles, last exposure on October 8, out through day 21."""
    exposed_on, on = day("2026-10-08"), day("2026-10-29")
    order = Exposure("measles", day("2026-10-09"), excluded_through=on)
    return WorkedExample(
        N_(
            "A child with a permanent exemption and no measles dose was exposed to measles on %(exposed_on)s. The "
            "health officer excludes the child through %(on)s. The child is back on the next day."
        ),
        {"exposed_on": exposed_on, "on": on},
        _kept_out(order, on),
    )


def _kept_out(order: Exposure, on: date) -> Verdict:
    line = LineFacts(LineKind.PERMANENT, day("2026-03-02"))
    child = StudentFacts(
        Pupil(day("2018-05-10"), Grade.GRADE_2),
        {Vaccine.MMR: AdmissionFacts(LineState.ISSUED, line)},
        exposures=(order,),
    )
    return vaccine_answer(child, Vaccine.MMR, on)


def correction_asked_for() -> WorkedExample:
    """Requests to amend: the last day is a Saturday."""
    received_on = day("2026-11-12")
    return WorkedExample(
        N_("The state gets a request to correct a record on %(received_on)s. The last day is a Saturday."),
        {"received_on": received_on},
        amendments.answer_due(received_on, received_on),
    )


def correction_refused() -> WorkedExample:
    """After a refusal."""
    refused_on = day("2026-12-01")
    return WorkedExample(
        N_("The state refuses on %(refused_on)s to correct a record."),
        {"refused_on": refused_on},
        amendments.after_refusal(refused_on),
    )
