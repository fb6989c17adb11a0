"""An operator invites the people of many schools by one file: nothing is sent before it was looked over, each person is
invited once whatever happens in between, and who never came is invited again."""

import pytest

from chalicelib.actions.imports.confirmed_files import Applied
from chalicelib.actions.invitations import send_invitations as sending
from chalicelib.actions.invitations.send_invitations import send_invitations
from chalicelib.domain.account import Account, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.school_people import SchoolPeople
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.storage import import_keys
from chalicelib.storage.roster_imports import ImportProgress, read_progress
from chalicelib.wiring import new_context
from tests.builders import SCHOOL_ID, World
from tests.checks.after_each_test import all_items
from tests.invariants.places_bulk_invitations import HEADER
from tests.killed import KilledError, before_each_transaction
from tests.mailed import notices_of
from tests.portal import Portal, Shown
from tests.web.roster_import_story import figures
from tests.web.roster_import_story import sent as sent_file

UPLOAD = "/operators/invite/schools"
OTHER, UNKNOWN = "19642120777777", "19642129999999"
MANY = 60  # people: several transactions


@pytest.fixture(autouse=True)
def _schools(world: World) -> None:
    world.facility(SCHOOL_ID)
    world.facility(OTHER, name="Saltmarsh Middle")


def operator(world: World) -> Portal:
    return world.browser(world.default_user(Role.OPERATOR))


def pasted(world: World, *lines: str) -> Shown:
    answers = {"text": "\n".join((HEADER, *lines, ""))}
    return operator(world).get(UPLOAD).press("Read the file", **answers).follow()


def sent(world: World) -> int:
    return len(notices_of(world.table, NoticeKind.INVITATION))


def invited(world: World) -> dict[str, Account]:
    """The accounts that wait for their people, by address."""
    ids = [item["PK"].removeprefix("ACCOUNT#") for item in all_items(world.table.name) if item.get("type") == "account"]
    accounts = [world.ctx().store.get(Account, each) for each in ids]
    return {each.email: each for each in accounts if each.invited_until}


def people(count: int, school: str = SCHOOL_ID) -> list[str]:
    return [f"person{number}@school.example,{school}," for number in range(count)]


def confirmed(world: World, *lines: str) -> str:
    """A file that is confirmed and not sent yet; its id."""
    page = pasted(world, *lines)
    page.press(f"Send {len(lines)} invitation{'s' if len(lines) > 1 else ''}")
    return page.path.rpartition("/")[2]


def run(world: World, file_id: str, transactions: int = 100) -> Applied:
    return send_invitations(lambda: new_context(world.clock(), file_id), file_id, transactions=transactions)


def progress(world: World, file_id: str) -> ImportProgress:
    return read_progress(world.ctx().store.item(import_keys.import_progress(file_id)))


