"""The state's published file sends schools' forms to review exactly as a report filed here would (HSC 120372(d)(2)(A)
and (C)); what it leaves open triggers nothing, and a school's own report comes first."""

from datetime import date, timedelta

import pytest

from chalicelib.actions.imports.confirmed_files import Applied
from chalicelib.actions.published_reports import apply_published as applying
from chalicelib.actions.published_reports.apply_published import apply_published
from chalicelib.actions.published_reports.start_published import read_published_notes
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import FacilityKind
from chalicelib.domain.published_reports_file import PublishedReportsFile
from chalicelib.domain.review import Review, Trigger
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.jobs.check_reports import check_reports
from chalicelib.jobs.open_due_reviews import open_due_reviews
from chalicelib.law.annual_report import ReportSection, report_due
from chalicelib.law.calendar import SchoolYear
from chalicelib.storage import import_keys, trigger_keys
from chalicelib.storage.jurisdictions import school_items
from chalicelib.storage.roster_imports import ImportProgress, read_progress
from chalicelib.storage.school_reporting import SchoolReporting, every_school, read_reporting
from chalicelib.wiring import new_context
from tests.builders import SCHOOL_ID, World
from tests.checks.after_each_test import all_items
from tests.invariants.places_published_reports import (
    SEVENTH,
    YEAR,
    applied_published,
    confirmed_published,
    published_file,
)
from tests.invariants.places_reports import filed, kindergartner, kindergartners
from tests.killed import KilledError, before_each_transaction

BELOW, SILENT = Trigger.SCHOOL_BELOW_95, Trigger.SCHOOL_NOT_REPORTING
LAST_YEAR = YEAR - 1
MANY = 70  # schools: three transactions


def triggers(world: World, form: ExemptionForm) -> list[Trigger]:
    return [world.ctx().store.get(Review, each).trigger for each in world.reload(form).review_ids]


def known(world: World, facility_id: str = SCHOOL_ID) -> SchoolReporting:
    item = world.ctx().store.item(trigger_keys.school_reporting(facility_id))
    return read_reporting(item) if item else SchoolReporting(facility_id)


def owed(world: World) -> list[str]:
    """The rows of reviews that are owed, each by its school and trigger."""
    rows = [item for item in all_items(world.table.name) if item.get("type") == "owed_reviews"]
    return sorted(f"{row['PK'].rpartition('#')[2]} {row['SK']}" for row in rows)


def counts(world: World, file_id: str) -> dict[str, int]:
    """What the preview counts, without what it does not have."""
    told = world.ctx().store.get(PublishedReportsFile, file_id).counts.model_dump()
    return {name: count for name, count in told.items() if count}


def progress(world: World, file_id: str) -> ImportProgress:
    return read_progress(world.ctx().store.item(import_keys.import_progress(file_id)))


def run(world: World, file_id: str, transactions: int = 100) -> Applied:
    return apply_published(lambda: new_context(world.clock(), file_id), file_id, transactions=transactions)


