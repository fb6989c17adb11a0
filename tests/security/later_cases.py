"""Cases further along than the places of tests/invariants stand: what is written late in a case is seen only there."""

from collections.abc import Callable

from chalicelib.actions.records.review_emergency import review_emergency
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState
from chalicelib.domain.correction import CorrectionState
from chalicelib.domain.emergency import EmergencyFinding
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.review import InformationRequest, Review, ReviewState
from chalicelib.law.enums import LineState
from chalicelib.storage.outbox import NoticePlace, read_notice
from tests.builders import PASSWORD, World
from tests.checks.after_each_test import all_items
from tests.invariants.places import ROUTES, Here, Reached, Visitor
from tests.invariants.places_cases import worked_on
from tests.invariants.places_charges import ANSWERED, SAID, forwarded_charge
from tests.invariants.places_documents import announced_document
from tests.invariants.places_emergency import opened as emergency_access
from tests.invariants.places_reviews import CASE, _letter_ids, _revoked

FORM, APPEAL = "form_id", "appeal_id"


def _request(role: Role, state: RequestState) -> Reached:
    return lambda world: Here(world.default_user(role), {"request_id": world.request(state).id})


def _form(role: Role, state: LineState = LineState.REVOKED) -> Reached:
    return lambda world: Here(world.default_user(role), {FORM: world.form(state).id})


def _appeal(role: Role, state: AppealState) -> Reached:
    return lambda world: Here(world.default_user(role), {APPEAL: world.appeal(state).id})


def _review(role: Role, state: ReviewState) -> Reached:
    def reach(world: World) -> Here:
        review = world.review(state)
        return Here(world.default_user(role), {"review_id": review.id, FORM: review.form_id})

    return reach


def _panel(state: AppealState) -> Reached:
    def reach(world: World) -> Here:
        appeal = world.appeal(state)
        return Here(world.ctx().store.get(Account, appeal.seats[0].panelist_id), {APPEAL: appeal.id})

    return reach


def _panel_after_questions(world: World) -> Here:
    """The panel's file of a form about which the state had asked the physician."""
    appeal = world.appeal(AppealState.IN_REVIEW)
    review, today = world.ctx().store.get(Review, appeal.review_id), world.clock.today
    asked = InformationRequest(asked_on=today, due_on=today, question="Was it tested?", answer="No", answered_on=today)
    world.step(review, Action.RECOMMEND, information=(asked,))
    return Here(world.ctx().store.get(Account, appeal.seats[0].panelist_id), {APPEAL: appeal.id})


def _letter(role: Role, kind: str) -> Reached:
    return lambda world: Here(world.default_user(role), _letter_ids(world, kind))


def _own_letter(world: World) -> Here:
    _revoked(world)
    parent = world.default_user(Role.PARENT)
    notices = [read_notice(item) for item in all_items(world.table.name) if item.get("type") == "notice"]
    place = next(NoticePlace.of_notice(each) for each in notices if each.letter and each.recipient.id == parent.id)
    return Here(parent, {"kind": "account", "owner": parent.id, "place": place.place, "notice": place.notice_id})


def _child_looked_at(world: World) -> Here:
    """The child of a decided appeal, whose form everyone with a part in it has opened since."""
    appeal = world.appeal(AppealState.DECIDED)
    form = world.ctx().store.get(ExemptionForm, appeal.form_id)
    panelist = world.ctx().store.get(Account, appeal.seats[0].panelist_id)
    for person, path in (
        (world.default_user(Role.REVIEWER), f"/reviews/forms/{form.id}"),
        (world.default_user(Role.OFFICER), f"/reviews/forms/{form.id}"),
        (world.default_user(Role.SCHOOL), f"/schools/pupils/{form.id}"),
        (world.default_user(Role.APPEALS_STAFF), f"/appeals/{appeal.id}"),
        (world.default_user(Role.SECRETARY), f"/appeals/{appeal.id}"),
        (panelist, f"/panel/{appeal.id}"),
    ):
        world.browser(person).get(path)
    return Here(world.default_user(Role.PARENT), {"child_id": appeal.child_id})


def _saved(button: str) -> Reached:
    """The file of everything that is held, which comes only from its page's form."""

    def reach(world: World) -> Here:
        here = _child_looked_at(world)
        asked = world.amendment(
            CorrectionState.REFUSED, form=world.ctx().store.get(ExemptionForm, _form_of(world, here))
        )
        page = f"/parents/children/{asked.child_id}/save"
        return Here(here.person, here.ids, way=lambda browser: browser.get(page).press(button, password=PASSWORD))

    return reach


def _form_of(world: World, here: Here) -> str:
    return world.ctx().store.load_child_partition(here.ids["child_id"])[0]


def _amendment(world: World) -> Here:
    asked = world.amendment(CorrectionState.REFUSED)
    return Here(world.default_user(Role.PARENT), {"child_id": asked.child_id, "amendment_id": asked.id})


def _amendment_answered(world: World) -> Here:
    return Here(world.default_user(Role.REVIEWER), {"amendment_id": world.amendment(CorrectionState.REFUSED).id})


def _charge_answered(role: Role) -> Reached:
    """A charge that a parent reported, forwarded to the board."""

    def reach(world: World) -> Here:
        words, answer = (world.said(f"charge.{name}", given) for name, given in (("words", SAID), ("answer", ANSWERED)))
        report = forwarded_charge(world, words, answer)
        ids = {FORM: report.form_id} if role is Role.PARENT else {"charge_report_id": report.id}
        return Here(world.default_user(role), ids)

    return reach