class TestThePreview:
    def test_it_counts_what_would_be_sent_and_says_what_is_wrong_by_line(self, world: World) -> None:
        """Given a file with a good line, one of an account, one that waits already, an unknown number, an address twice
        and a broken one, then each is counted, and nothing is sent."""
        member = world.default_user(Role.SCHOOL)
        confirmed(world, f"waits@school.example,{SCHOOL_ID},")
        apply_imports(world.clock)
        before = sent(world)

        page = pasted(
            world,
            f"wanda@school.example,{SCHOOL_ID},",
            f"{member.email},{SCHOOL_ID},",
            f"Waits@school.example,{SCHOOL_ID},",
            f"ola@school.example,{UNKNOWN},",
            f"WANDA@school.example,{OTHER},",
            f"broken,{OTHER},",
        )

        assert figures(page) == {
            "To be invited": 1,
            "Have an account already": 1,
            "Invited already": 1,
            "Number not in the directory": 1,
            "Lines left out": 2,
        }
        for said in (
            "Line 3: this email address has an account already.",
            "Line 4: this email address was invited already.",
            "Line 5: a number is not in the directory.",
            "Line 6: line 2 has the same email address.",
            "Line 7, column email: this is not an email address.",
        ):
            assert said in page.words
        assert sent(world) == before

    def test_the_same_file_is_the_same_import(self, world: World) -> None:
        first, second = (pasted(world, *people(2)) for _time in range(2))
        assert first.path == second.path
        first.press("Send 2 invitations")
        assert "The invitations are being sent" in pasted(world, *people(2)).words

    def test_a_second_look_counts_what_has_changed_since(self, world: World) -> None:
        pasted(world, f"ola@school.example,{UNKNOWN},")
        world.facility(UNKNOWN)
        assert figures(pasted(world, f"ola@school.example,{UNKNOWN},"))["To be invited"] == 1

    def test_a_file_with_no_one_to_invite_has_no_button(self, world: World) -> None:
        page = pasted(world, f"ola@school.example,{UNKNOWN},")
        assert "There is no one to invite in this file." in page.words
        assert not [button for button in page.html.iter("button") if "Send" in (button.text or "")]

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("", "Choose a file, or paste its lines."),
            (HEADER, "The file has no people. Check that it is the right file."),
            ("name\nWanda", "The column email is missing from the header row."),
        ],
    )
    def test_a_file_that_cannot_be_read_is_said_at_the_form(self, world: World, text: str, error: str) -> None:
        page = operator(world).get(UPLOAD).press("Read the file", text=text)
        assert page.status == 422
        assert error in page.errors.values() or error in page.words

    def test_a_file_of_five_thousand_lines_is_taken(self, world: World) -> None:
        page = sent_file(operator(world), "\n".join((HEADER, *people(5000))).encode(), UPLOAD)
        assert figures(page.follow())["To be invited"] == 5000

    def test_a_file_with_one_more_is_not(self, world: World) -> None:
        page = sent_file(operator(world), "\n".join((HEADER, *people(5001))).encode(), UPLOAD)
        assert page.status == 422
        assert "more than 5000 rows" in page.words


