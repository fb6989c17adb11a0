"""What a family reads and where it can go on: news that name the child, a school that no list has, forms of two
schools, the day of an answer for the calendar."""

from chalicelib.domain.account import Role
from chalicelib.domain.correction import CorrectionState
from chalicelib.domain.request import RequestState
from chalicelib.law.enums import Vaccine
from tests.builders import World, line
from tests.portal import Portal

OTHER_SCHOOL = "10621660000018"


def parents(world: World) -> Portal:
    return world.browser(world.default_user(Role.PARENT))


def test_all_news_name_the_child_and_the_fact(world: World) -> None:
    """Given a signed form, then the page of all news says who signed whose form, as the home page does."""
    form = world.form()
    news = parents(world).get("/account/news")
    fact = f"Dr. {form.physician_name} signed Kai's form"
    assert news.links[fact] == f"/parents/forms/{form.id}"
    assert fact in parents(world).get("/parents").links


def test_news_of_a_physician_stay_as_they_were(world: World) -> None:
    world.form()
    assert "Kai" not in world.browser(world.default_user(Role.PHYSICIAN)).get("/account/news").words


def test_a_new_school_that_is_not_on_the_list_leads_to_a_person(world: World) -> None:
    """Given a child with an exemption, when the search for the new school finds nothing, then the page says open what
    to do, and that the exemption stays valid meanwhile."""
    form = world.form()
    page = parents(world).get(f"/parents/children/{form.child_id}/school")
    found = page.press("Search", name="Nowhere Academy")
    (way,) = [each for each in found.html.iter("details") if each.get("open") is not None]
    assert "the exemption stays valid at the school of today" in "".join(way.itertext())
    assert found.links["Tell us the school or child care"].endswith("/school/unlisted")


def test_a_child_without_a_school_names_the_one_that_no_list_has(world: World) -> None:
    """Given a sent request of a child who is not enrolled, then the link leads to the page on which it is named."""
    request = world.request(RequestState.SUBMITTED, school=None, not_enrolled_yet=True)
    page = parents(world).get(f"/parents/children/{request.child_id}/school")
    asked = parents(world).get(page.links["Tell us the school or child care"])
    assert asked.status == 200
    assert asked.path == f"/parents/requests/{request.id}/school/unlisted"


def test_a_childs_page_says_that_forms_name_different_schools(world: World) -> None:
    """Given forms of one child for two schools, then its page names both, until there is one."""
    first = world.form()
    other = world.facility(OTHER_SCHOOL, name="Clovermead")
    assert "name different schools" not in parents(world).get(f"/parents/children/{first.child_id}").words
    world.form(lines=(line(Vaccine.VAR),), school=other.as_choice())
    page = parents(world).get(f"/parents/children/{first.child_id}")
    assert "The forms and requests name different schools:" in page.words
    assert first.school.name in page.words
    assert "Clovermead" in page.words


def test_the_day_of_an_answer_can_go_into_a_calendar(world: World) -> None:
    """Given a correction request that waits, then its day is a file without the child's name; an answered one has no
    day."""
    asked = world.amendment()
    page = f"/parents/children/{asked.child_id}/amendments/{asked.id}"
    link = parents(world).get(page).links["Put the day of the answer into my calendar"]
    file = parents(world).get(link)
    assert file.headers["content-type"].startswith("text/calendar")
    assert f"DTSTART;VALUE=DATE:{asked.answer_by:%Y%m%d}" in file.text
    assert "The state must answer your correction request" in file.text.replace("\r\n ", "")
    assert "Kai" not in file.text
    done = world.amendment(CorrectionState.MADE)
    page = f"/parents/children/{done.child_id}/amendments/{done.id}"
    assert "Put the day of the answer into my calendar" not in parents(world).get(page).links
