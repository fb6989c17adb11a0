"""One's own account: what it shows, and changing password, language and sessions."""

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.web.http import cookies
from tests.builders import World
from tests.mailed import notices_of
from tests.people import PASSWORD

NEW_PASSWORD = "seven slow herons fishing"


@pytest.mark.parametrize("role", list(Role))
def test_everyone_sees_the_own_account(world: World, role: Role) -> None:
    person = world.default_user(role)
    shown = world.browser(person).get("/account")
    assert shown.status == 200
    assert person.email in shown.words


@pytest.mark.parametrize(
    "path",
    ["/account", "/account/password", "/account/contact", "/account/sign-out-others", "/account/password/changed"],
)
def test_no_one_signed_in_is_sent_to_sign_in(world: World, path: str) -> None:
    assert world.browser().get(path).location == f"/sign-in?next={path}"


def test_a_changed_password_keeps_this_browser_and_ends_the_others(world: World) -> None:
    parent = world.parent()
    here, elsewhere = world.browser(parent), world.browser(parent)
    stolen = here.jar[cookies.SESSION]
    here.get("/account/password")
    done = here.post("/account/password", password=PASSWORD, new_password=NEW_PASSWORD)
    assert done.location == "/account/password/changed"
    assert done.follow().status == 200
    assert elsewhere.get("/account").status == 303
    elsewhere.jar[cookies.SESSION] = stolen
    assert elsewhere.get("/account").status == 303
    assert [notice.recipient.id for notice in notices_of(world.table, NoticeKind.PASSWORD_CHANGED)] == [parent.id]
    fresh = world.browser()
    fresh.get("/sign-in")
    assert fresh.post("/sign-in", email=parent.email, password=NEW_PASSWORD).status == 303


def test_pressing_change_twice_changes_once(world: World) -> None:
    parent = world.parent()
    here = world.browser(parent)
    here.get("/account/password")
    first, second = here.double_submit("/account/password", password=PASSWORD, new_password=NEW_PASSWORD)
    assert (first.location, second.location) == ("/account/password/changed",) * 2
    assert len(notices_of(world.table, NoticeKind.PASSWORD_CHANGED)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("password", "", "Enter your password"),
        ("password", "not the password at all", "not your password"),
        ("new_password", "", "Choose a password"),
        ("new_password", "x" * 14, "at least 15"),
        ("new_password", "Exemption Portal!!", "name of this portal"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(world: World, field: str, typed: str, said: str) -> None:
    here = world.browser(world.parent())
    here.get("/account/password")
    answers = {"password": PASSWORD, "new_password": NEW_PASSWORD, field: typed}
    shown = here.post("/account/password", **answers)
    assert shown.status == 422
    assert said in shown.errors[field]


def test_after_five_wrong_passwords_one_waits(world: World) -> None:
    here = world.browser(world.parent())
    for _ in range(5):
        here.get("/account/password")
        assert here.post("/account/password", password="wrong", new_password=NEW_PASSWORD).status == 422
    assert here.post("/account/password", password=PASSWORD, new_password=NEW_PASSWORD).status == 429


def test_signing_out_everywhere_else_keeps_this_browser(world: World) -> None:
    parent = world.parent()
    here, elsewhere = world.browser(parent), world.browser(parent)
    assert "Another browser or device" in here.get("/account").words
    here.get("/account/sign-out-others")
    shown = here.post("/account/sign-out-others").follow()
    assert "signed in only here" in shown.words
    assert elsewhere.get("/account").status == 303


def test_the_language_of_mail_is_kept_and_the_pages_follow(world: World) -> None:
    parent = world.parent()
    here = world.browser(parent)
    page = here.get("/account/contact")
    assert page.form("Save").values["telephone"] == "(626) 555-0142"
    shown = page.press("Save", language="zh-Hant", telephone="").follow()
    assert shown.html.get("lang") == "zh-Hant"
    changed = world.reload(parent)
    assert (changed.language, changed.telephone) == ("zh-Hant", "")


@pytest.mark.parametrize(("field", "typed"), [("language", "tlh"), ("language", ""), ("telephone", "12")])
def test_an_impossible_answer_is_told_at_its_field(world: World, field: str, typed: str) -> None:
    here = world.browser(world.parent())
    here.get("/account/contact")
    shown = here.post("/account/contact", **{"language": "en", "telephone": "", field: typed})
    assert list(shown.errors) == [field]