class TestSending:
    def test_each_gets_an_account_a_link_and_a_part(self, world: World) -> None:
        """Given a school without people and lines for it, when they are sent, then the first is its approver and the
        next is staff, unless the file says otherwise."""
        confirmed(
            world,
            f"wanda@school.example,{SCHOOL_ID},",
            f"ola@school.example,{SCHOOL_ID} {OTHER},",
            f"ines@school.example,{OTHER},approver",
        )
        assert apply_imports(world.clock) == {"finished": 1}

        accounts = invited(world)
        assert {email: (each.school_part, each.facility_ids) for email, each in accounts.items()} == {
            "wanda@school.example": (SchoolPart.APPROVER, (SCHOOL_ID,)),
            "ola@school.example": (SchoolPart.STAFF, (SCHOOL_ID, OTHER)),
            "ines@school.example": (SchoolPart.APPROVER, (OTHER,)),
        }
        assert sent(world) == 3
        waiting = world.ctx().store.get(SchoolPeople, SCHOOL_ID).waiting_ids
        assert set(waiting) == {accounts["wanda@school.example"].id, accounts["ola@school.example"].id}

    def test_the_page_tells_how_far_it_is(self, world: World) -> None:
        file_id = confirmed(world, *people(MANY))
        run(world, file_id, transactions=1)
        page = operator(world).get(f"/operators/invitations/{file_id}")
        assert f"{progress(world, file_id).next_row} of {MANY} lines are done" in page.words
        assert "refresh" not in page.text.partition("<body")[0]
        assert 'http-equiv="refresh"' in operator(world).get(f"{page.path}?refresh=on").text
        assert run(world, file_id) is Applied.FINISHED
        assert figures(page.portal.get(page.path))["Invited"] == MANY

    @pytest.mark.parametrize("killed_at", [1, 2, 3])
    def test_killed_before_any_of_its_transactions_it_goes_on_and_invites_no_one_twice(
        self, world: World, killed_at: int
    ) -> None:
        file_id = confirmed(world, *people(MANY))

        def kill(number: int) -> None:
            if number == killed_at:
                raise KilledError

        with before_each_transaction(kill), pytest.raises(KilledError):
            run(world, file_id)
        assert run(world, file_id) is Applied.FINISHED
        assert len(invited(world)) == sent(world) == progress(world, file_id).added == MANY
        assert run(world, file_id) is Applied.NOTHING

    def test_two_runs_at_once_invite_no_one_twice(self, world: World) -> None:
        file_id = confirmed(world, *people(MANY))
        ran: list[Applied] = []

        def other_run(number: int) -> None:
            if number == 2 and not ran:
                ran.append(Applied.NOTHING)
                ran.append(run(world, file_id))

        with before_each_transaction(other_run):
            run(world, file_id)
        assert len(invited(world)) == sent(world) == progress(world, file_id).added == MANY

    def test_whom_another_file_invited_in_the_meantime_is_passed_over(self, world: World) -> None:
        first, second = (confirmed(world, f"wanda@school.example,{school},") for school in (SCHOOL_ID, OTHER))
        assert [run(world, each) for each in (first, second)] == [Applied.FINISHED] * 2
        assert sent(world) == 1
        assert progress(world, second).not_done == ((2, "INVITED_ALREADY"),)
        page = operator(world).get(f"/operators/invitations/{second}")
        assert figures(page) == {"Invited": 0, "Passed over": 1, "Lines left out": 0}

    def test_an_operator_who_is_no_longer_one_sends_nothing(self, world: World) -> None:
        file_id = confirmed(world, *people(2))
        person = world.default_user(Role.OPERATOR)
        world.step(person, Action.CHANGE_ACCOUNT, disabled=True)
        assert run(world, file_id) is Applied.STOPPED
        assert sent(world) == 0

    def test_no_transaction_is_larger_than_the_store_takes(self, world: World) -> None:
        numbers = [f"1964212{place:07}" for place in range(1, 21)]
        for number in numbers:
            world.facility(number)
        file_id = confirmed(world, *(f"person{each}@school.example,{' '.join(numbers)}," for each in range(12)))
        assert run(world, file_id) is Applied.FINISHED
        assert sent(world) == 12
        assert progress(world, file_id).next_row > sending.MAX_LINES // 3


class TestWhoHasCome:
    def test_those_who_never_came_are_invited_again(self, world: World) -> None:
        """Given three who were invited eight days ago, of whom one came, then the list says who, and sends new links to
        those who are checked."""
        file_id = confirmed(world, *people(3))
        run(world, file_id)
        came = invited(world)["person0@school.example"]
        world.step(came, Action.ACCEPT_INVITATION, verified=True, first_name="Wanda", last_name="Achebe")
        world.clock.advance(days=8)
        before, page = sent(world), operator(world).get(f"/operators/invitations/{file_id}/people")

        boxes = [box.get("value", "") for box in page.html.iter("input") if box.get("type") == "checkbox"]
        assert sorted(boxes) == sorted(each.id for email, each in invited(world).items() if email != came.email)
        assert "Juniper Hollow Elementary" in page.words
        after = page.press("Invite again", again=boxes[:1]).follow()

        assert sent(world) == before + 1
        assert "The invitations are sent again" in after.words
        assert after.words.count("Expired, invite again") == 1

    def test_a_long_file_has_pages(self, world: World) -> None:
        file_id = confirmed(world, *people(MANY))
        run(world, file_id)
        page = operator(world).get(f"/operators/invitations/{file_id}/people")
        assert "1 to 50 of 60 people of the file" in page.words
        assert "51 to 60 of 60 people of the file" in page.portal.get(f"{page.path}?from=50").words

    def test_a_line_that_was_not_sent_says_so(self, world: World) -> None:
        member = world.default_user(Role.SCHOOL)
        page = pasted(world, f"wanda@school.example,{SCHOOL_ID},", f"{member.email},{SCHOOL_ID},")
        page.press("Send 1 invitation")
        apply_imports(world.clock)
        assert "Not invited" in page.portal.get(f"{page.path}/people").words
