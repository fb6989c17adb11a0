"""The one map of addresses: each place that it names is a page, and each act and notice leads a reader to one."""

import json
import re

import pytest

from chalicelib import addresses
from chalicelib.actions.requests.start_request import start_request
from chalicelib.addresses import address_of, address_of_notice, reader_of
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.notice import Notice, Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import NOTHING, Done, Subject, SubjectKind, own_account, subject_of
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.storage import keys
from chalicelib.storage.outbox import notice_item, read_notice
from chalicelib.storage.table import client, typed
from chalicelib.web.site import all_routes
from tests.builders import World
from tests.jobs.post_box import PostBox

_PARTS = re.compile(r"\{[a-z_]+\}")
ROUTES = [re.compile(_PARTS.sub("[^/]+", route.path)) for route in all_routes()]
PLACES = [
    *addresses.HOMES.values(),
    *addresses._PAGES.values(),
    *addresses._AFTER.values(),
    *addresses._IN_NOTICES.values(),
]
IDS = {"id": "a" * 26, "of": "b" * 26, "token": "t"}
_IDS_OF_DOCUMENTS = {"of": f"request/{'b' * 26}"}
STEPS = {
    "/reviews/physicians": "3",
    "/parents/requests": "child",
    "/register/physician": "practice",
    "/physicians/drafts": "lines/2",
    "/parents/appeals": "why",
    "/schools/at/{of}/calendar": "2026",
    "/schools/at/{of}/report/filed": "2026/1",
}


@pytest.mark.parametrize("place", sorted(set(PLACES)))
def test_every_place_of_the_map_is_a_page(place: str) -> None:
    step = next((step for start, step in STEPS.items() if place.startswith(start)), "")
    ids = {**IDS, **(_IDS_OF_DOCUMENTS if place.startswith("/documents/") else {})}
    path = place.format(**ids, step=step).partition("?")[0]
    assert any(route.fullmatch(path) for route in ROUTES), path


@pytest.mark.parametrize("role", Role)
def test_who_has_no_page_of_a_subject_is_led_home(role: Role) -> None:
    assert address_of(NOTHING, role) == addresses.HOMES[role]
    assert address_of(Subject(kind="kind_of_tomorrow", id="a"), role) == addresses.HOMES[role]
    assert address_of(NOTHING, None) == "/"


def test_one_subject_is_read_by_each_role_at_its_own_place(world: World) -> None:
    form = world.form()
    places = {role: address_of(subject_of(form), role) for role in Role}
    assert places[Role.PARENT] == f"/parents/forms/{form.id}"
    assert places[Role.PHYSICIAN] == f"/physicians/forms/{form.id}"
    assert places[Role.SCHOOL] == f"/schools/pupils/{form.id}"
    assert places[Role.LOCAL_HEALTH] == "/health-departments"
    assert places[Role.OFFICER] == f"/reviews/forms/{form.id}"


@pytest.mark.parametrize(
    ("done", "role", "place"),
    [
        (
            Done(act=Action.EDIT_REQUEST, subject=Subject(kind="request", id="r"), step="check"),
            Role.PARENT,
            "/parents/requests/r/check",
        ),
        (
            Done(act=Action.EDIT_FORM_DRAFT, subject=Subject(kind="form_draft", id="d"), step="lines-2"),
            Role.PHYSICIAN,
            "/physicians/drafts/d/lines/2",
        ),
        (
            Done(act=Action.EDIT_FORM_DRAFT, subject=Subject(kind="form_draft", id="d"), step="primary-care"),
            Role.PHYSICIAN,
            "/physicians/drafts/d/primary-care",
        ),
        (
            Done(act=Action.DECIDE_REVIEW, subject=Subject(kind="review", id="v", of="f")),
            Role.OFFICER,
            "/reviews/v/forms/f/decided",
        ),
        (Done(act=Action.RELEASE_REQUEST, subject=Subject(kind="request", id="r")), Role.PHYSICIAN, "/physicians"),
        (
            Done(act=Action.SUPPLY_APPEAL_INFORMATION, subject=Subject(kind="appeal", id="a")),
            Role.PARENT,
            "/parents/appeals/a",
        ),
        (
            Done(act=Action.REGISTER, subject=Subject(kind="standing", id="MBC-A-1")),
            None,
            "/register/check-email/license-review",
        ),
        (Done(act=Action.SIGN_OUT, subject=Subject(kind="own_account", id="a")), Role.OPERATOR, "/"),
    ],
)
def test_an_act_leads_on(done: Done, role: Role | None, place: str) -> None:
    assert address_of(done, role) == place


def test_a_record_is_a_subject_of_its_own_kind_with_what_it_belongs_to(world: World) -> None:
    review = world.review()
    assert subject_of(review) == Subject(kind=SubjectKind.REVIEW, id=review.id, of=review.form_id)
    parent = world.default_user(Role.PARENT)
    assert subject_of(parent).kind == SubjectKind.ACCOUNT
    assert address_of(own_account(parent), Role.OPERATOR) == "/account"