def _emergency_reviewed(world: World) -> Here:
    access_id = emergency_access(world)
    world.clock.advance(hours=2)
    review_emergency(
        world.ctx(world.default_user(Role.OPERATOR)),
        access_id,
        EmergencyFinding.JUSTIFIED,
        world.said("emergency.finding_reason", "The exposure list names the day"),
        None,
    )
    return Here(world.default_user(Role.OPERATOR))


def _paper_checked(world: World) -> Here:
    code = world.form().check_code
    return Here(way=lambda browser: browser.get(f"/check/{code}").press("Check"))


def _case_worked_on(role: Role) -> Reached:
    def reach(world: World) -> Here:
        work = worked_on(world)
        return Here(world.default_user(role), {"review_id": work.id, "form_id": work.form_id})

    return reach


def _home(role: Role, before: Callable[[World], object]) -> Reached:
    def reach(world: World) -> Here:
        before(world)
        return Here(world.default_user(role))

    return reach


def _signed_with_documents(role: Role) -> Reached:
    """The documents of a signed form: those of its request."""

    def reach(world: World) -> Here:
        ids = announced_document(world, arrives=True)
        request = world.ctx().store.get(ExemptionRequest, ids["owner_id"])
        form = world.form(request=world.opened(request, world.default_user(Role.PHYSICIAN)))
        return Here(world.default_user(role), {"place": "form", "owner_id": form.id})

    return reach


# What it is: the address, and how it is reached.
LATER: dict[str, tuple[str, Reached]] = {
    **{
        f"{role}, documents": ("/documents/{place}/{owner_id}", _signed_with_documents(role))
        for role in (Role.PHYSICIAN, Role.REVIEWER, Role.OFFICER)
    },
    "reviewer, case worked on": ("/reviews/{review_id}/forms/{form_id}", _case_worked_on(Role.REVIEWER)),
    "officer, case worked on": ("/reviews/{review_id}/forms/{form_id}", _case_worked_on(Role.OFFICER)),
    "parent, declined": ("/parents/requests/{request_id}", _request(Role.PARENT, RequestState.DECLINED)),
    "parent, revoked": ("/parents/forms/{form_id}", _form(Role.PARENT)),
    "parent, appeal decided": ("/parents/appeals/{appeal_id}", _appeal(Role.PARENT, AppealState.DECIDED)),
    "parent, form appealed": (
        "/parents/forms/{form_id}",
        lambda world: Here(world.default_user(Role.PARENT), {FORM: world.appeal(AppealState.DECIDED).form_id}),
    ),
    "parent, who looked": ("/parents/children/{child_id}/views", _child_looked_at),
    "parent, history": ("/parents/children/{child_id}/history-file", _child_looked_at),
    "parent, saved document": ("/parents/children/{child_id}/save", _saved("Save as a document")),
    "parent, saved data": ("/parents/children/{child_id}/save", _saved("Save as data")),
    "parent, amendment refused": ("/parents/children/{child_id}/amendments/{amendment_id}", _amendment),
    "reviewer, amendment refused": ("/reviews/amendments/{amendment_id}", _amendment_answered),
    "parent, charge answered": ("/parents/forms/{form_id}/charge", _charge_answered(Role.PARENT)),
    **{
        f"{role}, charge answered": ("/reviews/charges/{charge_report_id}", _charge_answered(role))
        for role in (Role.REVIEWER, Role.OFFICER)
    },
    "physician, revoked": ("/physicians/forms/{form_id}", _form(Role.PHYSICIAN)),
    "physician, withdrawn": ("/physicians/forms/{form_id}", _form(Role.PHYSICIAN, LineState.WITHDRAWN)),
    "physician, printed": ("/physicians/forms/{form_id}/print", _form(Role.PHYSICIAN, LineState.ISSUED)),
    "school, revoked": ("/schools/pupils/{form_id}", _form(Role.SCHOOL)),
    "reviewer, answered": (CASE, _review(Role.REVIEWER, ReviewState.INFO_REQUESTED)),
    "reviewer, recommended": (CASE, _review(Role.REVIEWER, ReviewState.RECOMMENDED_REVOKE)),
    "reviewer, decided": (CASE, _review(Role.REVIEWER, ReviewState.DECIDED)),
    "officer, decided": (CASE, _review(Role.OFFICER, ReviewState.DECIDED)),
    "agency, asked": ("/appeals/{appeal_id}", _appeal(Role.APPEALS_STAFF, AppealState.INFO_REQUESTED)),
    "agency, decided": ("/appeals/{appeal_id}", _appeal(Role.APPEALS_STAFF, AppealState.DECIDED)),
    "secretary, decided": ("/appeals/{appeal_id}", _appeal(Role.SECRETARY, AppealState.DECIDED)),
    "panel, asked": ("/panel/{appeal_id}", _panel(AppealState.INFO_REQUESTED)),
    "panel, after questions": ("/panel/{appeal_id}", _panel_after_questions),
    "panel, decided": ("/panel/{appeal_id}", _panel(AppealState.DECIDED)),
    "parent's letter": ("/my-letters/{kind}/{owner}/{place}/{notice}", _own_letter),
    "health department's letter": (
        "/my-letters/{kind}/{owner}/{place}/{notice}",
        _letter(Role.LOCAL_HEALTH, "jurisdiction"),
    ),
    "operator, emergency reviewed": ("/operators/emergencies", _emergency_reviewed),
    "no one, paper checked": ("/check", _paper_checked),
    "health department, revoked": (
        "/health-departments/news",
        _home(Role.LOCAL_HEALTH, lambda world: world.review(ReviewState.DECIDED)),
    ),
}


def visitor_of(world: World, name: str) -> Visitor:
    """Someone at one of these cases."""
    path, reach = LATER[name]
    here = reach(world)
    return Visitor(world, ROUTES[path], here, world.browser(here.person))
