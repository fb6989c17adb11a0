"""What the two engines say about lines, answers to schools, doses, reviews and older papers, day by day."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import product

from chalicelib.law import admission, conditional_schedule, dose_schedule, grandfathering, review_triggers
from chalicelib.law.calendar import YearOutsideTable
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.grandfathering import OlderExemption, OlderPaper
from chalicelib.law.review_triggers import Institution, RevokedLine, SignedForm
from chalicelib.law.verdict import Outcome
from tests.reference_model import translated
from tests.reference_model.comparisons import Compared, Rule
from tests.reference_model.engine import clocks, days, doses, holidays, lines, reviews
from tests.reference_model.engine.days import DAY
from tests.reference_model.engine.lines import Answer, Appeal, Line, Situation


def lines_signed_on(day: date) -> tuple[Line, ...]:
    """A permanent and a temporary line, for the current span, for a coming one, and with the next one in sight."""
    later, year = day + 200 * DAY, clocks.t1_temporary_at_most(day, None)
    return (
        Line(temporary=False, signed=day),
        Line(temporary=False, signed=day, next_span=later),
        Line(temporary=False, signed=day, first_day=day + 90 * DAY),
        Line(temporary=True, signed=day, expiry=year),
        Line(temporary=True, signed=day, expiry=later, next_span=later + DAY),
        Line(temporary=True, signed=day, expiry=later, next_span=later + 2 * DAY),
        Line(temporary=True, signed=day, expiry=later, first_day=day + 90 * DAY, next_span=later),
    )


def _around(*some: date | None) -> list[date]:
    return sorted({each + count * DAY for each in some if each for count in (-1, 0, 1, 2, 4)})


def readings(day: date) -> Iterator[Compared]:
    for line in lines_signed_on(day):
        facts = translated.line_facts(line)
        for on in _around(line.signed, line.first_day, line.expiry, line.next_span):
            yield (line, on), lines.reading(line, on), admission.reading(facts, on).value


def _answers(facts: Situation, on_days: Iterable[date]) -> Iterator[Compared]:
    law = translated.admission_facts(facts)
    for on in on_days:
        slow = _or_no_table(lambda at: lines.school_answer(facts, at), on)
        yield (facts, on), slow, _or_no_table(lambda at: translated.told(admission.answer(law, at)), on)


def _or_no_table(asked: Callable[[date], Answer], on: date) -> Answer:
    """The answer; past the last year of the holiday table both engines must say that they do not know."""
    try:
        return asked(on)
    except (holidays.NoTableError, YearOutsideTable):
        return "no holiday table", None


def answers_to_lines(day: date) -> Iterator[Compared]:
    for place, line in enumerate(lines_signed_on(day)):
        first, end = lines.begins(line), lines.last_valid_day(line)
        facts = Situation("issued", line, told_of_end=bool(place % 2))
        yield from _answers(facts, _around(line.signed, first, end))
        if end is not None:
            noticed = Situation("issued", line, tenth_school_day=end + 14 * DAY)
            yield from _answers(noticed, _around(end, noticed.tenth_school_day))


def answers_to_revocations(day: date) -> Iterator[Compared]:
    line, last = Line(temporary=False, signed=day - 50 * DAY), clocks.t5_appeal_by(day)
    last_second = datetime.combine(last + DAY, time(6, 59, 59))
    for filed in (last_second, last_second + timedelta(hours=2), last_second - timedelta(days=9)):
        for status in ("open", "upheld", "withdrawn", "refused_late", "reinstated"):
            appeal = Appeal(filed, status, withdrawn=day + 20 * DAY, notice=day + 77 * DAY)
            facts = Situation("revoked", line, day, appeal)
            changes = (last, clocks.upheld_start_by(day + 77 * DAY), clocks.withdrawn_start_by(day + 20 * DAY, day))
            yield from _answers(facts, _around(day, *changes))
    yield from _answers(Situation("revoked", line, day), _around(day, last))
    yield from _answers(Situation("revoked", line, day, next_dose_by=day + 60 * DAY), _around(day + 60 * DAY))


def answers_without_a_line(day: date) -> Iterator[Compared]:
    tenth = day + 14 * DAY
    for state in (None, "held", "refused", "withdrawn", "superseded"):
        for enrolled in (True, False):
            facts = Situation(state, enrolled=enrolled, tenth_school_day=tenth)
            yield from _answers(facts, _around(tenth))
            yield from _answers(Situation(state, enrolled=enrolled), [day])
        yield from _answers(Situation(state, next_dose_by=tenth), _around(tenth))
        noticed = Situation(state, tenth_school_day=tenth, first_day_out=tenth + 4 * DAY)
        yield from _answers(noticed, _around(tenth))


SERIES = {"IPV": 3, "DTAP": 4, "HEPB": 2, "MMR": 1, "VAR": 1, "HIB": 1, "TDAP": 0}
PLACES_IN_SCHOOL = (("preschool", 2), ("K", 5), ("3", 8), ("7", 12), ("8", 13), ("9", 14))


def schedule(day: date) -> Iterator[Compared]:
    """A series begun 61 days ago or more, its last dose today: the next dose's number, first day and last day."""
    for grade, age in PLACES_IN_SCHOOL:
        birth = days.birthday(day, -age) - 40 * DAY
        for vaccine, limit in SERIES.items():
            for count in range(1, limit + 1):
                given = [day - 61 * (count - 1 - each) * DAY for each in range(count)]
                found = _next_dose(vaccine, birth, grade, day, given)
                yield f"{vaccine} {count} at {age}", doses.next_dose(vaccine, birth, grade, day, given), found


