"""One named question for each branch of the rules that refuse, warn or set a clock, with the law's answer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from chalicelib.law import (
    admission,
    amendments,
    appeals,
    duration,
    exemption_content,
    grade_spans,
    grandfathering,
    medical_reasons,
    physician_standing,
    plausibility,
    request_times,
    review_triggers,
    revocation,
    school_clocks,
)
from chalicelib.law.annual_report import audit_share
from chalicelib.law.appeals import Ballot, ConflictFacts, Filer, Vote
from chalicelib.law.duration import LineFacts
from chalicelib.law.enums import Board, Grade, GradeSpan, LineKind, NoticeWay, Vaccine
from chalicelib.law.exemption_content import FormFacts, FormLineFacts, PhysicianFacts
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.grandfathering import OlderExemption, OlderPaper
from chalicelib.law.license_numbers import normalize_license_number
from chalicelib.law.medical_reasons import LineReasons, ReasonCategory
from chalicelib.law.physician_standing import (
    LicenseRecord,
    LookUp,
    MatterClassification,
    MatterKind,
    PublicHealthBar,
    Purpose,
    StandingFacts,
)
from chalicelib.law.plausibility import StatedForm, StatedLine
from chalicelib.law.review_triggers import Institution, RevokedLine, SignedForm
from chalicelib.law.revocation import Appointment, LineToRevoke, Office, RevocationFacts
from chalicelib.law.school_clocks import SentNotice
from chalicelib.law.school_year import SchoolCalendar
from chalicelib.law.verdict import Verdict
from tests.reference_model import translated
from tests.reference_model.engine.lines import Appeal, Line, Situation

Asked = Iterator[tuple[str, Verdict]]
SIGNED, REVOKED = date(2026, 8, 15), date(2026, 9, 1)
SUNDAY_END, SPAN_ENTRY = date(2027, 8, 15), date(2027, 8, 16)
PERMANENT, TEMPORARY = LineKind.PERMANENT, LineKind.TEMPORARY


def lines() -> Asked:
    asked = {
        "case 1": LineFacts(TEMPORARY, date(2026, 11, 20), date(2027, 11, 20)),
        "case 3": LineFacts(TEMPORARY, SIGNED, date(2027, 8, 16)),
        "case 7": LineFacts(TEMPORARY, SIGNED),
        "case 8": LineFacts(TEMPORARY, SIGNED, SIGNED),
        "case 9": LineFacts(PERMANENT, SIGNED, SUNDAY_END),
        "case 16": LineFacts(PERMANENT, SPAN_ENTRY.replace(year=2026), planned_first_day=SPAN_ENTRY),
        "case 17": LineFacts(PERMANENT, SIGNED, planned_first_day=SPAN_ENTRY),
        "case 101": LineFacts(TEMPORARY, date(2027, 5, 10), date(2028, 5, 10), next_span_entry=SPAN_ENTRY),
        "span left": LineFacts(PERMANENT, SIGNED, next_span_entry=SIGNED),
        "ends before it begins": LineFacts(TEMPORARY, SIGNED, date(2026, 9, 1), planned_first_day=date(2026, 9, 2)),
    }
    for name, facts in asked.items():
        yield name, duration.check_line(facts)


def schools() -> Asked:
    line = Line(temporary=False, signed=date(2026, 3, 2))
    ending = Line(temporary=True, signed=SIGNED, expiry=SUNDAY_END)
    left = Line(temporary=False, signed=SIGNED, next_span=SPAN_ENTRY)
    coming = Line(temporary=False, signed=SIGNED, first_day=SPAN_ENTRY)
    in_time, late = datetime(2026, 10, 2, 6, 59), datetime(2026, 10, 2, 7)  # noqa: DTZ001 - UTC, as the engine has it
    tenth, dose_by = date(2026, 10, 14), date(2027, 1, 28)
    asked = {
        "permanent": (Situation("issued", line), REVOKED),
        "permanent until the span": (Situation("issued", left), REVOKED),
        "temporary": (Situation("issued", ending), SUNDAY_END),
        "expired, told": (Situation("issued", ending, told_of_end=True), SPAN_ENTRY),
        "expired, not told": (Situation("issued", ending), SPAN_ENTRY),
        "span ended": (Situation("issued", left), SPAN_ENTRY),
        "coming": (Situation("issued", coming), SUNDAY_END),
        "revoked": (Situation("revoked", line, REVOKED), date(2026, 10, 1)),
        "case 76": (Situation("revoked", line, REVOKED), date(2026, 10, 2)),
        "appeal open": (Situation("revoked", line, REVOKED, Appeal(in_time, "open")), date(2026, 12, 1)),
        "appeal late": (Situation("revoked", line, REVOKED, Appeal(late, "open")), date(2026, 10, 1)),
        "upheld": (Situation("revoked", line, REVOKED, Appeal(in_time, "upheld", notice=tenth)), tenth),
        "withdrawn": (Situation("revoked", line, REVOKED, Appeal(in_time, "withdrawn", tenth)), tenth),
        "reinstated": (Situation("revoked", line, REVOKED, Appeal(in_time, "reinstated")), tenth),
        "reinstated, temporary": (Situation("revoked", ending, REVOKED, Appeal(in_time, "reinstated")), tenth),
        "on schedule": (Situation(None, next_dose_by=dose_by), dose_by),
        "case 77": (Situation("revoked", line, REVOKED, next_dose_by=dose_by), date(2027, 1, 29)),
        "notice runs": (Situation("refused", tenth_school_day=tenth), tenth),
        "notice over": (Situation("withdrawn", tenth_school_day=tenth), date(2026, 10, 15)),
        "never": (Situation(None), REVOKED),
        "not enrolled": (Situation(None, enrolled=False), REVOKED),
        "held": (Situation("held"), REVOKED),
        "superseded": (Situation("superseded"), REVOKED),
        "notice over before a holiday": (
            Situation("withdrawn", tenth_school_day=tenth, first_day_out=SUNDAY_END),
            date(2026, 10, 15),
        ),
    }
    for name, (facts, on) in asked.items():
        yield name, admission.answer(translated.admission_facts(facts), on)


def appeal_rules() -> Asked:
    in_time, late = datetime(2026, 10, 2, 6, 59, tzinfo=UTC), datetime(2026, 10, 2, 7, tzinfo=UTC)
    yield "case 78", appeals.timeliness(in_time, REVOKED)
    yield "case 79", appeals.timeliness(late, REVOKED)
    yield "stayed", appeals.stay(in_time, REVOKED, still_open=True)
    yield "closed", appeals.stay(in_time, REVOKED, still_open=False)
    yield "late, no stay", appeals.stay(late, REVOKED, still_open=True)
    for filer in Filer:
        yield f"filed by {filer}", appeals.may_file(filer)
    for count in (2, 3, 4):
        yield f"{count} panelists", appeals.panel_ready(count, REVOKED)
    seats = [Ballot("a", Vote.REINSTATE, "x"), Ballot("b", Vote.REINSTATE, "x"), Ballot("c", Vote.UPHOLD, "x")]
    yield "case 84", appeals.majority(seats, REVOKED)
    yield "two ballots", appeals.majority(seats[:2], REVOKED)
    yield "one panelist twice", appeals.majority([*seats[:2], seats[0]], REVOKED)
    yield "no reason", appeals.majority([*seats[:2], Ballot("c", Vote.UPHOLD, " ")], REVOKED)
    yield "upheld", appeals.majority([*seats[1:], Ballot("a", Vote.UPHOLD, "x")], REVOKED)
    yield "adopted", appeals.may_adopt(Vote.UPHOLD, Vote.UPHOLD)
    yield "not adopted", appeals.may_adopt(Vote.UPHOLD, Vote.REINSTATE)
    barred = ConflictFacts(False, False, False, True, True, True, True, True, True, True)
    yield "every bar", appeals.eligible_panelist(barred)
    yield "no bar", appeals.eligible_panelist(ConflictFacts(True, True, True))


def waiting() -> Asked:
    for later in (30, 31, 44, 45):
        yield f"decision after {later} days", appeals.decision_time(REVOKED, REVOKED + timedelta(days=later))
    for later in (179, 180):
        yield f"draft after {later} days", request_times.draft_wait(SIGNED, SIGNED + timedelta(days=later))
    for on in (SUNDAY_END, SPAN_ENTRY):
        yield f"sent request on {on}", request_times.sent_wait(SIGNED, on)


def revocations() -> Asked:
    line = LineToRevoke(Vaccine.MMR, "b")
    officer = Appointment(Office.DESIGNATED_PHYSICIAN, date(2026, 1, 1))
    good = RevocationFacts(REVOKED, "a", officer, SIGNED, False, (line,), "reason")
    asked = {
        "good": good,
        "case 62": good._replace(appointment=Appointment(Office.NURSE_REVIEWER, date(2026, 1, 1))),
        "no appointment": good._replace(appointment=None),
        "appointment over": good._replace(appointment=officer._replace(ends_on=date(2026, 8, 31))),
        "case 63": good._replace(decider="b"),
        "case 30": good._replace(form_issued_on=date(2019, 11, 1)),
        "disciplined": good._replace(form_issued_on=date(2019, 11, 1), issuer_disciplined=True),
        "no reason": good._replace(written_reason=" "),
        "no line": good._replace(lines=()),
        "ended, not recommended": good._replace(lines=(LineToRevoke(Vaccine.VAR, None, ended=True),)),
    }
    for name, facts in asked.items():
        yield name, revocation.may_revoke(facts)
        yield f"{name}, nothing revoked", revocation.may_decide(facts)


def reviews() -> Asked:
    forms = [SignedForm(str(place), SIGNED) for place in range(5)]
    revoked = [RevokedLine(str(place), REVOKED) for place in range(5)]
    yield "case 58, below", review_triggers.school_rate(9499, 10000, SIGNED)
    yield "case 58, not below", review_triggers.school_rate(19, 20, SIGNED)
    yield "nobody", review_triggers.school_rate(0, 0, SIGNED)
    yield "ten percent unfinished", audit_share(10, 100, SIGNED)
    yield "a hair more unfinished", audit_share(10_001, 100_000, SIGNED)
    yield "four forms", review_triggers.physician_forms(forms[1:], 2026)
    yield "five forms", review_triggers.physician_forms(forms, 2026)
    yield "four revoked", review_triggers.report_to_board(revoked[1:], 2026)
    yield "case 73", review_triggers.report_to_board(revoked, 2026)
    for kind in Institution:
        grades = (Grade.K, Grade.PRESCHOOL)
        yield f"{kind} silent", review_triggers.school_report(kind, grades, None, SIGNED, REVOKED)
        yield f"{kind} still in time", review_triggers.school_report(kind, grades, None, SIGNED, SIGNED)
    high_school = (Grade.GRADE_9, Grade.GRADE_12)
    yield "high school silent", review_triggers.school_report(Institution.SCHOOL, high_school, None, SIGNED, REVOKED)
    yield "late but filed", review_triggers.school_report(Institution.SCHOOL, (Grade.K,), REVOKED, SIGNED, REVOKED)
    yield "case 61", review_triggers.public_health_review(" ")
    yield "public health", review_triggers.public_health_review("a cluster")


def requests_to_amend() -> Asked:
    yield "received", amendments.answer_due(SIGNED, SIGNED)
    yield "overdue", amendments.answer_due(SIGNED, SIGNED + timedelta(days=60))
    yield "refused", amendments.after_refusal(REVOKED)


def school_rules() -> Asked:
    school = SchoolCalendar(date(2026, 8, 1), date(2027, 6, 1))
    for days in (2, 14, 30, 60):
        on = SIGNED + timedelta(days=days)
        yield f"T10 after {days}", school_clocks.record_review(SIGNED, on, school)
        for way in NoticeWay:
            notice = SentNotice(SIGNED, way)
            yield f"T11 by {way} after {days}", school_clocks.missing_doses_found(notice, on, school)
        received = SentNotice(SIGNED, NoticeWay.POST, SIGNED)
        yield f"T11 received after {days}", school_clocks.missing_doses_found(received, on, school)
        yield f"T12 after {days}", school_clocks.district_notice(SIGNED, on)
        yield f"T13 after {days}", school_clocks.transfer_record(SIGNED, on, school)
        yield f"T14 after {days}", school_clocks.former_school(SIGNED, on, school)
        yield f"T15 after {days}", school_clocks.foster_records(SIGNED, on)
        yield f"T16 after {days}", school_clocks.age_requirement(SIGNED, on)


def older() -> Asked:
    letter = OlderExemption(OlderPaper.PHYSICIAN_LETTER, date(2019, 11, 1))
    beliefs = OlderExemption(OlderPaper.PERSONAL_BELIEFS, date(2015, 12, 31))
    asked = {
        "case 28": letter._replace(dated_on=SIGNED),
        "case 29": letter,
        "letter, next span": letter._replace(entered_next_span_on=SIGNED),
        "letter, expired": letter._replace(expiry=date(2026, 8, 14)),
        "letter of 2020": letter._replace(dated_on=date(2020, 5, 1)),
        "letter to check": letter._replace(birth_date=date(2012, 3, 1)),
        "letter at 18": letter._replace(birth_date=date(2008, 3, 1)),
        "beliefs": beliefs,
        "beliefs of 2016": beliefs._replace(dated_on=date(2016, 1, 1)),
        "beliefs elsewhere": beliefs._replace(filed_in_california=False),
        "beliefs, next span": beliefs._replace(entered_next_span_on=SIGNED),
    }
    for name, facts in asked.items():
        yield name, grandfathering.older_exemption(facts, SIGNED)


def spans() -> Asked:
    for span in GradeSpan:
        for vaccine in Vaccine:
            for age in (6, 7):
                checked = grade_spans.check_vaccine_in_span(vaccine, span, on=SIGNED, age_years=age)
                yield f"{vaccine} in {span} at {age}", checked
    for birth in (SIGNED.replace(year=2008), date(2008, 8, 16)):
        yield f"born {birth}", grade_spans.requirement_applies(birth, SIGNED)
    for instruction in Instruction:
        yield instruction.value, grade_spans.exemption_needed(instruction)


def forms() -> Asked:
    doctor = PhysicianFacts("D", "A 1", "Street", "555")
    full = FormFacts(
        SIGNED, doctor, True, child_name="C", parent_name="P", parent_address="Street", institution_name="S",
        institution_address="Street", examination_certified=True, treating_since=SIGNED,
        lines=(FormLineFacts(Vaccine.MMR, "text", PERMANENT),), release_authorized_by="P", release_authorized_on=SIGNED,
        truth_certified=True, no_charge_attested=True,
    )  # fmt: skip
    two = (FormLineFacts(Vaccine.MMR, "text", PERMANENT), FormLineFacts(Vaccine.VAR, " ", None))
    yield "full", exemption_content.check_form(full)
    yield "empty", exemption_content.check_form(FormFacts(SIGNED))
    yield "case 33, 34", exemption_content.check_form(full._replace(issuer_is_pcp=False))
    yield "case 35", exemption_content.check_form(full._replace(lines=two))
    yield "twice", exemption_content.check_form(full._replace(lines=(two[0], two[0])))
    yield "treating later", exemption_content.check_form(full._replace(treating_since=REVOKED))
    yield "released later", exemption_content.check_form(full._replace(release_authorized_on=REVOKED))


def reasons() -> Asked:
    for codes in ((), ("GEN-ANA-DOSE",), ("DTAP-ENC7",), ("NO-SUCH",), ("OTHER-SOC",), ("IMM-MEA",), ("GEN-MODSEV",),
                  ("IMM-MEA", "IMM-MUM", "IMM-RUB"), *((each.code,) for each in _non_reasons())):  # fmt: skip
        for documents in (False, True):
            facts = LineReasons(Vaccine.MMR, codes, "text" if documents else " ", SIGNED, documents)
            yield f"{' '.join(codes) or 'none'}, documents {documents}", medical_reasons.check_reason(facts)


def _non_reasons() -> list[medical_reasons.CodedReason]:
    return [each for each in medical_reasons.all_reasons(SIGNED) if each.category is ReasonCategory.NON_REASON]


def notes_on_reasons() -> Asked:
    listed = _non_reasons()[0].code
    asked = {
        "papers to come": LineReasons(Vaccine.MMR, ("OTHER-SOC",), "Two siblings had febrile seizures", SIGNED),
        "nothing supports it": LineReasons(Vaccine.MMR, ("OTHER-SOC",), "see above", SIGNED),
        "a belief beside a reason": LineReasons(Vaccine.MMR, ("GEN-ANA-DOSE", listed), "text", SIGNED),
        "the product alone": LineReasons(Vaccine.MMR, ("MMRV-HIV",), "text", SIGNED),
        "never offered": LineReasons(Vaccine.HIB, ("HIB-AGE",), "text", SIGNED),
    }
    for name, facts in asked.items():
        yield name, medical_reasons.check_reason(facts)


def doubts() -> Asked:
    text = "Anaphylaxis after the first dose"
    whole = StatedLine(Vaccine.MMR, LineKind.PERMANENT, ("GEN-ANA-DOSE",), text)
    asked = {
        "none": whole,
        "temporary made permanent": whole._replace(codes=("GEN-MODSEV",)),
        "a permanent reason beside it": whole._replace(codes=("GEN-MODSEV", "GEN-ANA-DOSE")),
        "temporary": whole._replace(codes=("GEN-MODSEV",), kind=LineKind.TEMPORARY),
        "an unknown code": whole._replace(codes=("NO-SUCH",)),
        "a dot": whole._replace(description="."),
        "two letters": whole._replace(description=" ok "),
        "see above": whole._replace(description="See above."),
        "not applicable": whole._replace(description="N/A"),
        "Han": whole._replace(description="過敏"),
        "a short word": whole._replace(description="ALL"),
        "the text of another": whole._replace(description="One  text"),
    }
    others = (StatedLine(Vaccine.VAR, LineKind.PERMANENT, (), "one text"),)
    for name, line in asked.items():
        form = StatedForm(SIGNED, SIGNED, SIGNED, (line, *others))
        yield name, plausibility.doubts_about_line(form, line)
    fine = StatedForm(SIGNED, SIGNED, SIGNED, ())
    yield "dates", plausibility.doubts_about_form(fine)
    yield (
        "a year before",
        plausibility.doubts_about_form(StatedForm(date(2027, 8, 16), date(2026, 8, 16), date(2026, 8, 16), ())),
    )
    yield (
        "a year and a day before",
        plausibility.doubts_about_form(StatedForm(date(2027, 8, 17), date(2026, 8, 16), date(2026, 8, 16), ())),
    )
    yield "before the treatment", plausibility.doubts_about_form(fine._replace(examined_on=SIGNED - timedelta(days=1)))


def license_texts() -> Asked:
    for board, text in ((Board.MBC, "PTL 1234"), (Board.MBC, "X 1234"), (Board.OMBC, "A 1234")):
        read = normalize_license_number(board, text)
        if isinstance(read, Verdict):
            yield f"{board} {text}", read


def standings() -> Asked:
    now, known = datetime(2026, 8, 15, 18, tzinfo=UTC), LicenseRecord("RIVERA", "20", date(2027, 9, 30))
    good = StandingFacts(now, Purpose.ISSUE, LookUp.FOUND, "Rivera", known)
    related = MatterClassification(True, MatterKind.PROBATION)
    unrelated = MatterClassification(False, MatterKind.PROBATION)
    asked = {
        "case 43": good,
        "case 45": good._replace(record=known._replace(primary_code="45")),
        "expired": good._replace(record=known._replace(expires_on=date(2026, 8, 14))),
        "other name": good._replace(claimed_last_name="Smith"),
        "unknown code": good._replace(record=known._replace(secondary_codes=("99999",))),
        "case 47": good._replace(record=known._replace(secondary_codes=("53",))),
        "case 48": good._replace(record=known._replace(secondary_codes=("53",)), classifications={"53": related}),
        "case 49": good._replace(record=known._replace(secondary_codes=("53",)), classifications={"53": unrelated}),
        "accusation": good._replace(classifications={"50": MatterClassification(True, MatterKind.ACCUSATION)}),
        "other matter": good._replace(classifications={"70": MatterClassification(True, MatterKind.OTHER)}),
        "suspended": good._replace(record=known._replace(secondary_codes=("54",))),
        "family support": good._replace(record=known._replace(primary_code="22")),
        "public action": good._replace(record=known._replace(new_public_actions=("800",))),
        "risk": good._replace(public_health_bar=PublicHealthBar(date(2026, 1, 1))),
        "risk gone": good._replace(public_health_bar=PublicHealthBar(date(2024, 1, 1), date(2026, 1, 1))),
        "not found": good._replace(look_up=LookUp.NOT_FOUND, record=None),
        "risk, away": good._replace(
            look_up=LookUp.UNREACHABLE, record=None, public_health_bar=PublicHealthBar(date(2026, 1, 1))
        ),
        "away": good._replace(look_up=LookUp.UNREACHABLE, record=None),
        "away, checked": good._replace(look_up=LookUp.UNREACHABLE, record=None, last_good_check_at=now),
        "away, registering": good._replace(look_up=LookUp.UNREACHABLE, record=None, purpose=Purpose.REGISTRATION),
    }
    for name, facts in asked.items():
        yield name, physician_standing.decide(facts)
    for bar in (PublicHealthBar(date(2024, 8, 16)), PublicHealthBar(date(2024, 8, 15), SIGNED)):
        yield f"bar of {bar.since}", physician_standing.bar_may_end(bar, SIGNED)


GROUPS = (
    lines, schools, appeal_rules, waiting, revocations, reviews, school_rules, older, spans, forms, reasons,
    notes_on_reasons, doubts, license_texts, standings, requests_to_amend,
)  # fmt: skip
