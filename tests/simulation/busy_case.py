"""One child about whom much happens at the same time: nineteen buttons that could be pressed at this instant, most of
them about the same forms. What one of them does, another may find changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chalicelib.actions.records.invite_guardian import invite_guardian
from chalicelib.actions.signing.renew_exemption import renew_exemption
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState, Vote
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import FormDraft, RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.storage.directory import write_facilities
from chalicelib.storage.state_desk import desk_key
from chalicelib.web.appeals.decision import shown_decisions
from tests.builders import PASSWORD, World, line
from tests.mailed import newest_link
from tests.simulation.acts_of_cases import CERTIFIED, WORDS

_OTHER_SCHOOL = "19647330000001"


@dataclass(frozen=True)
class Button:
    """Whose it is, where, and what the form holds."""

    person: Account
    path: str
    fields: Mapping[str, Any]


class BusyCase:
    """`buttons`: by the name of the act."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.parent, self.doctor = world.default_user(Role.PARENT), world.default_user(Role.PHYSICIAN)
        self.form = world.form(lines=(line(Vaccine.MMR), line(Vaccine.VAR)))
        self.child = world.ctx().store.get(Child, self.form.child_id)
        desk_key(world.ctx().store)
        self.buttons = {**self._requests(), **self._drafts(), **self._reviews(), **self._appeals(), **self._family()}
        self.buttons["withdraw"] = self._withdrawal()  # after all that changes the form

    def _version(self, record: VersionedRecord) -> dict[str, str]:
        return {"version": str(self.world.reload(record).version)}

    def _requests(self) -> dict[str, Button]:
        world, child = self.world, self.child
        draft, sent = world.request(RequestState.DRAFT, child=child), world.request(child=child)
        number = {"number": sent.number, "birth_date": child.facts.birth_date}
        return {
            "submit": Button(self.parent, f"/parents/requests/{draft.id}/check", self._version(draft)),
            "cancel": Button(self.parent, f"/parents/requests/{sent.id}/cancel", self._version(sent)),
            "open": Button(self.doctor, "/physicians/open", number),
        }

    def _drafts(self) -> dict[str, Button]:
        world, doctor, signed = self.world, self.doctor, {**CERTIFIED, "signed_name": self.doctor.display_name}
        same = world.draft_of(world.opened(world.request(child=self.child), doctor, lines=(line(Vaccine.MMR),)))
        again = world.draft_of(world.opened(world.request(child=self.child), doctor, lines=(line(Vaccine.DTAP),)))
        renewal_id = renew_exemption(world.ctx(doctor), self.form.id, self.form.version).subject.id
        renewal = world.ctx().store.get(FormDraft, renewal_id)
        later = tuple(each.with_changes(expires_on=world.clock.today + timedelta(days=200)) for each in renewal.lines)
        world.step(renewal, Action.EDIT_FORM_DRAFT, actor=doctor, lines=later, examined_on=world.clock.today)
        examined = {"examined_on": world.clock.today, "is_primary_care": "yes", "treating_since": date(2020, 5, 4)}
        return {
            "examine": Button(
                doctor, f"/physicians/drafts/{again.id}/examination", {**examined, **self._version(again)}
            ),
            "sign": Button(doctor, f"/physicians/drafts/{again.id}/sign", {**signed, **self._version(again)}),
            "sign for the same": Button(
                doctor, f"/physicians/drafts/{same.id}/sign", {**signed, **self._version(same)}
            ),
            "sign the renewal": Button(
                doctor, f"/physicians/drafts/{renewal_id}/sign", {**signed, **self._version(renewal)}
            ),
        }

    def _withdrawal(self) -> Button:
        said = {"vaccines": ["MMR"], "reason": WORDS, "password": PASSWORD, **self._version(self.form)}
        return Button(self.doctor, f"/physicians/forms/{self.form.id}/withdraw", said)

    def _reviews(self) -> dict[str, Button]:
        world = self.world
        review = world.review(ReviewState.RECOMMENDED_REVOKE, form=world.reload(self.form))
        asked = world.amendment(form=world.reload(self.form))
        decided = {"outcome": "revoked", "vaccines": ["MMR"], "reason": WORDS, "password": PASSWORD}
        answer = {"outcome": "refused", "answer": WORDS, **self._version(asked)}
        path = f"/reviews/{review.id}/forms/{self.form.id}/confirm"
        return {
            "revoke": Button(world.default_user(Role.OFFICER), path, {**decided, **self._version(review)}),
            "answer amendment": Button(
                world.default_user(Role.REVIEWER), f"/reviews/amendments/{asked.id}/answer", answer
            ),
        }

    def _revoked(self, vaccine: Vaccine) -> ExemptionForm:
        request = self.world.request(child=self.child)
        return self.world.form(LineState.REVOKED, request=request, lines=(line(vaccine),))

    def _appeals(self) -> dict[str, Button]:
        world = self.world
        draft = world.appeal(AppealState.DRAFT, form=self._revoked(Vaccine.IPV))
        voting = world.appeal(AppealState.IN_REVIEW, form=self._revoked(Vaccine.HEPB))
        decided = world.appeal(AppealState.DETERMINED, form=self._revoked(Vaccine.DTAP), vote=Vote.REINSTATE)
        vote = {"vote_hepb": "uphold", "reason_hepb": WORDS, "password": PASSWORD, **self._version(voting)}
        adopted = {"decisions": shown_decisions(decided), "text": WORDS, "password": PASSWORD, **self._version(decided)}
        member = world.ctx().store.get(Account, voting.seats[0].panelist_id)
        letter = f"/appeals/{decided.id}/forms/{decided.form_id}/adopt/send"
        return {
            "appeal": Button(self.parent, f"/parents/appeals/{draft.id}/check", self._version(draft)),
            "withdraw appeal": Button(self.parent, f"/parents/appeals/{voting.id}/withdraw", self._version(voting)),
            "vote": Button(member, f"/panel/{voting.id}/cast", vote),
            "adopt": Button(world.default_user(Role.SECRETARY), letter, adopted),
        }

    def _family(self) -> dict[str, Button]:
        world, child = self.world, self.child
        other, third = world.parent(first_name="Ignatius"), world.parent(first_name="Rosamund")
        invite_guardian(world.ctx(self.parent), child.id, other.email, PASSWORD, "192.0.2.7")
        school = world.facility(_OTHER_SCHOOL, name="Madrone Creek Elementary")
        write_facilities(world.table, [school])
        own = {"name": school.id, "choice": school.id, "step": "choose", **self._cases(), **self._version(child)}
        dose = {"vaccines": ["DTAP"], "given_on": date(2026, 9, 28), **self._version(child)}
        amend = {"wrong": WORDS, "should_say": WORDS}
        invite = {"email": third.email, "password": PASSWORD}
        return {
            "change school": Button(self.parent, f"/parents/children/{child.id}/school", own),
            "ask to amend": Button(self.parent, f"/parents/children/{child.id}/amend", amend),
            "invite guardian": Button(self.parent, f"/parents/children/{child.id}/guardians", invite),
            "join": Button(other, newest_link(world.table, NoticeKind.GUARDIAN_INVITED), {}),
            "record dose": Button(world.default_user(Role.SCHOOL), f"/schools/pupils/{self.form.id}/dose", dose),
        }

    def _cases(self) -> dict[str, list[str]]:
        links = self.world.ctx().store.case_links(f"CHILD#{self.child.id}")
        return {
            f"{kind}s": [str(link["case_id"]) for link in links if link["kind"] == kind] for kind in ("request", "form")
        }