@pytest.mark.parametrize(("kind", "role"), [("facility", Role.SCHOOL), ("cdph", Role.REVIEWER), ("address", None)])
def test_the_members_of_an_organization_read_in_its_role(kind: str, role: Role | None) -> None:
    assert reader_of(Recipient(kind=kind, id="main"), None) == role


class TestWhatAnEarlierReleaseWrote:
    """Its notices and operation marks hold addresses; they are read as they stand."""

    def old_notice(self, world: World, kind: NoticeKind, link: str, **facts: str) -> Notice:
        """As it stands in the table: the address in the body, and nothing beside it."""
        reader = Recipient(kind="account", id=world.default_user(Role.PARENT).id)
        notice = Notice(id=world.ctx().new_id(), kind=kind, recipient=reader, at=world.clock(), link=link, facts=facts)
        item = {**notice_item(notice), "body": notice.model_dump_json(exclude={"about"})}
        del item["about"]
        world.table.replace_many([item], [])
        assert read_notice(item) == notice
        return notice

    def test_a_notice_is_shown_and_delivered_with_its_address(self, world: World) -> None:
        self.old_notice(world, NoticeKind.REQUEST_OPENED, "/parents/requests/abc")
        assert "/parents/requests/abc" in world.browser(world.default_user(Role.PARENT)).get("/parents").links.values()
        box = PostBox()
        deliver_pending(box, world.clock)
        assert (
            "https://exemptions.example.org/parents/requests/abc" in box.to(world.default_user(Role.PARENT).email).text
        )

    @pytest.mark.parametrize(
        ("link", "leads"), [("/verify-email", "/verify-email?token=t"), ("/join/{token}", "/join/t")]
    )
    def test_the_link_of_a_notice_gets_its_token(self, world: World, link: str, leads: str) -> None:
        notice = self.old_notice(world, NoticeKind.VERIFY_EMAIL, link)
        assert address_of_notice(notice, None, "t") == leads

    def test_a_notice_is_found_by_the_ids_in_its_address_and_its_facts(self, world: World) -> None:
        form_id, other = "f" * 26, "e" * 26
        notice = self.old_notice(world, NoticeKind.EXEMPTION_ISSUED, f"/parents/forms/{form_id}", review_id=other)
        assert notice.names(frozenset({form_id}))
        assert notice.names(frozenset({other}))
        assert not notice.names(frozenset({"g" * 26}))

    def test_a_notice_of_the_account_is_known_as_one(self, world: World) -> None:
        assert self.old_notice(world, NoticeKind.PASSWORD_CHANGED, "/account").is_about_own_account()
        assert not self.old_notice(world, NoticeKind.REQUEST_OPENED, "/parents/requests/abc").is_about_own_account()

    def test_a_repeat_leads_to_the_address_of_the_first_press(self, world: World) -> None:
        browser = world.browser(world.default_user(Role.PARENT))
        page = browser.get("/parents/start")
        self.leave_old_mark(world, page.form("Start now").hidden["operation"], world.default_user(Role.PARENT).id)
        assert page.press("Start now").location == "/parents/requests/abc/sent"

    def test_a_repeat_that_overtook_the_reading_of_the_mark_leads_there_too(self, world: World) -> None:
        parent, operation = world.default_user(Role.PARENT), world.ctx().new_id()
        self.leave_old_mark(world, operation, parent.id)
        with pytest.raises(PortalError) as refused:
            start_request(world.ctx(parent, idempotency_key=operation))
        assert refused.value.kind == ErrorKind.CONFLICT  # upon which the door reads the mark once more

    def leave_old_mark(self, world: World, operation: str, actor: str) -> None:
        mark = {
            **keys.idempotency(operation).as_item(),
            "act": "submit_request",
            "actor": actor,
            "confirmation": "/parents/requests/abc/sent",
            "ttl": 2_000_000_000,
        }
        client().put_item(TableName=world.table.name, Item=typed(mark))


def test_the_release_before_can_read_a_notice_and_a_mark_of_this_one(world: World) -> None:
    """Its notices knew no other fields than these, and needed a link; its marks needed a confirmation."""
    parent, operation = world.default_user(Role.PARENT), world.ctx().new_id()
    form = world.form()
    *_earlier, item = world.table.query(keys.account_partition(form.guardian_ids[0]), keys.NOTICE_PREFIX)
    assert set(json.loads(item["body"])) == {"id", "kind", "recipient", "at", "link", "facts", "letter", "language"}
    start_request(world.ctx(parent, idempotency_key=operation))
    mark = world.table.get_many([keys.idempotency(operation)])[keys.idempotency(operation)]
    assert {"actor", "act", "confirmation", "ttl"} <= set(mark)