class TestTheLimit:
    @pytest.mark.parametrize(
        ("figures", "expected"),
        [
            ("20,19,", []),
            ("20,19,95", []),
            ("19,18,", [BELOW]),
            ("1000,949,95", [BELOW]),  # rounded it is 95; the students decide
            ("*,*,95", []),
            ("*,*,94.9%", [BELOW]),
            ("*,*,95-98%", []),
            ("*,*,90-94%", [BELOW]),
            ("*,*,>=99.5%", []),
            ("*,*,95%+", []),
            ("*,*,<95%", [BELOW]),
            ("*,*,<=95%", []),
            ("*,*,94-96%", []),
            ("*,*,>94%", []),
            ("*,*,*", []),
            ("--,--,--", []),
            ("0,0,", []),
        ],
    )
    def test_a_line_sends_the_schools_forms_to_review_only_if_it_is_wholly_below(
        self, world: World, figures: str, expected: list[Trigger]
    ) -> None:
        world.facility()
        form = world.form()

        applied_published(world, f"{SCHOOL_ID},Y,{figures}")
        open_due_reviews(world.clock)

        assert triggers(world, form) == expected
        assert known(world).reported == YEAR
        assert triggers(world, world.form()) == expected  # one that is signed later, too

    @pytest.mark.parametrize(
        ("figures", "fate"),
        [("*,*,94-96%", "undecided"), ("*,*,*", "undecided"), ("*,*,<=95%", "undecided"), ("*,*,95-96%", "reached")],
    )
    def test_the_preview_says_what_it_leaves_open(self, world: World, figures: str, fate: str) -> None:
        world.facility()
        assert counts(world, published_file(world, f"{SCHOOL_ID},Y,{figures}")) == {"matched": 1, fate: 1}

    def test_two_parts_are_summed_by_their_students(self, world: World) -> None:
        """Given a school of grades K to 8 with 18 of 20 in kindergarten, then it is below; with 97 of 100 in grade 7 it
        reaches 95 percent, and later forms are no longer reviewed."""
        form = world.form()
        world.facility(grades="K-8")
        applied_published(world, f"{SCHOOL_ID},Y,20,18,")
        assert known(world).triggers == (BELOW,)

        applied_published(world, f"{SCHOOL_ID},Y,100,97,", section=SEVENTH)

        assert known(world).triggers == ()
        assert [part.section for part in known(world).published] == [SEVENTH, ReportSection.KINDERGARTEN]
        open_due_reviews(world.clock)
        assert triggers(world, form) == [BELOW]  # what was owed is decided by a person
        assert triggers(world, world.form()) == []

    def test_parts_without_students_decide_only_if_they_agree(self, world: World) -> None:
        world.facility(grades="K-8")
        applied_published(world, f"{SCHOOL_ID},Y,*,*,99", section=SEVENTH)
        applied_published(world, f"{SCHOOL_ID},Y,20,18,")
        assert known(world).triggers == ()

        applied_published(world, f"{SCHOOL_ID},Y,*,*,90-93%", section=SEVENTH)
        assert known(world).triggers == (BELOW,)


class TestWhoDidNotReport:
    def test_after_the_last_day_the_schools_forms_go_to_review(self, world: World) -> None:
        world.facility()
        form = world.form()

        file_id = applied_published(world, f"{SCHOOL_ID},N,,,", year=LAST_YEAR)

        assert counts(world, file_id) == {"matched": 1, "silent": 1}
        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert triggers(world, form) == [SILENT]

    def test_before_it_nothing_is_missing(self, world: World) -> None:
        world.facility()
        file_id = applied_published(world, f"{SCHOOL_ID},N,,,")

        assert counts(world, file_id) == {"matched": 1, "undecided": 1}
        assert (known(world).triggers, owed(world)) == ((), [])

    def test_the_same_line_again_after_the_last_day_says_that_it_is_missing(self, world: World) -> None:
        world.facility()
        form = world.form()
        applied_published(world, f"{SCHOOL_ID},N,,,")
        world.at(date(YEAR, 12, 31))

        applied_published(world, f"{SCHOOL_ID},N,0,0,")
        open_due_reviews(world.clock)

        assert triggers(world, form) == [SILENT]

    def test_a_file_that_says_it_reported_ends_the_trigger_of_the_night(self, world: World) -> None:
        """Given a school that reports to the state and not here, which the night after the last day found silent, then
        the state's file ends that for later forms."""
        world.facility()
        world.form()
        due = report_due(SchoolYear(YEAR))
        assert due
        world.at(due.due_on + timedelta(days=1))
        check_reports(world.clock)
        assert known(world).triggers == (SILENT,)

        applied_published(world, f"{SCHOOL_ID},Y,20,20,")

        assert known(world).triggers == ()
        assert check_reports(world.clock) == {}

    def test_a_school_that_the_file_says_reported_is_not_found_silent_at_night(self, world: World) -> None:
        world.facility()
        applied_published(world, f"{SCHOOL_ID},Y,*,*,*")
        world.form()
        world.at(date(YEAR, 12, 31))

        assert check_reports(world.clock) == {}

    def test_the_report_of_an_older_year_does_not_end_a_missing_later_one(self, world: World) -> None:
        world.facility()
        world.form()
        world.at(date(YEAR, 12, 31))
        check_reports(world.clock)

        applied_published(world, f"{SCHOOL_ID},Y,20,18,", year=LAST_YEAR)

        assert set(known(world).triggers) == {BELOW, SILENT}
        assert (known(world).reported, known(world).judged) == (LAST_YEAR, YEAR)

    @pytest.mark.parametrize(
        "school",
        [
            {"kind": FacilityKind.FAMILY_CHILD_CARE_HOME},
            {"kind": FacilityKind.CHILD_CARE_CENTER},
            {"grades": "9-12"},
            {"grades": "7-8"},
            {"is_open": False},
        ],
        ids=["a family home", "a child care center", "a high school", "a middle school", "a closed school"],
    )
    def test_who_need_not_report_kindergarten_is_left_alone(self, world: World, school: dict[str, object]) -> None:
        world.facility(**school)

        file_id = applied_published(world, f"{SCHOOL_ID},N,,,", year=LAST_YEAR)

        assert counts(world, file_id) == {"matched": 1, "not_required": 1}
        assert (known(world), owed(world)) == (SchoolReporting(SCHOOL_ID), [])
        assert progress(world, file_id).not_done == ((2, "NOT_REQUIRED_TO_REPORT"),)

    def test_child_care_centers_are_found_by_their_license_number(self, world: World) -> None:
        center = world.facility("013420001", kind=FacilityKind.CHILD_CARE_CENTER, grades="")

        applied_published(
            world,
            "13420001,Y,30,20,",
            section=ReportSection.PRE_KINDERGARTEN,
            header="facility_number,reported,enrollment,count,percent",
        )

        assert known(world, center.id).triggers == (BELOW,)


