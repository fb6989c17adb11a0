"""May this physician issue now: the whole decision table, and how a license number is read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law import tables
from chalicelib.law.enums import Board
from chalicelib.law.physician_standing import (
    LicenseNumber,
    LicenseRecord,
    LookUp,
    MatterClassification,
    MatterKind,
    PublicHealthBar,
    Purpose,
    StandingFacts,
    bar_may_end,
    decide,
    earliest_bar_end,
    normalize_license_number,
    same_last_name,
)
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
RECORD = LicenseRecord("RIVERA", "20", date(2027, 9, 30))
GOOD = StandingFacts(NOW, Purpose.ISSUE, LookUp.FOUND, "Rivera", RECORD)
RELATED_ACCUSATION = MatterClassification(immunization_related=True, kind=MatterKind.ACCUSATION)
RELATED_PROBATION = MatterClassification(immunization_related=True, kind=MatterKind.PROBATION)
UNRELATED = MatterClassification(immunization_related=False, kind=MatterKind.PROBATION)
KNOWN_SECONDARY = {row["code"] for row in tables.rows("dca_status") if row["level"] == "secondary"}
LABELS = {row["code"]: row["label"] for row in tables.rows("dca_status") if row["level"] == "secondary"}
KNOWN_PRIMARY = {row["code"] for row in tables.rows("dca_status") if row["level"] == "primary"}


def with_codes(*codes: str, **classified: MatterClassification) -> Verdict:
    known = {name.removeprefix("code_"): answer for name, answer in classified.items()}
    return decide(GOOD._replace(record=RECORD._replace(secondary_codes=codes), classifications=known))


def coded(level: str, action: str) -> list[str]:
    return [row["code"] for row in tables.rows("dca_status") if (row["level"], row["action"]) == (level, action)]


def test_a_current_license_may_issue() -> None:
    verdict = decide(GOOD)

    assert verdict.outcome is Outcome.MAY_ISSUE
    assert verdict.codes == (ReasonCode.LICENCE_CURRENT,)


def test_the_license_counts_through_its_expiry_day() -> None:
    last_day = decide(GOOD._replace(record=RECORD._replace(expires_on=TODAY)))
    day_after = decide(GOOD._replace(record=RECORD._replace(expires_on=TODAY - timedelta(days=1))))

    assert last_day.outcome is Outcome.MAY_ISSUE
    assert (day_after.outcome, day_after.codes) == (Outcome.REFUSE, (ReasonCode.LICENCE_PAST_EXPIRY,))


def test_today_is_the_california_day_not_the_utc_day() -> None:
    evening = datetime(2026, 11, 21, 7, 59, tzinfo=UTC)
    expires_today = RECORD._replace(expires_on=TODAY)

    assert decide(GOOD._replace(now=evening, record=expires_today)).outcome is Outcome.MAY_ISSUE
    midnight = evening + timedelta(minutes=1)
    assert decide(GOOD._replace(now=midnight, record=expires_today)).outcome is Outcome.REFUSE


@pytest.mark.parametrize("code", coded("primary", "block"))
def test_case_45_a_status_that_is_not_current_is_refused_at_issue(code: str) -> None:
    verdict = decide(GOOD._replace(record=RECORD._replace(primary_code=code)))

    assert (verdict.outcome, verdict.codes) == (Outcome.REFUSE, (ReasonCode.LICENCE_NOT_CURRENT,))


def test_a_temporary_current_license_may_issue_and_is_flagged() -> None:
    verdict = decide(GOOD._replace(record=RECORD._replace(primary_code="22")))

    assert (verdict.outcome, verdict.codes) == (Outcome.MAY_ISSUE, (ReasonCode.LICENCE_TEMPORARY_FLAGGED,))


@pytest.mark.parametrize("code", coded("secondary", "block"))
def test_a_code_that_forbids_practice_is_refused_even_when_classified(code: str) -> None:
    refused = with_codes(code)

    assert refused.codes == (ReasonCode.PRACTICE_NOT_PERMITTED,)
    assert refused.fact("status") == LABELS[code]
    assert with_codes(code, **{f"code_{code}": UNRELATED}).outcome is Outcome.REFUSE


@pytest.mark.parametrize("code", [*coded("secondary", "info"), *coded("secondary", "info_discipline")])
def test_an_information_code_does_not_hinder(code: str) -> None:
    assert with_codes(code).outcome is Outcome.MAY_ISSUE


@pytest.mark.parametrize("code", coded("secondary", "hold"))
def test_a_matter_not_yet_classified_is_held(code: str) -> None:
    verdict = with_codes(code)

    assert (verdict.outcome, verdict.codes) == (Outcome.HOLD, (ReasonCode.BOARD_MATTER_NOT_CLASSIFIED,))
    assert verdict.fact("matter") == code


@given(st.text(st.characters(codec="ascii", categories=["Nd", "Lu"]), min_size=1, max_size=4))
def test_a_code_no_one_knows_is_held_never_passed(code: str) -> None:
    if code not in KNOWN_SECONDARY:
        assert (with_codes(code).outcome, with_codes(code).codes) == (Outcome.HOLD, (ReasonCode.BOARD_CODE_UNKNOWN,))
    if code not in KNOWN_PRIMARY:
        unknown_primary = decide(GOOD._replace(record=RECORD._replace(primary_code=code)))
        assert unknown_primary.outcome is Outcome.HOLD
        assert unknown_primary.codes == (ReasonCode.BOARD_CODE_UNKNOWN,)


@pytest.mark.parametrize(("ended", "outcome"), [(False, Outcome.MAY_ISSUE), (True, Outcome.HOLD)])
def test_a_status_no_one_knows_passes_once_it_is_classified(ended: bool, outcome: Outcome) -> None:
    answered = UNRELATED._replace(ended=ended)

    verdict = decide(GOOD._replace(record=RECORD._replace(primary_code="30"), classifications={"status 30": answered}))

    assert verdict.outcome is outcome


def test_the_answer_on_a_code_is_none_on_a_status_of_the_same_number() -> None:
    verdict = decide(GOOD._replace(record=RECORD._replace(primary_code="30"), classifications={"30": UNRELATED}))

    assert (verdict.outcome, verdict.fact("matter")) == (Outcome.HOLD, "status 30")


def test_every_matter_still_to_be_classified_is_named_also_those_after_a_settled_one() -> None:
    verdict = with_codes("53", "50", "70", code_53=UNRELATED)

    assert [each.facts["matter"] for each in verdict.reasons] == ["50", "70"]


def test_case_47_probation_not_classified_is_held() -> None:
    assert with_codes("53").outcome is Outcome.HOLD


def test_case_48_probation_about_immunization_is_refused() -> None:
    verdict = with_codes("53", code_53=RELATED_PROBATION)

    assert (verdict.outcome, verdict.codes) == (Outcome.REFUSE, (ReasonCode.ON_PROBATION,))
    assert verdict.reasons[0].citation == "HSC-120372-d7C"


def test_case_49_probation_about_something_else_issues() -> None:
    verdict = with_codes("53", code_53=UNRELATED)

    assert verdict.outcome is Outcome.MAY_ISSUE
    assert ReasonCode.BOARD_MATTER_UNRELATED in verdict.codes


def test_case_50_an_accusation_about_immunization_is_refused_until_resolved() -> None:
    pending = with_codes("50", code_50=RELATED_ACCUSATION)
    resolved = with_codes(code_50=RELATED_ACCUSATION._replace(ended=True))

    assert (pending.outcome, pending.codes) == (Outcome.REFUSE, (ReasonCode.ACCUSATION_PENDING,))
    assert pending.reasons[0].citation == "HSC-120372-d7B"
    assert resolved.outcome is Outcome.MAY_ISSUE


def test_a_bar_stays_when_the_board_no_longer_shows_the_matter() -> None:
    assert with_codes(code_50=RELATED_ACCUSATION).codes == (ReasonCode.ACCUSATION_PENDING,)


def test_an_ended_matter_that_the_board_shows_again_is_held_anew() -> None:
    assert with_codes("53", code_53=RELATED_PROBATION._replace(ended=True)).outcome is Outcome.HOLD
    assert with_codes("53", code_53=UNRELATED._replace(ended=True)).outcome is Outcome.HOLD


def test_another_matter_found_to_be_about_immunization_is_refused() -> None:
    other = MatterClassification(immunization_related=True, kind=MatterKind.OTHER)

    assert with_codes("70", code_70=other).codes == (ReasonCode.BOARD_MATTER_RELATED,)


def test_a_new_public_action_is_held_until_classified() -> None:
    acted = GOOD._replace(record=RECORD._replace(new_public_actions=("800-2026-000001",)))

    assert decide(acted).codes == (ReasonCode.PUBLIC_ACTION_NOT_CLASSIFIED,)
    assert decide(acted._replace(classifications={"800-2026-000001": UNRELATED})).outcome is Outcome.MAY_ISSUE
    related = decide(acted._replace(classifications={"800-2026-000001": RELATED_ACCUSATION}))
    assert related.outcome is Outcome.REFUSE


def test_a_known_bar_outweighs_a_matter_still_to_be_classified() -> None:
    verdict = with_codes("50", "53", code_53=RELATED_PROBATION)

    assert (verdict.outcome, verdict.codes) == (Outcome.REFUSE, (ReasonCode.ON_PROBATION,))


def test_a_license_not_found_is_refused() -> None:
    verdict = decide(GOOD._replace(look_up=LookUp.NOT_FOUND, record=None))

    assert (verdict.outcome, verdict.codes) == (Outcome.REFUSE, (ReasonCode.LICENCE_NOT_FOUND,))


@pytest.mark.parametrize(
    "facts", [GOOD._replace(look_up=LookUp.NOT_FOUND), GOOD._replace(record=None)], ids=["stale record", "no record"]
)
def test_without_an_answer_and_its_record_together_nothing_is_found(facts: StandingFacts) -> None:
    assert decide(facts).codes == (ReasonCode.LICENCE_NOT_FOUND,)


def test_another_last_name_is_refused() -> None:
    verdict = decide(GOOD._replace(claimed_last_name="Riviera"))

    assert (verdict.outcome, verdict.codes) == (Outcome.REFUSE, (ReasonCode.LICENCE_NAME_MISMATCH,))


@pytest.mark.parametrize(
    ("claimed", "on_license"),
    [
        ("Núñez", "NUNEZ"),
        ("O'Brien", "OBRIEN"),
        ("de la Cruz", "DE LA CRUZ"),
        ("Smith-Jones", "SMITH JONES"),
        ("King Jr.", "KING"),
        ("Garcia Lopez III", "GARCIA LOPEZ"),
        ("Ii", "II"),
    ],
)
def test_last_names_agree_apart_from_writing(claimed: str, on_license: str) -> None:
    assert same_last_name(claimed, on_license)


@pytest.mark.parametrize(("claimed", "on_license"), [("Smith", "Smythe"), ("", ""), ("Jr", "King"), ("-", "'")])
def test_other_or_empty_last_names_do_not_agree(claimed: str, on_license: str) -> None:
    assert not same_last_name(claimed, on_license)


def unreachable(purpose: Purpose, hours_ago: timedelta | None) -> Verdict:
    last_good = None if hours_ago is None else NOW - hours_ago
    return decide(StandingFacts(NOW, purpose, LookUp.UNREACHABLE, "Rivera", last_good_check_at=last_good))


def test_with_the_service_away_a_good_check_of_24_hours_serves_and_an_older_one_does_not() -> None:
    day, moment = timedelta(hours=24), timedelta(microseconds=1)

    assert unreachable(Purpose.ISSUE, day).codes == (ReasonCode.LAST_GOOD_CHECK_USED,)
    assert unreachable(Purpose.ISSUE, day).outcome is Outcome.MAY_ISSUE
    assert unreachable(Purpose.ISSUE, timedelta(0)).outcome is Outcome.MAY_ISSUE
    assert unreachable(Purpose.ISSUE, day + moment).outcome is Outcome.TRY_LATER
    assert unreachable(Purpose.ISSUE, None).outcome is Outcome.TRY_LATER
    assert unreachable(Purpose.ISSUE, -moment).outcome is Outcome.TRY_LATER


def test_with_the_service_away_a_registration_waits() -> None:
    assert unreachable(Purpose.REGISTRATION, timedelta(hours=1)).outcome is Outcome.TRY_LATER


def test_with_the_service_away_a_known_bar_still_refuses() -> None:
    away = GOOD._replace(look_up=LookUp.UNREACHABLE, record=None, last_good_check_at=NOW)

    assert decide(away._replace(public_health_bar=PublicHealthBar(TODAY))).outcome is Outcome.REFUSE
    assert decide(away._replace(classifications={"50": RELATED_ACCUSATION})).outcome is Outcome.REFUSE


def test_case_54_a_public_health_bar_refuses_for_two_years_at_least_and_until_the_risk_is_gone() -> None:
    since = date(2026, 9, 15)
    barred = decide(GOOD._replace(public_health_bar=PublicHealthBar(since)))

    assert (barred.outcome, barred.codes) == (Outcome.REFUSE, (ReasonCode.PUBLIC_HEALTH_BAR,))
    assert barred.fact("earliest_end") == date(2028, 9, 15)


def test_a_bar_ends_only_when_both_conditions_are_met() -> None:
    gone_early = PublicHealthBar(date(2026, 9, 15), risk_gone_on=date(2027, 1, 1))
    never_gone = PublicHealthBar(date(2026, 9, 15))

    assert bar_may_end(gone_early, date(2028, 9, 14)).codes == (ReasonCode.BAR_TOO_SHORT,)
    assert bar_may_end(gone_early, date(2028, 9, 15)).allowed
    assert bar_may_end(never_gone, date(2030, 1, 1)).codes == (ReasonCode.RISK_NOT_SHOWN_GONE,)
    gone_today = PublicHealthBar(date(2026, 9, 15), risk_gone_on=date(2030, 1, 1))
    assert bar_may_end(gone_today, date(2030, 1, 1)).allowed
    assert bar_may_end(gone_today, date(2029, 12, 31)).codes == (ReasonCode.RISK_NOT_SHOWN_GONE,)
    assert len(bar_may_end(never_gone, date(2027, 1, 1)).reasons) == 2


def test_a_bar_from_february_29_rolls_forward_to_march_1() -> None:
    assert earliest_bar_end(date(2028, 2, 29)) == date(2030, 3, 1)


def test_a_bar_begins_on_its_day() -> None:
    assert decide(GOOD._replace(public_health_bar=PublicHealthBar(TODAY))).outcome is Outcome.REFUSE
    tomorrow = PublicHealthBar(TODAY + timedelta(days=1))
    assert decide(GOOD._replace(public_health_bar=tomorrow)).outcome is Outcome.MAY_ISSUE


def test_case_43_a_medical_number_loses_prefix_and_zeros() -> None:
    assert normalize_license_number(Board.MBC, "A 0060666") == LicenseNumber(Board.MBC, "8002", "A", "60666")


def test_case_44_an_osteopathic_number_loses_20a() -> None:
    assert normalize_license_number(Board.OMBC, "20A 20064") == LicenseNumber(Board.OMBC, "9001", "", "20064")


@pytest.mark.parametrize("text", ["A60666", "a 60666", "  A  60666 ", "AFE0060666", "A 000060666", "a-60666"])
def test_a_number_reads_the_same_however_it_is_typed(text: str) -> None:
    assert normalize_license_number(Board.MBC, text) == LicenseNumber(Board.MBC, "8002", "A", "60666")


@pytest.mark.parametrize(
    "text", ["60666", "B 60666", "A 0", "A", "", "A 12345678", "A 606 66", "A--60666", "20A 20064", "A６", "A 1６"]
)
def test_any_other_number_needs_a_check_by_hand(text: str) -> None:
    read = normalize_license_number(Board.MBC, text)

    assert isinstance(read, Verdict)
    assert (read.outcome, read.codes) == (Outcome.REFUSE, (ReasonCode.LICENCE_NUMBER_NEEDS_MANUAL_CHECK,))


def test_a_number_of_the_other_board_needs_a_check_by_hand() -> None:
    assert isinstance(normalize_license_number(Board.OMBC, "A 60666"), Verdict)


def test_a_training_license_is_no_full_certificate() -> None:
    read = normalize_license_number(Board.MBC, "PTL 1234")

    assert isinstance(read, Verdict)
    assert read.codes == (ReasonCode.NOT_A_FULL_CERTIFICATE,)
