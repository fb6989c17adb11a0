"""The state's figures: the job that follows the log, and the pages that show what it counted."""

import csv
from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.figures import CountedForm, CountedReview
from chalicelib.domain.public_statistics import StatisticsTable, last_quarter
from chalicelib.domain.review import Outcome, Review, ReviewState
from chalicelib.domain.state_figures import StateFigures
from chalicelib.jobs.count_figures import count_figures
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.storage import figures, keys
from tests.builders import World, line
from tests.jobs.figures_by_lists import in_lists, state_figures


@pytest.fixture
def forms(world: World) -> list[ExemptionForm]:
    """Two forms, one of them temporary and ending in three weeks."""
    soon = world.clock.today + timedelta(days=20)
    return [
        world.form(lines=(line(kind=LineKind.PERMANENT, expires_on=None),)),
        world.form(lines=(line(expires_on=soon),)),
    ]


def counted(world: World, place: str = "") -> StateFigures:
    found = figures.read_figures(world.ctx().store.table, place)
    assert found is not None
    return found


class TestTheJob:
    def test_counts_forms_by_month_kind_vaccine_and_the_week_of_their_end(
        self, world: World, forms: list[ExemptionForm]
    ) -> None:
        assert count_figures(world.clock) == {"counted": 2, "published": 1}

        found = counted(world)
        assert (found.valid, found.steps.issued, found.ending_weeks[2]) == (2, 2, 1)
        assert (found.months[-1].permanent, found.months[-1].temporary) == (1, 1)
        vaccine = forms[0].lines[0].vaccine
        assert (found.vaccines[vaccine].permanent, found.vaccines[vaccine].temporary) == (1, 1)

    def test_the_schools_of_one_health_department_have_figures_of_their_own(
        self, world: World, forms: list[ExemptionForm]
    ) -> None:
        count_figures(world.clock)

        assert counted(world, forms[0].jurisdiction).valid == 2
        assert figures.read_figures(world.ctx().store.table, "C01") is None

    def test_reviews_and_appeals_are_followed_step_by_step(self, world: World) -> None:
        world.review(ReviewState.DECIDED, outcome=Outcome.REVOKED)
        world.review(ReviewState.DECIDED, outcome=Outcome.CLEARED)
        world.review()
        world.appeal(AppealState.ACCEPTED)
        world.appeal(AppealState.CLOSED)
        count_figures(world.clock)

        found = counted(world)
        steps = found.steps
        assert (steps.issued, steps.reviewed, steps.decided, steps.kept, steps.stopped) == (5, 5, 4, 1, 3)
        by_count_of_five = 5  # all forms are of one physician and one year
        assert (steps.appealed, found.open_reviews, len(found.appeal_days)) == (2, 1 + by_count_of_five, 1)

    def test_a_second_run_reads_only_what_changed_and_counts_the_same(
        self, world: World, forms: list[ExemptionForm]
    ) -> None:
        world.clock.advance(days=1)
        count_figures(world.clock)
        first = counted(world)
        world.clock.advance(days=1)

        assert count_figures(world.clock)["counted"] == 0
        assert counted(world) == first.with_changes(counted_on=world.clock.today)

    def test_what_is_kept_equals_a_recount_of_the_records(self, world: World, forms: list[ExemptionForm]) -> None:
        count_figures(world.clock)
        world.clock.advance(days=1)
        world.review(ReviewState.DECIDED, form=forms[0], outcome=Outcome.REVOKED)
        world.form(state=LineState.WITHDRAWN)
        count_figures(world.clock)

        cases = list(figures.cases(world.ctx().store.table))
        kept, ctx = in_lists(cases, []), world.ctx()
        assert [(len(kept.forms), len(kept.reviews))] == [(3, 1)]
        assert [CountedForm.stored(ctx.store.get(ExemptionForm, each.id).model_dump_json()) for each in kept.forms] == (
            kept.forms
        )
        assert [CountedReview.stored(ctx.store.get(Review, each.id).model_dump_json()) for each in kept.reviews] == (
            kept.reviews
        )
        assert counted(world) == state_figures(kept, world.clock.today)

    def test_a_record_that_cannot_be_read_holds_up_no_other_and_is_tried_again(
        self, world: World, forms: list[ExemptionForm]
    ) -> None:
        table, broken = world.ctx().store.table, keys.record("form", forms[0].id)
        body = table.get_many([broken])[broken]["body"]
        table.update(broken, "SET body = :body", {":body": "{}"})

        assert Counter(count_figures(world.clock)) == Counter(counted=1, failed=1, published=1)
        table.update(broken, "SET body = :body", {":body": body})
        assert count_figures(world.clock)["counted"] == 2
        assert counted(world).valid == 2

    def test_late_news_of_an_older_version_changes_nothing(self, world: World, forms: list[ExemptionForm]) -> None:
        table, place = world.ctx().store.table, keys.record("form", forms[0].id)
        before = table.get_many([place])[place]
        world.review(ReviewState.DECIDED, form=forms[0], outcome=Outcome.REVOKED)
        count_figures(world.clock)
        figures.keep_facts(table, "form", before)

        kept = {case.form.id: case.form for case in figures.cases(table) if case.form}
        assert kept[forms[0].id].lines[0].state is LineState.REVOKED

    def test_facts_that_an_older_portal_placed_by_kind_are_counted_with_their_form(
        self, world: World, forms: list[ExemptionForm]
    ) -> None:
        """Given facts in the order of an older release, when the job runs, then the same is counted, and each form's
        facts stand together."""
        world.review(ReviewState.DECIDED, form=forms[0], outcome=Outcome.CLEARED)
        count_figures(world.clock)
        before, table = counted(world), world.ctx().store.table
        for row in list(table.walk_queue(keys.queue("figures"))):
            kind, _, record_id = row["PK"].partition("#")
            table.update(keys.Key(row["PK"], row["SK"]), "SET GSI1SK = :old", {":old": f"{kind.lower()}#{record_id}"})

        count_figures(world.clock)

        assert counted(world) == before
        together = [(case.form.id, len(case.reviews)) for case in figures.cases(table) if case.form]
        assert sorted(together) == sorted([(forms[0].id, 1), (forms[1].id, 0)])

    def test_nothing_that_is_kept_names_a_child_or_a_reason(self, world: World, forms: list[ExemptionForm]) -> None:
        count_figures(world.clock)
        table = world.ctx().store.table
        kept = "".join(row["card"] for row in table.walk_queue(keys.queue("figures")))
        form = forms[0]
        for word in (
            form.child.last_name,
            form.child.first_name,
            form.lines[0].description,
            *form.lines[0].reason_codes,
        ):
            assert word not in kept
        assert form.birth_date.isoformat() not in kept