class TestItsOwnReport:
    def reported_here(self, world: World) -> ExemptionForm:
        """A school with a form whose own report says that all have their doses."""
        world.facility()
        form = world.form()
        kindergartners(world, 2)
        filed(world)
        return form

    def test_a_report_filed_here_wins_and_the_difference_is_told(self, world: World) -> None:
        form = self.reported_here(world)

        file_id = applied_published(world, f"{SCHOOL_ID},Y,20,2,")

        assert counts(world, file_id) == {"matched": 1, "known_here": 1}
        assert (owed(world), triggers(world, form), known(world).published) == ([], [], ())
        assert progress(world, file_id).not_done == ((2, "KNOWN_BY_OWN_REPORT"),)

    @pytest.mark.parametrize(
        ("line", "differs"),
        [
            ("Y,2,2,100", False),
            ("Y,*,*,99%", False),  # rounded
            ("Y,*,*,>=95%", False),
            ("Y,*,*,*", False),
            ("Y,2,1,50", True),
            ("Y,3,3,100", True),
            ("Y,*,*,90-95%", True),
            ("N,,,", True),
        ],
    )
    def test_the_difference_is_one_that_rounding_does_not_explain(self, world: World, line: str, differs: bool) -> None:
        self.reported_here(world)
        file_id = published_file(world, f"{SCHOOL_ID},{line}")

        notes = read_published_notes(world.ctx().store.item(import_keys.import_notes(file_id)))

        assert [school.differs for school in notes.known_here] == [differs]

    def test_it_wins_also_where_it_is_filed_after_the_preview(self, world: World) -> None:
        world.facility()
        file_id = confirmed_published(world, f"{SCHOOL_ID},Y,20,2,")
        kindergartner(world)
        filed(world)

        assert run(world, file_id) is Applied.FINISHED
        assert (owed(world), known(world).triggers) == ([], ())

    def test_it_wins_also_where_it_is_filed_while_the_file_is_applied(self, world: World) -> None:
        """Given a school that files between the job's look and its transaction, then the transaction does not go
        through, and the next look finds the report."""
        world.facility()
        kindergartner(world)
        file_id = confirmed_published(world, f"{SCHOOL_ID},Y,20,2,")
        done: list[int] = []

        def file_now(_number: int) -> None:
            if not done:
                done.append(1)
                filed(world)

        with before_each_transaction(file_now):
            run(world, file_id)
        assert run(world, file_id) in {Applied.FINISHED, Applied.NOTHING}
        assert (owed(world), known(world).triggers) == ([], ())
        assert progress(world, file_id).not_done == ((2, "KNOWN_BY_OWN_REPORT"),)

    def test_filed_after_the_file_it_takes_its_place(self, world: World) -> None:
        world.facility()
        applied_published(world, f"{SCHOOL_ID},Y,20,2,")
        kindergartner(world)

        filed(world)

        assert known(world) == SchoolReporting(SCHOOL_ID, reported=YEAR)

    def test_an_older_file_changes_nothing_of_a_later_report(self, world: World) -> None:
        self.reported_here(world)
        file_id = applied_published(world, f"{SCHOOL_ID},Y,20,2,", year=LAST_YEAR)

        assert counts(world, file_id) == {"matched": 1, "outdated": 1}
        assert (progress(world, file_id).added, owed(world)) == (0, [])


