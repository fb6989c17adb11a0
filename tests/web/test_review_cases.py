"""The page of a case: claim beside criterion, the same words elsewhere, findings, notes, next case, questions."""

from datetime import date
from typing import Any

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import PrimaryCare
from chalicelib.domain.review import Finding, Review, ReviewState
from chalicelib.domain.review_work import ReviewWork
from chalicelib.law.enums import LineKind, Vaccine
from tests.builders import PASSWORD, World, line
from tests.checks.after_each_test import all_items
from tests.people import HOME
from tests.portal import Portal, Shown

MMR, VAR = Vaccine.MMR, Vaccine.VAR
WORDS = "A cousin has an autoimmune disease. No test is needed."


def nurse(world: World) -> Portal:
    return world.browser(world.default_user(Role.REVIEWER))


def case_path(review: Review) -> str:
    return f"/reviews/{review.id}/forms/{review.form_id}"


def two_lines(world: World, **facts: Any) -> ExemptionForm:
    lines = (
        line(MMR, LineKind.PERMANENT, reason_codes=("OTHER-SOC",), description=WORDS),
        line(VAR, LineKind.PERMANENT, reason_codes=("LIVE-FHX",), description="An aunt has it, too"),
    )
    return world.form(lines=lines, **facts)


def other_care(world: World, **facts: Any) -> ExemptionForm:
    """A form signed by another physician than the primary care physician."""
    care = PrimaryCare(
        name="Ottoline Fairweather, MD",
        license="A 66001",
        business_address=HOME,
        telephone="(559) 555-0112",
        why_not_issuer="A specialist signed",
    )
    return world.form(draft={"is_primary_care": False, "primary_care": care}, **facts)


def work_of(world: World, review: Review) -> ReviewWork:
    return world.ctx().store.get(ReviewWork, review.id)


class TestClaimBesideCriterion:
    def test_each_reason_stands_beside_its_criterion_with_source_and_edition(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED, form=two_lines(world))

        shown = nurse(world).get(case_path(review))

        for part in (
            WORDS,
            "OTHER-SOC",
            "can be accepted where the physician gives written support",
            "Health and Safety Code section 120372(d)(3)(B)",
            "family history of inherited immune deficiency in a parent, brother, or sister",
            "Clinical decision support for immunization, version 4.64",
            "ACIP as of January 1, 2025",
        ):
            assert part in shown.words

    def test_a_form_signed_before_the_law_changed_is_judged_by_the_criteria_of_its_day(self, world: World) -> None:
        world.clock.set("2025-09-16")
        review = world.review(ReviewState.ASSIGNED, form=two_lines(world))
        world.clock.set("2026-01-12")

        shown = nurse(world).get(case_path(review))

        assert "Judged by: CDC, ACIP, AAP" in shown.words
        assert "January 1, 2025" not in shown.words

    def test_the_file_answers_with_facts_and_no_verdict(self, world: World) -> None:
        review = world.review(ReviewState.INFO_REQUESTED, form=two_lines(world))

        shown = nurse(world).get(case_path(review))

        assert "Earlier doses No dose is on record at the school" in shown.words
        assert "Signed as Permanent The list expects Temporary" in shown.words
        assert "Asked; no answer yet" in shown.words

    def test_one_page_three_requests_and_one_written_view(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED, form=two_lines(world))

        shown = nurse(world).get(case_path(review))

        assert sum(call.is_read for call in shown.calls) == 3
        assert [call.operation for call in shown.calls if not call.is_read] == ["PutItem"]