class TestThePageOfTheState:
    def test_a_reviewer_reads_the_findings_and_the_numbers(self, world: World, forms: list[ExemptionForm]) -> None:
        world.review(form=forms[0])
        count_figures(world.clock)

        page = world.browser(world.default_user(Role.REVIEWER)).get("/figures")

        for finding in ("Busiest month", "Open reviews: 1. Oldest: 0 days", "Kept after review: 0 of 0"):
            assert finding in page.words
        assert "Exemptions that end in the next 13 weeks: 1" in page.words

    @pytest.mark.parametrize("role", [Role.OFFICER, Role.APPEALS_STAFF, Role.SECRETARY])
    def test_the_other_offices_of_the_state_see_it_too(self, world: World, role: Role) -> None:
        assert world.browser(world.default_user(role)).get("/figures").status == 200

    def test_before_the_first_count_it_says_so(self, world: World) -> None:
        page = world.browser(world.default_user(Role.REVIEWER)).get("/figures")
        assert "Nothing is counted yet" in page.words

    def test_a_place_that_is_not_one_shows_the_state(self, world: World, forms: list[ExemptionForm]) -> None:
        count_figures(world.clock)
        page = world.browser(world.default_user(Role.REVIEWER)).get("/figures?place=nowhere")
        assert "Busiest month" in page.words


class TestThePublicTables:
    def edition(self, world: World) -> list[list[str]]:
        answer = world.browser().get("/statistics/csv")
        return list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"))))

    def test_before_the_first_edition_the_page_says_when_there_will_be_one(self, world: World) -> None:
        assert "No statistics yet" in world.browser().get("/statistics").words

    def test_an_edition_tells_of_the_quarter_that_is_over(self, world: World, forms: list[ExemptionForm]) -> None:
        first, last = last_quarter(world.clock.today)
        count_figures(world.clock)
        shown = figures.newest_edition(world.ctx().store.table)
        assert shown is not None
        assert (shown.first_day, shown.last_day) == (first, last)
        assert shown.tables[0].name is StatisticsTable.VALID_BY_VACCINE

    def test_small_figures_are_hidden_on_the_page_and_in_the_file(
        self, world: World, forms: list[ExemptionForm]
    ) -> None:
        world.clock.advance(days=92)
        count_figures(world.clock)

        page = world.browser().get("/statistics")

        assert "hidden" in page.words
        cells = [row[-1] for row in self.edition(world)[1:]]
        assert set(cells) <= {"", "0"}
        assert "" in cells

    def test_an_edition_never_changes(self, world: World, forms: list[ExemptionForm]) -> None:
        world.clock.advance(days=92)
        count_figures(world.clock)
        before = figures.newest_edition(world.ctx().store.table)
        world.review(ReviewState.DECIDED, form=forms[0], outcome=Outcome.REVOKED)

        assert count_figures(world.clock)["published"] == 0
        assert figures.newest_edition(world.ctx().store.table) == before

    def test_what_was_stopped_after_the_quarter_was_valid_in_it(self) -> None:
        form = CountedForm.model_validate(
            {
                "id": "a",
                "physician_id": "p",
                "signed_on": date(2026, 8, 3),
                "school": {"jurisdiction": "C19"},
                "lines": [
                    {
                        "vaccine": Vaccine.MMR,
                        "kind": LineKind.PERMANENT,
                        "state": LineState.REVOKED,
                        "revocation": {"revoked_on": date(2026, 10, 1)},
                    }
                ],
            }
        )
        assert len(form.valid_lines(date(2026, 9, 30))) == 1
        assert form.valid_lines(date(2026, 10, 1)) == ()
        assert form.valid_lines(date(2026, 8, 2)) == ()