class TestWhatIsKept:
    def test_the_part_its_file_and_its_day(self, world: World) -> None:
        world.facility()
        file_id = applied_published(world, f"{SCHOOL_ID},Y,20,18,")
        (part,) = known(world).published

        assert (part.file_id, part.loaded_on) == (file_id, world.clock.today.isoformat())
        assert (part.low, part.high, part.of, part.enrolled) == (18, 18, 20, 20)

    def test_the_same_facts_of_another_file_write_and_owe_nothing(self, world: World) -> None:
        world.facility()
        form = world.form()
        applied_published(world, f"{SCHOOL_ID},Y,20,18,")
        open_due_reviews(world.clock)

        second = applied_published(world, f"{SCHOOL_ID},Y,20,18,90")

        assert (progress(world, second).added, progress(world, second).unchanged, owed(world)) == (0, 1, [])
        assert triggers(world, form) == [BELOW]

    def test_a_school_without_forms_and_trigger_stays_out_of_the_nightly_walk(self, world: World) -> None:
        world.facility()
        applied_published(world, f"{SCHOOL_ID},Y,20,20,")
        assert list(every_school(world.table)) == []

        world.form()

        assert [each.reported for each in every_school(world.table)] == [YEAR]

    def test_a_school_code_of_seven_digits_is_found_in_its_county(self, world: World) -> None:
        school = world.facility()
        world.table.replace_many(list(school_items(school)), ())

        for county, code in (("LOS ANGELES", school.id[-7:]), ("Los Angeles County", str(int(school.id[-7:])))):
            file_id = published_file(
                world, f"{code},{county},Y,20,18,", header="SCHOOL_CODE,COUNTY,REPORTED,ENROLLMENT,COUNT,PERCENT"
            )
            assert counts(world, file_id) == {"matched": 1, "below": 1}
        elsewhere = published_file(
            world, f"{school.id[-7:]},Fresno,Y,20,18,", header="SCHOOL_CODE,COUNTY,REPORTED,ENROLLMENT,COUNT,PERCENT"
        )
        assert counts(world, elsewhere) == {"unknown": 1}

    def test_a_school_under_both_of_its_numbers_is_written_once(self, world: World) -> None:
        school = world.facility()
        world.table.replace_many(list(school_items(school)), ())
        lines = (f"{school.id},Los Angeles,Y,20,18,", f"{school.id[-7:]},Los Angeles,Y,20,20,")

        file_id = applied_published(world, *lines, header="SCHOOL_CODE,COUNTY,REPORTED,ENROLLMENT,COUNT,PERCENT")

        assert counts(world, file_id) == {"matched": 1, "below": 1, "left_out": 1}
        assert known(world).triggers == (BELOW,)


