"""Random signed forms and what became of them: two or three lines each, signed for these grades or later ones, in any
state that people can have brought about, with doses and written notices of the school."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from chalicelib.domain.account import PhysicianProfile
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.exemption import AppealOutcome, Certifications, ExemptionForm, ExemptionLine, Revocation
from chalicelib.domain.request import ParentFacts
from chalicelib.domain.school_record import RecordedDose, RecordedNotice, SchoolRecord
from chalicelib.law.admission import AppealStatus
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, NoticeWay, Vaccine
from chalicelib.law.vaccine_products import GivenVaccine
from tests.people import HOME, KAI, PRACTICE, SCHOOL_ID

_SIGNED = st.dates(date(2024, 8, 1), date(2030, 6, 30))
_DAYS = st.integers(-10, 500)
_DOSES = {
    Vaccine.MMR: GivenVaccine.MMR,
    Vaccine.VAR: GivenVaccine.VAR,
    Vaccine.DTAP: GivenVaccine.DTAP,
    Vaccine.IPV: GivenVaccine.IPV,
}
_STATES = (LineState.ISSUED, LineState.ISSUED, LineState.ISSUED, *LineState)


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(20), UTC)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[ExemptionForm], date]:
    """One child's forms, one or two of them, and a day on which they are read."""
    signed = draw(_SIGNED)
    count = draw(st.integers(1, 2))
    record = _record(draw, signed)
    forms = [_form(draw, place, signed + timedelta(days=200 * place), record) for place in range(count)]
    on = forms[-1].signed_on + timedelta(days=draw(_DAYS))
    return forms, max(on, forms[-1].signed_on)


def _form(draw: st.DrawFn, place: int, signed: date, record: SchoolRecord) -> ExemptionForm:
    begins = draw(st.sampled_from([None, None, 30, 200]))
    leaves = draw(st.sampled_from([None, None, 40, 300]))
    starts = signed + timedelta(days=begins) if begins else None
    next_entry = (starts or signed) + timedelta(days=leaves) if leaves else None
    vaccines = draw(st.lists(st.sampled_from(list(_DOSES)), min_size=2, max_size=3, unique=True))
    return ExemptionForm(
        id=f"form{place}",
        number=f"NUMBER{place}",
        check_code="",
        request_id="",
        child_id=f"child{draw(st.integers(0, 1))}",
        guardian_ids=("parent",),
        physician_id="physician",
        physician_name="Thaddeus Okonjo-Reyes",
        physician=PhysicianProfile(
            board="MBC", rank="A", license_number="1", business_address=PRACTICE, telephone="626 555 0199"
        ),
        primary_care=None,
        is_primary_care=True,
        treating_since=signed,
        examined_on=signed,
        child=KAI,
        parent=ParentFacts(name="Marisol Brandvold", relationship="mother", address=HOME),
        school=SchoolChoice(facility_id=SCHOOL_ID, name="Juniper Hollow Elementary"),
        grade=draw(st.sampled_from([Grade.K, Grade.GRADE_2, Grade.GRADE_6, Grade.GRADE_7])),
        span=GradeSpan.TK_TO_6,
        signed_on=signed,
        span_starts_on=starts,
        next_span_entry=next_entry,
        license_checked_at=at_noon(signed),
        criteria_set="",
        certifications=Certifications(
            examined_and_meets_standard_of_care=True,
            true_accurate_complete=True,
            no_charge_made=True,
            signed_at=at_noon(signed),
            signed_name="Thaddeus Okonjo-Reyes",
        ),
        consents=None,
        lines=tuple(_line(draw, vaccine, signed) for vaccine in vaccines),
        school_record=record,
    )


def _line(draw: st.DrawFn, vaccine: Vaccine, signed: date) -> ExemptionLine:
    state, is_temporary = draw(st.sampled_from(_STATES)), draw(st.booleans())
    later = signed + timedelta(days=draw(st.integers(0, 300)))
    return ExemptionLine(
        vaccine=vaccine,
        state=state,
        kind=LineKind.TEMPORARY if is_temporary else LineKind.PERMANENT,
        reason_codes=("GEN-MODSEV",),
        description="Chemotherapy",
        expires_on=signed + timedelta(days=draw(st.integers(1, 365))) if is_temporary else None,
        revocation=_revocation(draw, later, stands=state == LineState.REVOKED),
        in_review=state == LineState.ISSUED and draw(st.booleans()),
        stopped_on=later if state in {LineState.WITHDRAWN, LineState.REFUSED, LineState.SUPERSEDED} else None,
    )


def _revocation(draw: st.DrawFn, day: date, *, stands: bool) -> Revocation | None:
    """Of a stopped line, with or without an appeal; now and then of one that came back by its appeal."""
    if not stands:
        return None
    status = draw(st.sampled_from([None, None, AppealStatus.OPEN, AppealStatus.UPHELD, AppealStatus.WITHDRAWN]))
    filed = day + timedelta(days=draw(st.integers(0, 40)))
    ended = filed + timedelta(days=40)
    appeal = status and AppealOutcome(
        appeal_id="appeal",
        filed_at=at_noon(filed),
        status=status,
        withdrawn_on=ended if status == AppealStatus.WITHDRAWN else None,
        decision_notice_on=ended if status == AppealStatus.UPHELD else None,
    )
    return Revocation(revoked_on=day, review_id="review", reason="No criterion is met", appeal=appeal)


def _record(draw: st.DrawFn, signed: date) -> SchoolRecord:
    given = draw(st.lists(st.sampled_from(list(_DOSES)), max_size=2, unique=True))
    doses = tuple(
        RecordedDose(
            id=f"dose{place}",
            vaccines=(_DOSES[vaccine],),
            given_on=date(2020, 5, 1) + timedelta(days=400 * place),
            recorded_on=signed,
            facility_id=SCHOOL_ID,
        )
        for place, vaccine in enumerate(given)
    )
    if draw(st.integers(0, 3)):
        return SchoolRecord(doses=doses)
    told = signed + timedelta(days=draw(st.integers(10, 300)))
    notice = RecordedNotice(
        vaccines=tuple(draw(st.lists(st.sampled_from(list(_DOSES)), min_size=1, max_size=2, unique=True))),
        given_on=told,
        received_on=told,
        way=NoticeWay.BY_HAND,
        recorded_on=told,
        facility_id=SCHOOL_ID,
    )
    return SchoolRecord(doses=doses, notices=(notice,))
