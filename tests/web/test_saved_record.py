"""S-70: a parent saves all that is held of a child: a document to read, and the same as data."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.correction import CorrectionState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import Outcome, ReviewState
from chalicelib.law.enums import Grade, LineKind, Vaccine
from tests.builders import PASSWORD, World, line
from tests.checks.after_each_test import all_items
from tests.checks.pages import parse_page, text_of
from tests.document_files import DocumentFiles, png
from tests.portal import Shown
from tests.web.test_case_documents import TITLE, handed_in

DOCUMENT, DATA = "Save as a document", "Save as data"
# What reviewers and panel members write for their own work (tests/builders.py).
KEPT_FROM_PARENTS = (
    "Please send the oncology treatment plan",
    "Measles cases among pupils of this county",
    "Ottoline",
    "public_health_reason",
    "findings",
    "seats",
    "physician_id",
    "guardian_ids",
)


def save(world: World, child_id: str, button: str = DOCUMENT, password: str = PASSWORD) -> Shown:
    browser = world.browser(world.default_user(Role.PARENT))
    return browser.get(f"/parents/children/{child_id}/save").press(button, password=password)


def data_of(world: World, child_id: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(save(world, child_id, DATA).text)
    return told


def words_of(document: Shown) -> str:
    return text_of(parse_page(document.text).find("body"))


@pytest.fixture
def appealed(world: World) -> ExemptionForm:
    """A form that was stopped and appealed against, and that its school and a reviewer have looked at."""
    appeal = world.appeal(AppealState.DECIDED)
    form = world.ctx().store.get(ExemptionForm, appeal.form_id)
    world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{form.id}")
    world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/forms/{form.id}")
    return form


@pytest.mark.parametrize(
    "told",
    [
        "Kai",
        "Brandvold",
        "March 14, 2019",
        "4821 Larkspur Bend",
        "Juniper Hollow Elementary",
        "Quillfeather Pediatrics",
        "A 6000",
        "Acute leukemia under chemotherapy; live virus must wait",
        "The criteria are not met",
        "The oncologist says that the treatment is not over yet",
        "The panel's determination is adopted",
        "Philippa Drummond",
        "Beatrix Halloway",
        "The doctor signed the exemption",
        "Marisol.",
        "(626) 555-0142",
    ],
)
def test_the_document_holds_what_the_parent_may_see(world: World, appealed: ExemptionForm, told: str) -> None:
    assert told in words_of(save(world, appealed.child_id))


def test_the_data_say_the_same_by_keys_and_codes(world: World, appealed: ExemptionForm) -> None:
    told = data_of(world, appealed.child_id)

    (form,), (appeal,) = told["forms"], told["appeals"]
    assert (told["export"], told["format"]) == ("exemption-portal-record", 1)
    assert told["child"]["birth_date"] == "2019-03-14"
    assert form["number"] == appealed.number
    assert form["vaccines"][0]["medical_reasons"] == ["GEN-MODSEV"]
    assert form["vaccines"][0]["state"] == "revoked"
    assert form["reviews"] == [
        {"opened_on": "2026-11-20", "is_decided": True, "decided_on": "2026-11-20", "outcome": "stopped"}
    ]
    assert (appeal["state"], appeal["decision"]) == ("decided", [{"vaccine": "MMR", "decision": "uphold"}])
    assert {view["role"] for view in told["views"]["views"]} >= {"school", "reviewer"}
    assert "exemption_issued" in {message["kind"] for message in told["messages"]}


def test_every_text_of_the_data_stands_in_the_document(world: World, appealed: ExemptionForm) -> None:
    world.amendment(CorrectionState.REFUSED, form=appealed)
    texts = [text for text in _texts(data_of(world, appealed.child_id)) if " " in text]
    document = words_of(save(world, appealed.child_id))

    assert len(texts) > 20
    assert [text for text in texts if " ".join(text.split()) not in document] == []


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        for value in told.values():
            yield from _texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value)
    elif isinstance(told, str):
        yield told


@pytest.mark.parametrize("button", [DOCUMENT, DATA])
def test_what_reviewers_and_panel_write_for_their_own_work_is_not_in_it(
    world: World, appealed: ExemptionForm, button: str
) -> None:
    world.review(ReviewState.INFO_REQUESTED, form=world.reload(appealed))
    saved = save(world, appealed.child_id, button).text
    assert [text for text in KEPT_FROM_PARENTS if text in saved] == []


def test_a_review_that_no_one_has_decided_is_told_as_begun_and_one_that_cleared_as_no_change(world: World) -> None:
    cleared = world.review(ReviewState.DECIDED, outcome=Outcome.CLEARED)
    world.review(ReviewState.RECOMMENDED_REVOKE, form=world.ctx().store.get(ExemptionForm, cleared.form_id))

    reviews = data_of(world, cleared.child_id)["forms"][0]["reviews"]

    assert [(review["is_decided"], review["outcome"]) for review in reviews] == [
        (True, "stays_as_it_is"),
        (False, None),
    ]


def test_an_appeal_before_the_panel_says_no_more_than_that_it_is_open(world: World) -> None:
    appeal = world.appeal(AppealState.DETERMINED)
    told = data_of(world, appeal.child_id)["appeals"][0]
    assert (told["state"], told["decision"], told["decided_on"]) == ("open", [], None)


def test_shots_grades_and_requests_to_amend_are_in_it(world: World) -> None:
    form = world.form()
    school = world.browser(world.default_user(Role.SCHOOL))
    school.get(f"/schools/pupils/{form.id}/dose").press(vaccines=["MMR"], given_on=date(2026, 9, 1))
    school.get(f"/schools/pupils/{form.id}/grade").press(grade=Grade.GRADE_3, since=world.clock.today)
    world.amendment(CorrectionState.MADE, form=form, wrong="The street is misspelled")

    told = data_of(world, form.child_id)

    assert [(each["given_on"], each["vaccines"]) for each in told["child"]["doses"]] == [("2026-09-01", ["MMR"])]
    assert [each["grade"] for each in told["child"]["grades"]] == ["3"]
    assert told["child"]["grades"][0]["recorded_by"] == "Juniper Hollow Elementary"
    assert [(each["wrong"], each["state"]) for each in told["corrections"]] == [("The street is misspelled", "made")]


def test_a_draft_of_the_same_child_is_in_it_and_nothing_of_another_child(world: World) -> None:
    form = world.form(lines=(line(Vaccine.MMR, kind=LineKind.TEMPORARY),))
    other = world.form(parent=world.default_user(Role.PARENT), child=world.child(world.default_user(Role.PARENT)))
    world.clock.advance(minutes=1)
    browser = world.browser(world.default_user(Role.PARENT))
    browser.get(f"/parents/forms/{form.id}/renew").press()

    told = data_of(world, form.child_id)

    assert [request["state"] for request in told["requests"]] == ["draft", "issued"]
    assert [each["number"] for each in told["forms"]] == [form.number]
    assert other.number not in json.dumps(told)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "What the Exemption Portal keeps"),
        ("es", "Lo que guarda el Portal de Exenciones"),
        ("zh-Hant", "疫苗豁免網站保存的資料"),
    ],
)
def test_the_document_is_in_the_language_of_the_parent_and_stands_by_itself(
    world: World, language: str, heading: str
) -> None:
    child_id = world.form().child_id
    browser = world.browser(world.default_user(Role.PARENT))
    browser.get(f"/account?lang={language}")
    page = browser.get(f"/parents/children/{child_id}/save")
    button = next(iter(page.form(action=page.path).buttons))

    saved = page.press(button, password=PASSWORD)

    root = parse_page(saved.text)
    assert root.get("lang") == language
    assert text_of(next(root.iter("h1"))) == heading
    assert not re.search(r"(src|href|action)=|url\(|<(script|link|img|iframe|form|style)\b", saved.text)
    assert "None" not in words_of(saved)
    assert all(table.find("caption") is not None for table in root.iter("table"))


def test_the_headings_of_the_document_go_one_step_at_a_time(world: World, appealed: ExemptionForm) -> None:
    levels = [
        int(each.tag[1])
        for each in parse_page(save(world, appealed.child_id).text).iter()
        if re.fullmatch("h[1-6]", str(each.tag))
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("button", "kind", "name"),
    [
        (DOCUMENT, "text/html; charset=utf-8", "exemption-record.html"),
        (DATA, "application/json", "exemption-record.json"),
    ],
)
def test_the_file_has_a_name_that_names_no_one_and_is_not_kept_by_the_browser(
    world: World, button: str, kind: str, name: str
) -> None:
    saved = save(world, world.form().child_id, button)
    assert saved.headers["content-type"] == kind
    assert saved.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert saved.headers["cache-control"] == "no-store"


def views_of(world: World, child_id: str) -> list[str]:
    return [
        str(item["purpose"])
        for item in all_items(world.table.audit_name)
        if child_id in str(item["PK"]) and "purpose" in item
    ]


def test_saving_is_written_down_where_every_guardian_sees_it(world: World) -> None:
    form = world.form()
    second = world.second_guardian(form.child_id)

    save(world, form.child_id)

    assert views_of(world, form.child_id) == ["record file"]
    page = world.browser(second).get(f"/parents/children/{form.child_id}/views")
    assert "Marisol Brandvold" in page.words
    assert "All that we keep, with the medical reasons, saved as a file" in page.words


def test_looking_at_the_page_saves_nothing_and_is_not_written_down(world: World) -> None:
    form = world.form()
    page = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/save")
    assert page.status == 200
    assert views_of(world, form.child_id) == []


@pytest.mark.parametrize("password", ["three calm otters paddling", ""])
def test_whoever_finds_the_session_open_saves_nothing(world: World, password: str) -> None:
    form = world.form()
    answer = save(world, form.child_id, password=password)
    assert answer.status == 422
    assert set(answer.errors) == {"password"}
    assert "leukemia" not in answer.text
    assert views_of(world, form.child_id) == []


def test_passwords_cannot_be_tried_out(world: World) -> None:
    form = world.form()
    browser = world.browser(world.default_user(Role.PARENT))
    page = browser.get(f"/parents/children/{form.child_id}/save")
    tries = [
        browser.post(page.path, hidden_from=page.form(action=page.path), saved_as="data", password=f"wrong {n}")
        for n in range(6)
    ]
    assert [each.status for each in tries] == [422] * 5 + [429]


def test_a_second_guardian_saves_it_with_what_concerns_both_and_the_first_ones_account_stays_out(world: World) -> None:
    form = world.form()
    second = world.second_guardian(form.child_id)
    page = world.browser(second).get(f"/parents/children/{form.child_id}/save")

    told = json.loads(page.press(DATA, password=PASSWORD).text)

    assert told["account"]["email"] == second.email
    assert [each["number"] for each in told["forms"]] == [form.number]
    assert told["child"]["other_guardians"] == [{"name": "Marisol Brandvold"}]
    assert world.default_user(Role.PARENT).email not in json.dumps(told)


def test_someone_who_left_the_record_saves_nothing_anymore(world: World) -> None:
    form = world.form()
    second = world.second_guardian(form.child_id)
    browser = world.browser(second)
    page = browser.get(f"/parents/children/{form.child_id}/save")
    browser.get(f"/parents/children/{form.child_id}/leave").press()
    browser.page = page
    assert page.press(DATA, password=PASSWORD).status == 404


def test_the_way_leads_from_home_form_and_account(world: World) -> None:
    form = world.form()
    browser = world.browser(world.default_user(Role.PARENT))
    save_page, amend_page = f"/parents/children/{form.child_id}/save", f"/parents/children/{form.child_id}/amend"
    child_page = f"/parents/children/{form.child_id}"
    for path in ("/parents", f"/parents/forms/{form.id}"):
        assert child_page in browser.get(path).links.values()
    assert {save_page, amend_page} <= set(browser.get(child_page).links.values())
    what_we_hold = "See what we keep about your children"
    assert browser.get("/account").links[what_we_hold] == "/parents"
    assert what_we_hold not in world.browser(world.default_user(Role.SCHOOL)).get("/account").links


def test_what_was_typed_stays_text_in_the_document(world: World) -> None:
    typed = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    child_id = world.amendment(wrong=typed).child_id

    saved = save(world, child_id)

    assert typed in words_of(saved)
    assert not {"script", "img"} & {each.tag for each in parse_page(saved.text).iter()}


def test_each_file_that_was_handed_in_is_saved_beside_the_record_under_the_name_that_it_gives(
    world: World, document_files: DocumentFiles
) -> None:
    """Given a signed form with the parent's and the doctor's documents, when the parent saves the record, then each
    file can be downloaded beside it, and the data name the file."""
    request = world.request(RequestState.OPENED)
    parent, doctor = (world.browser(world.default_user(role)) for role in (Role.PARENT, Role.PHYSICIAN))
    first = handed_in(world, parent, f"request/{request.id}", document_files)
    second = handed_in(world, doctor, f"draft/{request.id}", document_files, png(), title="The picture")
    form = world.form(request=request)

    page = parent.get(f"/parents/children/{form.child_id}/save")

    for title, name in (
        (TITLE, f"request-document-1-{first[:6]}.pdf"),
        ("The picture", f"draft-document-1-{second[:6]}.png"),
    ):
        opened = parent.get(page.links[f"Download: {title}"])
        assert (opened.status, opened.location.partition("?as=")[2]) == (303, name)
        assert name in [each["file"] for each in data_of(world, form.child_id)["documents"]]


def test_a_file_that_a_doctor_added_to_an_unsigned_form_and_a_refused_one_are_not_offered(
    world: World, document_files: DocumentFiles
) -> None:
    request = world.request(RequestState.OPENED)
    parent, doctor = (world.browser(world.default_user(role)) for role in (Role.PARENT, Role.PHYSICIAN))
    handed_in(world, parent, f"request/{request.id}", document_files, b"MZ a program", title="Refused")
    handed_in(world, doctor, f"draft/{request.id}", document_files, title="The doctor's own")

    page = parent.get(f"/parents/children/{request.child_id}/save")

    assert "Download:" not in page.text
    assert [each["title"] for each in data_of(world, request.child_id)["documents"]] == ["Refused"]