def hepatitis_b_close_together(day: date) -> Iterator[Compared]:
    """The third hepatitis B dose keeps four months from the first, whatever the second's day."""
    birth = days.birthday(day, -6)
    for apart in (28, 56, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 100):
        given = [day - apart * DAY, day]
        found = _next_dose("HEPB", birth, "K", day, given)
        yield f"{apart} days apart", doses.next_dose("HEPB", birth, "K", day, given), found


def varicella_at_thirteen(day: date) -> Iterator[Compared]:
    for birth in _around(days.birthday(day, -13)):
        found = _next_dose("VAR", birth, "7", day, [day])
        yield f"born {birth}", doses.next_dose("VAR", birth, "7", day, [day]), found


def _next_dose(vaccine: str, birth: date, grade: str, on: date, given: list[date]) -> tuple[int, date, date] | None:
    pupil = translated.pupil(birth, grade, vaccine, given)
    found = conditional_schedule.next_dose(Vaccine(vaccine), pupil, on)
    return found and (found.dose, found.earliest, found.by)


def doses_by_age(day: date) -> Iterator[Compared]:
    """Table A by months of age, a quarter of the ages each day: how many doses given just before it do."""
    for months in (1, 2, 3, 4, 5, 6, 14, 15, 17, 18, 30, 60)[day.toordinal() % 4 :: 4]:
        reached = days.months_at_least(day, months)
        for on in (reached - DAY, reached):
            for vaccine in SERIES:
                for count in range(5):
                    given = [on - each * DAY for each in range(count)]
                    yield _doses(vaccine, day, "preschool", on, given)


