"""Cases in which every field that holds a person's words, names or health holds a text of the test's choosing."""

from collections.abc import Callable
from typing import Any

from chalicelib.domain.account import Account, Address, PhysicianProfile, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, SuppliedInformation
from chalicelib.domain.child import Child, ChildFacts
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import Facility
from chalicelib.domain.request import ExemptionRequest, FormDraft, LineDraft, ParentFacts, PrimaryCare
from chalicelib.domain.review import Review, Trigger
from tests.builders import KAI, World
from tests.people import SCHOOL_ID

FIELDS = (
    "child.first_name",
    "child.middle_name",
    "child.last_name",
    "parent.name",
    "parent.relationship",
    "parent.street",
    "parent.city",
    "parent.telephone",
    "request.physician_name",
    "request.unlisted_school",
    "request.school_answer",
    "request.decline_reason",
    "school.name",
    "school.street",
    "physician.business_name",
    "physician.street",
    "physician.telephone",
    "primary_care.name",
    "primary_care.license",
    "primary_care.street",
    "primary_care.telephone",
    "primary_care.why_not_issuer",
    "line.description",
    "review.public_health_reason",
    "review.question",
    "review.answer",
    "review.finding_reason",
    "review.decision_reason",
    "appeal.why",
    "appeal.supplied",
    "appeal.question",
    "appeal.vote_reason",
    "appeal.decision_text",
    "amendment.wrong",
    "amendment.should_say",
    "amendment.answer",
    "charge.words",
    "charge.answer",
    "emergency.reason",
    "emergency.finding_reason",
    "account.parent.telephone",
    *(f"account.{role}.{name}" for role in Role for name in ("first_name", "last_name")),
)


