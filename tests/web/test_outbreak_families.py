"""The roster of an outbreak: siblings by any contact that their parent shares, and a child whom the school knows by an
exemption alone on the officer's order."""

from datetime import timedelta

import pytest

from chalicelib.domain.student import Contact, HealthExclusion
from chalicelib.law.enums import LineKind, Vaccine
from tests.builders import SCHOOL_ID, World, line
from tests.web.test_outbreaks import TWO_MMR, office, page_of, student, whole_school

PARENT = Contact(
    parent_name="Odalys Quillfeather",
    telephone="(559) 555-0127",
    email="odalys@mail.example",
    address="12 Alder Lane, Fresno, CA 93701",
)


class TestSiblings:
    @pytest.mark.parametrize(
        "shared",
        [
            {"telephone": "+1 559.555.0127"},
            {"email": "Odalys@Mail.example"},
            {"address": "12 ALDER LANE Fresno CA 93701"},
        ],
    )
    def test_two_whose_parent_shares_one_contact_are_shown_together(self, world: World, shared: dict[str, str]) -> None:
        student(world, "Rosalind", contact=PARENT)
        student(world, "Tobias", *TWO_MMR, contact=Contact(**shared), room="9")

        assert "Siblings here: Tobias Quillfeather (9)" in page_of(world, whole_school(world)).words

    @pytest.mark.parametrize("contact", [Contact(), Contact(telephone="127"), Contact(email="other@mail.example")])
    def test_two_without_a_shared_contact_are_not(self, world: World, contact: Contact) -> None:
        student(world, "Rosalind", contact=PARENT.with_changes(telephone="127"))
        student(world, "Tobias", *TWO_MMR, contact=contact)

        assert "Siblings here" not in page_of(world, whole_school(world)).words


class TestAChildKnownByAFormAlone:
    def test_can_be_put_on_the_officers_order_and_is_on_the_list_then(self, world: World) -> None:
        form = world.form(lines=(line(Vaccine.MMR, LineKind.PERMANENT),))
        exposure = whole_school(world)
        order = page_of(world, exposure, "/exclude")
        assert "Known by an exemption only: the student is added to your list" in order.words

        through = world.clock.today + timedelta(days=20)
        order.press(
            "Record the exclusion", students=[f"form-{form.id}"], officer="Dr. Prudence Ashworth", through=through
        )

        (row,) = world.ctx().store.students(SCHOOL_ID)[0]
        assert (row.first_name, row.last_name, row.birth_date) == (
            form.child.first_name,
            form.child.last_name,
            form.child.birth_date,
        )
        assert row.exclusions == (
            HealthExclusion(
                exposure_id=exposure.id, disease=exposure.disease, since=world.clock.today, through=through
            ),
        )
        assert row.contact is not None
        assert row.contact.telephone == form.parent.telephone
        assert "Exclude through" in page_of(world, exposure).words
        assert "Exclude through" in office(world).get(f"/schools/at/{SCHOOL_ID}").words

    def test_a_second_press_writes_no_second_record(self, world: World) -> None:
        form = world.form(lines=(line(Vaccine.MMR, LineKind.PERMANENT),))
        exposure = whole_school(world)
        order = page_of(world, exposure, "/exclude")
        answers = {"students": [f"form-{form.id}"], "officer": "Dr. Prudence Ashworth"}
        order.press("Record the exclusion", **answers)

        order.press("Record the exclusion", **answers)

        assert len(world.ctx().store.students(SCHOOL_ID)[0]) == 1

    def test_a_form_of_another_school_is_refused(self, world: World) -> None:
        exposure = whole_school(world)
        student(world, "Rosalind")
        form = world.form()
        order = page_of(world, exposure, "/exclude")

        page = order.press("Record the exclusion", students=[f"form-{form.id}x"], officer="Dr. Prudence Ashworth")

        assert page.status == 422
        assert not any(each.exclusions for each in world.ctx().store.students(SCHOOL_ID)[0])
