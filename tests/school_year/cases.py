"""What physicians, parents, the Department and the panel do in the year, each by the portal's own act, and the plain
facts that follow. Every field for medical words has the planted ones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from chalicelib.actions.appeals.accept_appeal import accept_appeal
from chalicelib.actions.appeals.adopt_determination import Adoption, adopt_determination
from chalicelib.actions.appeals.assign_panel import assign_panel
from chalicelib.actions.appeals.declare_no_conflict import declare_no_conflict
from chalicelib.actions.appeals.edit_appeal import give_information, say_why
from chalicelib.actions.appeals.file_appeal import file_appeal
from chalicelib.actions.appeals.start_appeal import start_appeal
from chalicelib.actions.appeals.vote import Ballot, vote
from chalicelib.actions.appeals.withdraw_appeal import withdraw_appeal
from chalicelib.actions.reviews.assign_review import assign_review
from chalicelib.actions.reviews.decide_review import Decision, decide_review
from chalicelib.actions.reviews.open_review import open_review
from chalicelib.actions.reviews.recommend import recommend
from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal as StoredAppeal
from chalicelib.domain.appeal import Vote
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Finding, LineFinding, Outcome
from chalicelib.law.enums import Grade, LineKind, Vaccine
from tests.appeal_builder import determinations, votes_for
from tests.builders import PASSWORD, line
from tests.reference_model.engine.lines import Appeal, Line
from tests.reference_model.engine.records import SignedLine
from tests.school_year.district import District, Known
from tests.school_year.town import FIRST_DAY

CANARIES = {
    name: f"Zubrowkosis{name.title().replace(' ', '')}"
    for name in ("description", "public health reason", "finding", "decision", "why appealed", "information", "vote",
                 "appeal decision", "why withdrawn")
}  # fmt: skip
"""A made-up diagnosis for each field in which someone can name one."""
PLANTED = (*CANARIES.values(), "GEN-MODSEV", "GEN-ANA-COMP")
"""These words, and the codes of the medical reasons on the forms."""

_NOT_FILED = Appeal(datetime(2026, 1, 1), "open")  # noqa: DTZ001 - as the slow engine counts: UTC, without a zone


class Cases:
    """The exemptions of the district's children, from the signing on."""

    def __init__(self, district: District) -> None:
        self.district, self.world = district, district.world
        self.physicians = [self.world.physician() for _ in range(12)]
        self.appeals: dict[str, str] = {}  # by the form's id

    # Physicians

    def sign(self, known: Known, kinds: tuple[LineKind, ...], expiry: date, next_span: date | None) -> None:
        """A physician signs a form for the child's school."""
        child, today = known.child, self.district.today
        parent = self.world.parent(last_name=child.last_name)
        named = ChildFacts(first_name=child.first_name, last_name=child.last_name, birth_date=child.birth)
        facility = self.world.ctx().store.facility(known.record.school)
        assert facility
        lines = tuple(
            line(
                Vaccine(vaccine),
                kind,
                expiry if kind is LineKind.TEMPORARY else None,
                description=CANARIES["description"],
            )
            for vaccine, kind in zip(child.exempt, kinds, strict=True)
        )
        form = self.world.form(
            parent=parent,
            physician=self.physicians[len(self.appeals) % 3 + len(lines)],
            child=self.world.child(parent, facts=named),
            lines=lines,
            school=facility.as_choice(),
            grade=Grade(child.grade),
            grade_now=Grade(child.grade),
            planned_first_day=FIRST_DAY,
            next_span_entry=next_span,
        )
        known.form_id = form.id
        known.record.lines = [
            SignedLine(
                vaccine,
                Line(
                    temporary=kind is LineKind.TEMPORARY,
                    signed=today,
                    expiry=expiry if kind is LineKind.TEMPORARY else None,
                    next_span=next_span,
                ),
            )
            for vaccine, kind in zip(child.exempt, kinds, strict=True)
        ]

    def withdraw(self, known: Known) -> None:
        """The physician withdraws the whole form."""
        form = self.form(known)
        physician = self.world.ctx().store.get(Account, form.physician_id)
        vaccines = frozenset(each.vaccine for each in form.lines)
        command = WithdrawCommand(form.id, form.version, vaccines, CANARIES["why withdrawn"], PASSWORD)
        withdraw_exemption(self.world.ctx(physician), command)
        for each in known.record.lines:
            each.state = "withdrawn"

    def form(self, known: Known) -> ExemptionForm:
        return self.world.ctx().store.get(ExemptionForm, known.form_id)

    # The Department

    def revoke(self, known: Known) -> None:
        """Reviewed, and revoked by an officer who did not recommend it."""
        nurse, officer = self.world.default_user(Role.REVIEWER), self.world.default_user(Role.OFFICER)
        form = self.form(known)
        review_id = open_review(self.world.ctx(nurse), form.id, CANARIES["public health reason"], None).subject.id
        assign_review(self.world.ctx(nurse), review_id, form.id, None)
        findings = tuple(
            LineFinding(vaccine=each.vaccine, finding=Finding.REVOKE, reason=CANARIES["finding"]) for each in form.lines
        )
        recommend(self.world.ctx(nurse), review_id, form.id, findings, None)
        vaccines = tuple(each.vaccine for each in form.lines)
        decided = Decision(review_id, form.id, None, Outcome.REVOKED, vaccines, CANARIES["decision"])
        decide_review(self.world.ctx(officer), decided, PASSWORD)
        for each in known.record.lines:
            each.state, each.revoked = "revoked", self.district.today

    # Appeals

    def appeal(self, known: Known) -> None:
        """The parent files an appeal."""
        form = self.form(known)
        parent = self.world.ctx().store.get(Account, form.guardian_ids[0])
        appeal_id = start_appeal(self.world.ctx(parent), form.id).subject.id
        say_why(self.world.ctx(parent), appeal_id, None, CANARIES["why appealed"])
        give_information(self.world.ctx(parent), appeal_id, None, CANARIES["information"])
        file_appeal(self.world.ctx(parent), appeal_id, None)
        self.appeals[known.form_id] = appeal_id
        filed = self.world.clock().astimezone(UTC).replace(tzinfo=None)
        self._with_appeal(known, lambda _known: Appeal(filed, "open"))

    def withdraw_appeal(self, known: Known) -> None:
        """The parent withdraws it."""
        parent = self.world.ctx().store.get(Account, self.form(known).guardian_ids[0])
        withdraw_appeal(self.world.ctx(parent), self.appeals[known.form_id], None)
        today = self.district.today
        self._with_appeal(known, lambda filed: replace(filed, status="withdrawn", withdrawn=today))

    def decide_appeal(self, known: Known, *, reinstated: bool) -> None:
        """Three of the panel vote, and the Secretary adopts it."""
        appeal_id, ruling = self.appeals[known.form_id], Vote.REINSTATE if reinstated else Vote.UPHOLD
        staff, secretary = self.world.default_user(Role.APPEALS_STAFF), self.world.default_user(Role.SECRETARY)
        accept_appeal(self.world.ctx(staff), appeal_id, None)
        panel = [self.world.panelist() for _ in range(3)]
        assign_panel(self.world.ctx(staff), appeal_id, None, [each.id for each in panel])
        case = self.world.ctx().store.get(StoredAppeal, appeal_id)
        for each in panel:
            declare_no_conflict(self.world.ctx(each), appeal_id)
        for each in panel:
            votes = votes_for(case, ruling, CANARIES["vote"])
            vote(self.world.ctx(each), Ballot(appeal_id, votes, PASSWORD))
        text = CANARIES["appeal decision"]
        adoption = Adoption(appeal_id, known.form_id, None, determinations(case, ruling), text, PASSWORD)
        adopt_determination(self.world.ctx(secretary), adoption)
        status, today = "reinstated" if reinstated else "upheld", self.district.today
        self._with_appeal(known, lambda filed: replace(filed, status=status, notice=today))
        for line_of_form in known.record.lines if reinstated else ():
            line_of_form.state = "issued"

    def _with_appeal(self, known: Known, changed: Callable[[Appeal], Appeal]) -> None:
        for each in known.record.lines:
            each.appeal = changed(each.appeal or _NOT_FILED)