class TestSameWords:
    def test_other_forms_of_the_physician_with_these_words_are_linked(self, world: World) -> None:
        physician = world.physician()
        first = two_lines(world, physician=physician)
        second = world.form(
            physician=physician,
            lines=(line(MMR, description="  A cousin has an AUTOIMMUNE disease; no test is needed "),),
        )
        world.form(physician=world.physician(), lines=(line(MMR, description=WORDS),))
        review = world.review(ReviewState.ASSIGNED, form=first)

        shown = nurse(world).get(case_path(review))

        assert "Same words in 1 other form:" in shown.words
        assert shown.links[f"Form {second.number}, signed November 20, 2026"] == f"/reviews/forms/{second.id}"

    def test_no_word_of_the_list_stands_in_the_store(self, world: World) -> None:
        two_lines(world)

        lists = [item for item in all_items(world.ctx().store.table.name) if item["PK"].startswith("SAME_WORDS#")]

        assert len(lists) == 2
        assert "autoimmune" not in repr(lists).lower()
        assert all(len(entry.split("#")) == 4 for item in lists for entry in item["said_in"])

    def test_a_line_that_repeats_an_earlier_one_says_so(self, world: World) -> None:
        lines = (line(MMR, description=WORDS), line(VAR, description=WORDS))
        review = world.review(ReviewState.ASSIGNED, form=world.form(lines=lines))

        shown = nurse(world).get(case_path(review))

        assert "Word for word the same as for MMR" in shown.words
        assert "other form" not in shown.words.replace("Other forms with these words", "")