def doses_by_grade(day: date) -> Iterator[Compared]:
    """Table B: one dose on the edge of an age with its four days of grace, the others long before it.

    Each day looks at one of the three ages that matter, and lies one of three numbers of days before it.
    """
    edge, grace = (1, 4, 7)[day.toordinal() % 3], (3, 4, 5)[day.toordinal() // 3 % 3]
    for grade, age in PLACES_IN_SCHOOL[1:]:
        birth = days.birthday(day, -age) - 40 * DAY
        late = days.birthday(birth, edge) - grace * DAY
        for vaccine in SERIES:
            for earlier in range(5):
                given = [late, *(late - 40 * (each + 1) * DAY for each in range(earlier))]
                yield _doses(vaccine, birth, grade, day, sorted(each for each in given if each <= day))


def adults(day: date) -> Iterator[Compared]:
    for on in _around(days.birthday(day, 18)):
        yield _doses("MMR", day, "12", on, [])


def _doses(vaccine: str, birth: date, grade: str, on: date, given: list[date]) -> Compared:
    pupil = translated.pupil(birth, grade, vaccine, given)
    found = dose_schedule.check_vaccine(Vaccine(vaccine), pupil, on).outcome is not Outcome.SHORT
    return (vaccine, "born", birth, grade, given, on), doses.meets(vaccine, birth, grade, on, given), found


def review_counts(day: date) -> Iterator[Compared]:
    """Seven forms around a day, some across the year's end, one of them a correction."""
    for step in (1, 40, 80):
        signed = [(day + each * step * DAY, each == 2) for each in range(8)]
        forms = [SignedForm(str(place), on, is_correction) for place, (on, is_correction) in enumerate(signed)]
        for place, opened in enumerate(reviews.forms_opened(signed)):
            found = review_triggers.forms_to_review(forms[:place], forms[place])
            yield f"form {place} every {step}", opened, {int(each.form_id) for each in found}
        decisions = [(form.form_id, form.signed_on, form.is_correction) for form in forms]
        law = review_triggers.report_to_board([RevokedLine(*each) for each in decisions], day.year)
        yield f"revoked every {step}", reviews.five_revoked(decisions, day.year), law.outcome is Outcome.REQUIRED


def review_rates(day: date) -> Iterator[Compared]:
    for pupils in (0, 1, 19, 20, 21, 40, 100, 9_999, 10_000):
        for complete in sorted({0, pupils, pupils * 19 // 20, max(0, pupils * 19 // 20 - 1), pupils * 19 // 20 + 1}):
            if complete <= pupils:
                law = review_triggers.school_rate(complete, pupils, day).outcome is Outcome.REQUIRED
                yield f"{complete} of {pupils}", reviews.below_95_percent(complete, pupils), law


TAUGHT: tuple[frozenset[Grade], ...] = (frozenset(), *(frozenset({grade}) for grade in Grade), frozenset(Grade))


def reports_missing(day: date) -> Iterator[Compared]:
    for institution, grades in product(Institution, TAUGHT):
        must = reviews.reports(institution.value, {grade.value for grade in grades}, day + DAY)
        for reported in (None, day + DAY, day + 2 * DAY):
            on = day + DAY
            law = review_triggers.school_report(institution, grades, reported, day, on).outcome
            slow = reviews.report_missing(must_report=must, reported=reported, due=day, on=on)
            yield f"{institution} {sorted(grades)} {reported}", slow, law is Outcome.REQUIRED
    school = (Institution.SCHOOL, frozenset({Grade.K}))
    for reported in (None, day, day + DAY, day + 2 * DAY):
        for on in _around(day):
            law = review_triggers.school_report(*school, reported, day, on).outcome
            slow = reviews.report_missing(must_report=True, reported=reported, due=day, on=on)
            yield f"{reported} {on}", slow, law is Outcome.REQUIRED


def older_papers(day: date) -> Iterator[Compared]:
    """Papers of the turning days, as they count today."""
    for dated in (date(2015, 12, 31), date(2016, 1, 1), date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31),
                  date(2021, 1, 1)):  # fmt: skip
        for entry in (None, day - DAY, day, day + DAY):
            for expiry in (None, day - DAY, day):
                facts = OlderExemption(OlderPaper.PHYSICIAN_LETTER, dated, entry, expiry)
                slow = reviews.letter_counts(dated, day, next_span=entry, expiry=expiry)
                yield facts, slow, grandfathering.older_exemption(facts, day).allowed
            for here in (True, False):
                beliefs = OlderExemption(OlderPaper.PERSONAL_BELIEFS, dated, entry, filed_in_california=here)
                slow = reviews.belief_counts(dated, day, next_span=entry, in_california=here)
                yield beliefs, slow, grandfathering.older_exemption(beliefs, day).allowed
        for years in (17, 13, 12, 11, 6, 5, 4):
            birth = days.birthday(dated, -years) + day.timetuple().tm_yday * DAY
            facts = OlderExemption(OlderPaper.PHYSICIAN_LETTER, dated, birth_date=birth)
            yield (facts, day), _paper_read(dated, day, birth), _paper_told(facts, day)


def _paper_read(dated: date, on: date, birth: date) -> str:
    if days.years_old(birth, on) >= 18:
        return "not_required"
    if not reviews.letter_counts(dated, on, next_span=None, expiry=None):
        return "not_an_exemption"
    return "check_record" if reviews.paper_to_check(dated, on, birth=birth, next_span=None) else "admit"


def _paper_told(facts: OlderExemption, on: date) -> str:
    return grandfathering.older_exemption(facts, on).outcome.value


RULES_OF_PUPILS: dict[str, Rule] = {
    each.__name__: each
    for each in (
        readings,
        answers_to_lines,
        answers_to_revocations,
        answers_without_a_line,
        schedule,
        hepatitis_b_close_together,
        varicella_at_thirteen,
        doses_by_age,
        doses_by_grade,
        adults,
        review_counts,
        review_rates,
        reports_missing,
        older_papers,
    )
}
