"""What offices read in their news and letters: what happened, as far as they may know it, and what they must do; who
writes, and where to call."""

import pytest

from chalicelib.actions.appeals.appeal_recipients import CDPH, THE_AGENCY
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Subject, SubjectKind, subject_of
from chalicelib.notices.office_words import SENTENCES
from chalicelib.notices.render import render_mail
from tests.builders import World
from tests.portal import Shown
from tests.web.letter_cases import decided, letter_to, revoked

OF_OFFICES = [(office, kind) for office, kinds in SENTENCES.items() for kind in kinds]
DEPARTMENT = Recipient(kind="jurisdiction", id="C19")
NOT_THEIRS = ("how to appeal", "what you can do next", "Read why", "Read which vaccines", "your child")


def news_page(world: World, office: str) -> Shown:
    if office == "jurisdiction":
        return world.browser(world.local_health(jurisdiction="C19")).get("/health-departments/news")
    if office == "chhs":
        return world.browser(world.default_user(Role.APPEALS_STAFF)).get("/appeals/news")
    return world.browser(world.default_user(Role.REVIEWER)).get("/reviews/news?of=team")


@pytest.mark.parametrize(("office", "kind"), OF_OFFICES)
def test_each_office_reads_what_it_must_do_and_not_what_a_family_or_school_must(
    world: World, office: str, kind: NoticeKind
) -> None:
    """Given news of this kind for an office, when it opens its page, then it reads its own sentence, which names its
    next step or says that there is none."""
    to = {"jurisdiction": DEPARTMENT, "chhs": THE_AGENCY, "cdph": CDPH}[office]
    work = world.work(Action.ADOPT_DETERMINATION)
    work.enqueue_notification(kind, to, Subject(kind=SubjectKind.FORM, id="f"), form_number="AAAA-BBBB-CCC")
    work.commit()

    words = news_page(world, office).words

    assert SENTENCES[office][kind] in words
    steps = (
        "You don't need to do anything",
        "Accept the appeal",
        "Prepare the written decision",
        "say whether the agency accepts",
    )
    assert any(step in SENTENCES[office][kind] for step in steps)
    for other in NOT_THEIRS:
        assert office == "chhs" or other not in SENTENCES[office][kind]


@pytest.mark.parametrize("kind", ["account", "facility", "jurisdiction"])
def test_each_letter_says_who_writes_where_to_call_and_a_short_address(world: World, kind: str) -> None:
    revoked(world)
    role = {"account": Role.PARENT, "facility": Role.SCHOOL}.get(kind)
    reader = world.default_user(role) if role else world.local_health(jurisdiction="C19")
    owner = reader.id if kind == "account" else ""

    page = world.browser(reader).get(f"/my-letters/{letter_to(world, kind, owner)}")

    assert "California Department of Public Health" in page.words
    assert "Telephone: (916) 555-0100" in page.words
    assert "Health and Safety Code section 120372(d)(5)" in page.words
    assert "You can read this letter in the portal at any time. Sign in at http" in page.words
    assert page.words.rstrip().count("/my-letters/") == 0


def test_the_agency_writes_the_letters_of_an_appeal(world: World) -> None:
    decided(world, world.appeal(AppealState.DECIDED), NoticeKind.APPEAL_UPHELD)

    officer = world.local_health(jurisdiction="C19")
    page = world.browser(officer).get(f"/my-letters/{letter_to(world, 'jurisdiction')}")

    assert "California Health and Human Services Agency" in page.words
    assert "Telephone: (916) 555-0101" in page.words


def test_a_letter_to_a_department_about_a_form_that_a_doctor_took_back_says_that_it_need_do_nothing(
    world: World,
) -> None:
    form = world.form()
    work = world.work(Action.WITHDRAW_EXEMPTION)
    work.enqueue_notification(
        NoticeKind.EXEMPTION_WITHDRAWN,
        DEPARTMENT,
        subject_of(form),
        letter=True,
        form_id=form.id,
        form_number=form.number,
    )
    work.commit()

    page = world.browser(world.local_health(jurisdiction="C19")).get(f"/my-letters/{letter_to(world, 'jurisdiction')}")

    assert "A doctor withdrew the exemption of a student in your jurisdiction" in page.words
    assert "You don't need to do anything" in page.words
    assert form.number in page.words


@pytest.mark.parametrize("kind", [NoticeKind.PANEL_SEAT_EMPTY, NoticeKind.PANEL_QUESTION_SILENT])
def test_the_agencys_email_says_that_a_case_waits_and_no_more(kind: NoticeKind) -> None:
    mail = render_mail(kind, language="en", name="Malia", link="https://portal.example/appeals", notice_id="a" * 26)

    assert mail.subject == "A case waits for you"
    assert "Sign in to see what to do" in mail.text
    assert "appeal" not in mail.text.replace("/appeals", "")