class TestFindingsOnThePage:
    def send(self, world: World, review: Review, **typed: str) -> Shown:
        return nurse(world).get(case_path(review)).press("Send findings", **typed)

    def test_every_vaccine_without_a_finding_or_reason_is_flagged_at_once(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED, form=two_lines(world))

        shown = self.send(world, review)

        assert shown.status == 422
        assert set(shown.errors) == {"finding_mmr", "reason_mmr", "finding_var", "reason_var"}

    def test_the_same_finding_and_reason_is_one_choice(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED, form=two_lines(world))

        sent = self.send(world, review, finding_mmr="revoke", reason_mmr="No support", finding_var="same")

        assert sent.location == case_path(review)
        found = world.reload(review).findings
        assert [(each.finding, each.reason) for each in found] == [(Finding.REVOKE, "No support")] * 2

    def test_what_was_sent_is_read_by_the_next_person_on_the_same_page(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED, form=two_lines(world))
        self.send(world, review, finding_mmr="revoke", reason_mmr="No support", finding_var="same")

        shown = world.browser(world.default_user(Role.OFFICER)).get(case_path(review))

        assert "No support" in shown.words
        assert "Decide this case" in shown.links

    def test_pressing_twice_sends_once(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        browser = nurse(world)
        browser.get(case_path(review))

        once, again = browser.double_submit(f"{case_path(review)}/recommend", finding_mmr="revoke", reason_mmr="No")

        assert once.location == again.location == case_path(review)
        assert world.reload(review).version == review.version + 1


class TestDraft:
    def test_a_draft_is_there_again_and_nothing_is_sent(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED, form=two_lines(world))
        browser = nurse(world)

        saved = browser.get(case_path(review)).press("Save draft", finding_mmr="revoke", reason_mmr="Half a rea")
        again = saved.follow()

        assert again.form("Send findings").values["reason_mmr"] == "Half a rea"
        assert "Draft saved November 20, 2026" in again.words
        assert world.reload(review).version == review.version

    def test_pressing_twice_saves_once(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        page = nurse(world).get(case_path(review))

        page.press("Save draft", reason_mmr="A first version", note="Call the clinic")
        again = page.press("Save draft", reason_mmr="A first version", note="Call the clinic")

        assert again.location == case_path(review)
        work = work_of(world, review)
        assert (work.draft_saves, len(work.notes), work.version) == (1, 1, 1)

    def test_back_and_saving_other_words_is_told_and_loses_nothing(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        page = nurse(world).get(case_path(review))
        page.press("Save draft", reason_mmr="A first version")

        stale = page.press("Save draft", reason_mmr="A second version")
        saved = stale.press("Save draft")

        assert stale.status == 409
        assert "newer draft in another window" in stale.words
        assert stale.form("Save draft").values["reason_mmr"] == "A second version"
        assert saved.status == 303
        assert work_of(world, review).draft[0].reason == "A second version"

    def test_back_and_sending_sends_what_is_on_the_page(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        page = nurse(world).get(case_path(review))
        page.press("Save draft", reason_mmr="A first version")

        page.press("Send findings", finding_mmr="revoke", reason_mmr="The last version")

        assert world.reload(review).findings[0].reason == "The last version"
        assert work_of(world, review).draft == ()

    def test_a_colleague_sees_the_case_without_the_draft(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        nurse(world).get(case_path(review)).press("Save draft", reason_mmr="Half a reason")

        shown = world.browser(world.default_user(Role.OFFICER)).get(case_path(review))

        assert "Half a reason" not in shown.words
        assert "reason_mmr" not in shown.form("Save note").values


class TestNotes:
    def test_a_note_stands_with_name_and_time_for_whoever_opens_the_case(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        writer = world.default_user(Role.OFFICER)

        saved = world.browser(writer).get(case_path(review)).press("Save note", note="Compare with K.B. first")
        shown = nurse(world).get(case_path(review))

        assert saved.location == case_path(review)
        assert f"Compare with K.B. first {writer.display_name}, November 20, 2026" in shown.words

    def test_saving_a_note_keeps_the_findings_typed_so_far(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)

        shown = nurse(world).get(case_path(review)).press("Save note", note="Call", reason_mmr="Typed").follow()

        assert shown.form("Send findings").values["reason_mmr"] == "Typed"

    def test_a_note_is_sealed_and_never_in_the_parents_file(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        nurse(world).get(case_path(review)).press("Save note", note="Compare with Zqzqzq first")

        assert "Zqzqzq" not in repr(all_items(world.ctx().store.table.name))


class TestNextCase:
    def test_the_next_of_my_cases_is_one_press_away_and_saves_the_draft(self, world: World) -> None:
        first = world.review(ReviewState.ASSIGNED)
        world.clock.set("2026-11-23")
        second = world.review(ReviewState.ASSIGNED, form=world.form())
        other = world.reviewer()
        world.review(ReviewState.ASSIGNED, form=world.form(), reviewer=other)

        shown = nurse(world).get(case_path(first))
        gone = shown.press("Next case", reason_mmr="Half a reason")

        assert "1 of 2" in shown.words
        assert gone.location == case_path(second)
        assert work_of(world, first).draft[0].reason == "Half a reason"
        assert nurse(world).get(case_path(second)).press("Previous case").location == case_path(first)

    def test_the_officer_goes_on_to_the_next_case_to_decide(self, world: World) -> None:
        first = world.review(ReviewState.RECOMMENDED_REVOKE)
        world.clock.set("2026-11-23")
        second = world.review(ReviewState.RECOMMENDED_CLEAR, form=world.form())

        shown = world.browser(world.default_user(Role.OFFICER)).get(case_path(first))

        assert "1 of 2" in shown.words
        assert shown.press("Next case").location == case_path(second)

    def test_an_address_that_is_none_of_ours_leads_back_to_the_case(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        browser = nurse(world)
        browser.get(case_path(review))

        gone = browser.post(f"{case_path(review)}/notes", go="//evil.example/x")

        assert gone.location == case_path(review)


class TestOutOfDate:
    def test_taking_a_case_that_was_taken_says_by_whom_and_when_and_links_to_it(self, world: World) -> None:
        review = world.review()
        page = nurse(world).get(f"{case_path(review)}/take")
        faster = world.default_user(Role.OFFICER)
        world.browser(faster).get(f"{case_path(review)}/take").press("Take this case")

        shown = page.press("Take this case")

        assert shown.status == 409
        assert f"{faster.display_name} took this case: November 20, 2026" in shown.words
        assert shown.links["Open the case"] == case_path(review)

    def test_the_own_act_is_told_as_ones_own(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)

        shown = nurse(world).get(f"{case_path(review)}/take")

        assert "You took this case: November 20, 2026" in shown.words

    def test_findings_sent_from_an_old_page_are_shown_with_who_was_faster(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        old = nurse(world).get(case_path(review))
        nurse(world).get(case_path(review)).press("Send findings", finding_mmr="revoke", reason_mmr="First")

        shown = old.press("Send findings", finding_mmr="meets_criteria", reason_mmr="Second thoughts")

        assert shown.status == 409
        assert "You sent the findings: November 20, 2026" in shown.words
        assert "What you typed Second thoughts" in shown.words


class TestQuestions:
    def care_review(self, world: World) -> Review:
        return world.review(ReviewState.ASSIGNED, form=other_care(world))

    def test_the_primary_care_physician_is_asked_by_letter_due_in_30_days(self, world: World) -> None:
        review = self.care_review(world)
        browser = nurse(world)

        asked = browser.get(f"{case_path(review)}/ask").press(
            "Send the question", whom="primary-care", question="Which test was done?"
        )
        case = asked.follow()
        letter = browser.get(case.links["Letter to print"])

        assert "Answer due by December 21, 2026" in case.words
        assert "Which test was done?" in letter.words
        assert "Please answer by December 21, 2026" in letter.words
        assert world.reload(review).state == ReviewState.ASSIGNED

    def test_an_answer_that_does_not_come_is_overdue_and_the_letter_reminds(self, world: World) -> None:
        review = self.care_review(world)
        browser = nurse(world)
        browser.get(f"{case_path(review)}/ask").press("Send the question", whom="primary-care", question="Which test?")
        world.clock.set("2026-12-22")

        case = nurse(world).get(case_path(review))
        letter = nurse(world).get(case.links["Reminder to print"])

        assert "Answer overdue since December 21, 2026" in case.words
        assert "We wrote to you on November 20, 2026" in letter.words

    def test_the_answer_is_written_down_beside_the_question(self, world: World) -> None:
        review = self.care_review(world)
        browser = nurse(world)
        browser.get(f"{case_path(review)}/ask").press("Send the question", whom="primary-care", question="Which test?")
        case = browser.get(case_path(review))

        done = browser.get(case.links["Record the answer"]).press("Record the answer", answer="The clinic did no test.")
        shown = done.follow()

        assert "Answer of November 20, 2026: The clinic did no test." in shown.words
        assert "Record the answer" not in shown.links

    def test_the_issuer_does_not_see_what_another_physician_was_asked(self, world: World) -> None:
        physician = world.physician()
        form = other_care(world, physician=physician)
        review = world.review(ReviewState.ASSIGNED, form=form)
        nurse(world).get(f"{case_path(review)}/ask").press(
            "Send the question", whom="primary-care", question="Which test was done?"
        )

        shown = world.browser(physician).get(f"/physicians/forms/{form.id}")

        assert "Which test was done?" not in shown.words

    def test_where_the_issuer_is_the_primary_care_physician_no_one_else_is_offered(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        browser = nurse(world)

        shown = browser.get(f"{case_path(review)}/ask").press(
            "Send the question", whom="primary-care", question="Which test?"
        )

        assert shown.status == 422
        assert "is the primary care physician" in shown.errors["whom"]

    def test_a_question_that_was_not_asked_has_no_letter(self, world: World) -> None:
        review = self.care_review(world)

        assert nurse(world).get(f"{case_path(review)}/questions/nothing").status == 404

    def test_the_issuers_answer_is_overdue_on_the_case(self, world: World) -> None:
        review = world.review(ReviewState.INFO_REQUESTED)
        world.clock.set("2026-12-22")

        assert "Answer overdue since December 21, 2026" in nurse(world).get(case_path(review)).words


def test_a_decision_reads_twice_and_writes_one_transaction(world: World) -> None:
    review = world.review(ReviewState.RECOMMENDED_REVOKE, form=two_lines(world))
    browser = world.browser(world.default_user(Role.OFFICER))
    preview = browser.get(f"{case_path(review)}/decide").press(
        "See what will happen", outcome="revoked", reason="No criterion is met"
    )

    done = preview.press("Revoke", password=PASSWORD)

    assert sum(call.is_read for call in done.calls) == 2
    assert [call.operation for call in done.calls if not call.is_read] == ["TransactWriteItems"]
    assert world.reload(review).decided_on == date(2026, 11, 20)