class TestTheJob:
    def schools(self, world: World, count: int = MANY) -> list[str]:
        """Lines of so many schools below 95 percent."""
        numbers = [f"1964212{place:07}" for place in range(1, count + 1)]
        for number in numbers:
            world.facility(number)
        return [f"{number},Y,20,18," for number in numbers]

    @pytest.mark.parametrize("killed_at", [1, 2, 3, 4])
    def test_killed_before_any_of_its_transactions_it_goes_on_and_doubles_nothing(
        self, world: World, killed_at: int
    ) -> None:
        file_id = confirmed_published(world, *self.schools(world))

        def kill(number: int) -> None:
            if number == killed_at:
                raise KilledError

        with before_each_transaction(kill), pytest.raises(KilledError):
            run(world, file_id)
        assert run(world, file_id) is Applied.FINISHED
        assert (progress(world, file_id).added, len(owed(world))) == (MANY, MANY)
        assert run(world, file_id) is Applied.NOTHING

    def test_two_runs_at_once_write_each_school_once(self, world: World) -> None:
        file_id = confirmed_published(world, *self.schools(world))
        ran: list[Applied] = []

        def other_run(number: int) -> None:
            if number == 2 and not ran:
                ran.append(Applied.NOTHING)
                ran.append(run(world, file_id))

        with before_each_transaction(other_run):
            run(world, file_id)
        assert ran[1:] == [Applied.FINISHED]
        assert (progress(world, file_id).added, progress(world, file_id).next_row) == (MANY, MANY)
        assert len(owed(world)) == MANY

    def test_killed_between_the_file_and_the_cases_each_form_has_one_case(self, world: World) -> None:
        world.facility()
        forms = [world.form() for _form in range(3)]
        applied_published(world, f"{SCHOOL_ID},Y,20,18,")

        def kill(number: int) -> None:
            if number == 2:
                raise KilledError

        with before_each_transaction(kill), pytest.raises(KilledError):
            open_due_reviews(world.clock)
        open_due_reviews(world.clock)

        assert [triggers(world, each) for each in forms] == [[BELOW]] * 3

    def test_the_largest_transaction_fits(self, world: World) -> None:
        """Given schools of which each has both triggers, then a full part of the file is one transaction."""
        numbers = [line.partition(",")[0] for line in self.schools(world, applying.MAX_LINES)]
        for number in numbers:
            world.facility(number, grades="K-8")
        applied_published(world, *(f"{number},N,,," for number in numbers), year=LAST_YEAR, section=SEVENTH)

        file_id = confirmed_published(world, *(f"{number},Y,20,18," for number in numbers), year=LAST_YEAR)

        assert run(world, file_id, transactions=1) is Applied.FINISHED
        assert {known(world, number).triggers for number in numbers} == {(BELOW, SILENT)}

    def test_of_many_lines_that_are_not_written_the_first_are_told(self, world: World) -> None:
        unknown = [f"1964212{place:07},Y,20,18," for place in range(1, 241)]
        file_id = confirmed_published(world, *unknown)

        assert [run(world, file_id, transactions=3), run(world, file_id)] == [Applied.PART, Applied.FINISHED]

        assert progress(world, file_id).next_row == 240
        assert [line for line, _why in progress(world, file_id).not_done] == list(range(2, 202))

    def test_an_operator_who_is_no_longer_one_writes_nothing(self, world: World) -> None:
        file_id = confirmed_published(world, *self.schools(world, 2))
        world.step(world.default_user(Role.OPERATOR), Action.CHANGE_ACCOUNT, disabled=True)

        assert run(world, file_id) is Applied.STOPPED
        assert owed(world) == []

    def test_the_job_of_every_minute_applies_it_and_the_cases_open(self, world: World) -> None:
        world.facility()
        form = world.form()
        confirmed_published(world, f"{SCHOOL_ID},Y,19,18,")

        assert apply_imports(world.clock) == {"finished": 1}
        assert open_due_reviews(world.clock) == {"opened": 1, "settled": 1}
        assert triggers(world, form) == [BELOW]
        listed = world.browser(world.default_user(Role.REVIEWER)).get("/reviews")
        assert "School below 95 percent" in listed.words