class FullWorld(World):
    """`texts(field)` gives the text of each of FIELDS."""

    texts: Callable[[str], str]

    def said(self, field: str, words: str) -> str:
        """What someone types into a field."""
        return self.texts(field)

    def parent(self, **facts: Any) -> Account:
        """A parent."""
        return super().parent(**{"telephone": self.texts("account.parent.telephone"), **facts})

    def account(self, role: Role, **facts: Any) -> Account:
        """An account with the names of its role."""
        named = {name: self.texts(f"account.{role}.{name}") for name in ("first_name", "last_name")}
        return super().account(role, **{"email": f"zq.{role}.{self.next()}@mail.example", **facts, **named})

    def profile(self, **facts: Any) -> PhysicianProfile:
        """A practice."""
        address = Address(street=self.texts("physician.street"), city="Pasadena", zip_code="91101")
        told = {
            "business_name": self.texts("physician.business_name"),
            "business_address": address,
            "telephone": self.texts("physician.telephone"),
        }
        return super().profile(**{**told, **facts})

    def facility(self, facility_id: str = SCHOOL_ID, **facts: Any) -> Facility:
        """A school."""
        address = Address(street=self.texts("school.street"), city="Alhambra", zip_code="91803")
        return super().facility(facility_id, **{"name": self.texts("school.name"), "address": address, **facts})

    def typed_school(self) -> str:
        """A school that the directory does not have."""
        return self.texts("request.unlisted_school")

    def child_facts(self) -> ChildFacts:
        """The child as on school papers."""
        names = {name: self.texts(f"child.{name}") for name in ("first_name", "middle_name", "last_name")}
        return ChildFacts(birth_date=KAI.birth_date, **names)

    def child(self, parent: Account, **facts: Any) -> Child:
        """A child."""
        return super().child(parent, **{"facts": self.child_facts(), **facts})

    def _begun_request(self, parent: Account, child: Child | None, facts: dict[str, Any]) -> ExemptionRequest:
        address = Address(street=self.texts("parent.street"), city=self.texts("parent.city"), zip_code="91801")
        told = {
            "child": child.facts if child else self.child_facts(),
            "physician_name": self.texts("request.physician_name"),
            "unlisted_school": self.typed_school(),
            "school_answer": self.texts("request.school_answer"),
            "parent": ParentFacts(
                name=self.texts("parent.name"),
                relationship=self.texts("parent.relationship"),
                address=address,
                telephone=self.texts("parent.telephone"),
            ),
        }
        return super()._begun_request(parent, child, {**told, **facts})

    def _complete_draft(self, request: ExemptionRequest, facts: dict[str, Any]) -> FormDraft:
        address = Address(street=self.texts("primary_care.street"), city="Alhambra", zip_code="91801")
        names = ("name", "license", "telephone", "why_not_issuer")
        words = {name: self.texts(f"primary_care.{name}") for name in names}
        told = {"is_primary_care": False, "primary_care": PrimaryCare(business_address=address, **words)}
        return super()._complete_draft(request, {**told, **facts})

    def _dated(self, draft: LineDraft) -> LineDraft:
        return super()._dated(draft.with_changes(description=self.texts("line.description")))

    def _opened_review(self, form: ExemptionForm, trigger: Trigger, nurse: Account, facts: dict[str, Any]) -> Review:
        told = {"public_health_reason": self.texts("review.public_health_reason")}
        return super()._opened_review(form, trigger, nurse, {**told, **facts})

    def _started_appeal(self, form: ExemptionForm, facts: dict[str, Any]) -> Appeal:
        supplied = SuppliedInformation(
            by_id=form.guardian_ids[0], by_role="parent", on=self.clock.today, text=self.texts("appeal.supplied")
        )
        told = {"why": self.texts("appeal.why"), "supplied": (supplied,)}
        return super()._started_appeal(form, {**told, **facts})

    def amendment(self, *args: Any, **facts: Any) -> CorrectionRequest:
        """A request to amend."""
        told = {name: self.texts(f"amendment.{name}") for name in ("wrong", "should_say")}
        return super().amendment(*args, **{**told, **facts})

    def step(self, record: Any, act: Action, *, actor: Account | None = None, why: str = "", **changes: Any) -> Any:
        """Change a record; what someone writes with it is the test's text."""
        return super().step(record, act, actor=actor, why=why, **self._told(record, changes))

    def _with_form(self, appeal: Appeal, act: Action, actor: Account, outcome: Any, **changes: Any) -> Appeal:
        return super()._with_form(appeal, act, actor, outcome, **self._told(appeal, changes))

    def _change_lines(self, form: ExemptionForm, act: Action, actor: Account, **changes: Any) -> ExemptionForm:
        if changes.get("revocation"):
            changes["revocation"] = changes["revocation"].with_changes(reason=self.texts("review.decision_reason"))
        return super()._change_lines(form, act, actor, **changes)

    def _told(self, record: Any, changes: dict[str, Any]) -> dict[str, Any]:
        """The changes with the test's texts in place of the builder's."""
        of = {
            "decision_reason": "review.decision_reason",
            "reason": "request.decline_reason",
            "question": "appeal.question",
            "decision_text": "appeal.decision_text",
            "answer": "amendment.answer",
        }
        told = {name: self.texts(of[name]) if name in of and value else value for name, value in changes.items()}
        if "findings" in changes:
            told["findings"] = tuple(
                each.with_changes(reason=self.texts("review.finding_reason")) for each in changes["findings"]
            )
        if "information" in changes:
            asked = [each.with_changes(question=self.texts("review.question")) for each in changes["information"]]
            answered = asked[0].with_changes(answer=self.texts("review.answer"), answered_on=self.clock.today)
            told["information"] = (answered, *asked)
        if isinstance(record, Appeal) and "seats" in changes:
            told["seats"] = tuple(
                each.with_votes(
                    tuple(cast.with_changes(reason=self.texts("appeal.vote_reason")) for cast in each.votes),
                    self.clock.today,
                    "",
                )
                if each.has_voted
                else each
                for each in changes["seats"]
            )
        return told
