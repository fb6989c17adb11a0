"""The people, places and browsers of a test. Cases stand in tests/builders.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from chalicelib import wiring
from chalicelib.actions.accounts.one_time_codes import STEP_SECONDS, code_at
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.accounts.two_factor import seed_context
from chalicelib.actions.context import Context, PasswordHasher
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.account import (
    Account,
    Address,
    Appointment,
    Credential,
    LiveSession,
    Office,
    PhysicianProfile,
    Role,
)
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child, ChildFacts, same_child_parts
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.standing import PhysicianStanding, StandingState, standing_id
from chalicelib.law.enums import Grade
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.codec import key_of
from chalicelib.storage.credentials import Credential as StoredCredential
from chalicelib.storage.table import Table
from chalicelib.storage.two_factor_rows import TwoFactor, put_two_factor
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.web.http import cookies
from tests.checks.kept_tables import empty
from tests.checks.recorder import Recorder
from tests.checks.remembered import History, remembered
from tests.clock import Clock
from tests.license_answers import LicenseAnswers
from tests.portal import Portal

PASSWORD = "four calm otters paddling"
KAI = ChildFacts(first_name="Kai", middle_name="Ignacio", last_name="Brandvold", birth_date=date(2019, 3, 14))
AGREED = 9998  # a school year that no test reaches
HOME = Address(street="4821 Larkspur Bend", city="Alhambra", zip_code="91801")
PRACTICE = Address(street="77 Quillfeather Way, Suite 4", city="Pasadena", zip_code="91101")
SCHOOL_ID = "19642120123456"
_R = TypeVar("_R", bound=VersionedRecord)
_NAMES = {
    Role.PARENT: ("Marisol", "Brandvold"),
    Role.PHYSICIAN: ("Thaddeus", "Okonjo-Reyes"),
    Role.SCHOOL: ("Philippa", "Drummond"),
    Role.LOCAL_HEALTH: ("Anselm", "Vukovic"),
    Role.REVIEWER: ("Beatrix", "Halloway"),
    Role.OFFICER: ("Cornelius", "Abernathy"),
    Role.APPEALS_STAFF: ("Delphine", "Marchetti"),
    Role.SECRETARY: ("Evander", "Kowalczyk"),
    Role.PANELIST: ("Ottoline", "Ferreira"),
    Role.BOARD: ("Gideon", "Lindqvist"),
    Role.CLINIC_STAFF: ("Fabiola", "Wrangham"),
    Role.OPERATOR: ("Hermione", "Saldanha"),
}


def password_hash(password: str = PASSWORD) -> str:
    """The stored form of a password, computed once."""
    return _password_hash(wiring.services().passwords, password)


@cache
def _password_hash(passwords: PasswordHasher, password: str) -> str:
    return passwords.hash(password)


@dataclass
class People:
    """The people of one test. `browser(person)` gives a browser in which that person is signed in.

    `the(Role.PARENT)` is the parent whom cases are made for by default, and so for the other roles.
    """

    table: Table
    clock: Clock
    licenses: LicenseAnswers
    recorder: Recorder
    _count: int = 0
    _the: dict[Role, Account] = field(default_factory=dict)
    history: History | None = None  # see tests/checks/remembered.py

    def ctx(self, actor: Account | None = None, *, idempotency_key: str = "") -> Context:
        """A request's context at the clock's present, as an action gets it. The actor is read afresh."""
        made = wiring.new_context(self.clock(), new_id(), idempotency_key=idempotency_key or new_id())
        made.actor = self.reload(actor) if actor else None
        return made

    def reload(self, record: _R) -> _R:
        """The record as it stands in the table now."""
        return self.ctx().store.get(type(record), record.id)

    def work(self, act: Action, actor: Account | None = None) -> UnitOfWork:
        """A transaction outside any action."""
        ctx = self.ctx()
        ctx.actor = actor
        return ctx.unit_of_work(act)

    def written(self, work: UnitOfWork, record: _R) -> _R:
        """The record as this transaction wrote it."""
        stored = work._written[key_of(record)]
        assert isinstance(stored, type(record))
        return stored

    def said(self, field: str, words: str) -> str:
        """What someone types into a field: these words, where the test has none of its own for it."""
        return words

    def begin_anew(self) -> None:
        """Empty tables, and no one known: another world within the same test."""
        empty((self.table.name, self.table.audit_name))
        self._the.clear()

    def next(self) -> int:
        """A number that this test has not used yet."""
        self._count += 1
        return self._count

    # People

    def default_user(self, role: Role) -> Account:
        """The one person of this role whom cases belong to unless a test names another."""
        return self._the[role] if role in self._the else self._make_the(role)

    @remembered
    def _make_the(self, role: Role) -> Account:
        make = {
            Role.PARENT: self.parent,
            Role.PHYSICIAN: self.physician,
            Role.SCHOOL: self.school_person,
            Role.LOCAL_HEALTH: self.local_health,
            Role.REVIEWER: self.reviewer,
            Role.OFFICER: self.officer,
            Role.APPEALS_STAFF: self.appeals_staff,
            Role.SECRETARY: self.secretary,
            Role.PANELIST: self.panelist,
            Role.BOARD: self.board_person,
            Role.CLINIC_STAFF: self.clinic_staff,
            Role.OPERATOR: self.operator,
        }
        self._the[role] = make[role]()
        return self._the[role]

    @remembered
    def account(self, role: Role, **facts: Any) -> Account:
        """A verified account with a password (PASSWORD), and what its role has: see the methods below."""
        first, last = _NAMES[role]
        number = self.next()
        given = {
            "first_name": first,
            "last_name": last,
            "email": f"{first}.{number}@mail.example",
            "verified": True,
            **facts,
        }
        if role != Role.PARENT:  # everyone else must have one
            given = {"second_step_since": self.clock(), "recovery_codes_since": self.clock(), **given}
        if role == Role.PHYSICIAN:
            given = {"physician": self.profile(), **given}
        if role == Role.SCHOOL:
            given = {"agreed_in": AGREED, **given}
        account = Account(id=new_id(), role=role, **given)
        work = self.work(Action.REGISTER)
        work.create(account)
        if account.second_step_since:
            put_two_factor(work, account.id, _two_factor(account), in_place_of=None)
        stored = StoredCredential(account.id, password_hash(), verified=account.verified)
        work.row(keys.credential(email_hash(self.ctx(), account.email)), stored.attributes())
        for kind, office_id in _offices(account):
            work.row(
                keys.office_member(kind, office_id, account.id),
                {"type": "member", "account_id": account.id, "name": account.display_name},
            )
        work.commit()
        return self.written(work, account)

    @remembered
    def with_two_factor(self, account: Account) -> Account:
        """The account with two-factor authentication, as everyone but a parent needs."""
        work = self.work(Action.SET_UP_SECOND_STEP, account)
        since = self.clock()
        agreed = AGREED if account.role == Role.SCHOOL else None
        made = account.with_changes(second_step_since=since, recovery_codes_since=since, agreed_in=agreed)
        work.update(account, made)
        put_two_factor(work, account.id, _two_factor(account), in_place_of=None)
        work.commit()
        return self.written(work, made)

    def parent(self, **facts: Any) -> Account:
        """A parent."""
        return self.account(Role.PARENT, **{"telephone": "(626) 555-0142", **facts})

    @remembered
    def physician(
        self,
        *,
        standing: StandingState | None = StandingState.VERIFIED,
        checked: datetime | None = None,
        standing_facts: dict[str, Any] | None = None,
        **facts: Any,
    ) -> Account:
        """A physician with a license of their own, proven by the department's record, and a standing (None: no standing
        yet). `license_proof=LicenseProof.NONE`: nothing is proven yet. Claims: tests/license_claims.py."""
        account = self.account(Role.PHYSICIAN, **facts)
        if standing:
            self.standing(account, standing, checked=checked, **(standing_facts or {}))
        return account

    def profile(self, **facts: Any) -> PhysicianProfile:
        """What a physician says of the license and the practice."""
        return PhysicianProfile(
            **{
                "board": "MBC",
                "rank": "A",
                "license_number": str(60000 + self.next()),
                "business_name": "Quillfeather Pediatrics",
                "business_address": PRACTICE,
                "telephone": "(626) 555-0199",
                **facts,
            }
        )

    @remembered
    def standing(
        self,
        physician: Account,
        state: StandingState = StandingState.VERIFIED,
        *,
        checked: datetime | None = None,
        **facts: Any,
    ) -> PhysicianStanding:
        """The standing of a physician's license, in any state."""
        assert physician.physician
        begins = state if state in {StandingState.VERIFIED, StandingState.HOLD} else StandingState.HOLD
        if state == StandingState.BARRED_PUBLIC_HEALTH_RISK:
            begins = StandingState.VERIFIED
        made = PhysicianStanding(
            id=standing_id(physician.physician),
            state=begins,
            account_id=physician.id,
            **{"last_good_check": checked or self.clock(), "last_outcome": "may_issue", **facts},
        )
        work = self.work(Action.PROVE_LICENSE)
        work.create(made)
        work.commit()
        if state == begins:
            return self.written(work, made)
        by_health = state == StandingState.BARRED_PUBLIC_HEALTH_RISK
        act = Action.BAR_PHYSICIAN if by_health else Action.CLASSIFY_ACTION
        return self.step(made, act, state=state, barred_since=facts.get("barred_since", self.clock.today))

    @remembered
    def school_person(self, facility: Facility | None = None, **facts: Any) -> Account:
        """Someone of a school or child care."""
        school = facility or self.facility()
        return self.account(Role.SCHOOL, **{"facility_ids": (school.id,), **facts})

    def local_health(self, jurisdiction: str = "C19", **facts: Any) -> Account:
        """Someone of a local health department."""
        return self.account(Role.LOCAL_HEALTH, jurisdiction=jurisdiction, **facts)

    def reviewer(self, **facts: Any) -> Account:
        """Immunization staff of the Department: a registered nurse."""
        return self.account(Role.REVIEWER, **{"credential": Credential.REGISTERED_NURSE, **facts})

    def officer(self, **facts: Any) -> Account:
        """A physician whom the State Public Health Officer designated."""
        appointed = Appointment(office=Office.DESIGNATED_PHYSICIAN, since=date(2026, 1, 2))
        return self.account(Role.OFFICER, **{"credential": Credential.PHYSICIAN, "appointments": (appointed,), **facts})

    def appeals_staff(self, **facts: Any) -> Account:
        """Staff of the California Health and Human Services Agency."""
        return self.account(Role.APPEALS_STAFF, **facts)

    def secretary(self, **facts: Any) -> Account:
        """The Secretary of that agency."""
        return self.account(Role.SECRETARY, **facts)

    def panelist(self, **facts: Any) -> Account:
        """An independent physician who can sit on a panel."""
        return self.account(Role.PANELIST, **{"last_name": f"Ferreira-{self.next()}", **facts})

    def board_person(self, board: str = "MBC", **facts: Any) -> Account:
        """Someone of a licensing board."""
        return self.account(Role.BOARD, board=board, **facts)

    @remembered
    def clinic_staff(self, physician: Account | None = None, **facts: Any) -> Account:
        """Someone who prepares forms for a physician."""
        doctor = physician or self.default_user(Role.PHYSICIAN)
        practice = (doctor.physician and doctor.physician.business_name) or doctor.display_name
        staff = self.account(Role.CLINIC_STAFF, **{"prepares_for": doctor.id, "practice": practice, **facts})
        work = self.work(Action.INVITE_CLINIC_STAFF, doctor)
        self.link(work, doctor.id, "clinic_staff", staff.id)
        work.commit()
        return staff

    def operator(self, **facts: Any) -> Account:
        """Someone who runs the portal."""
        return self.account(Role.OPERATOR, **facts)

    def code(self, person: Account, *, steps: int = 0) -> str:
        """What the person's authenticator app shows now, or so many 30-second steps later."""
        item = self.ctx().store.item(keys.two_factor(person.id))
        assert item
        seed = self.ctx().services.fields.decrypt(TwoFactor.of(item).seed, context=seed_context(person.id))
        return code_at(seed, self.clock() + timedelta(seconds=STEP_SECONDS * steps))

    def recovery_code(self, person: Account) -> str:
        """A recovery code of this person, good for one sign-in."""
        code, services = "7KQ2-M9XD-04TR-HW5N", self.ctx().services
        stored = services.passwords.stretch(code.replace("-", ""), "00" * 16)
        self.table.update(keys.two_factor(person.id), "ADD codes :more", {":more": {stored}})
        return code

    # Browsers

    def browser(self, person: Account | None = None) -> Portal:
        """A browser of its own, in which `person` signed in a moment ago, with both steps (None: no one)."""
        portal = Portal(self.recorder)
        if person:
            portal.binding, portal.jar[cookies.SESSION] = self._signed_in(person)
        return portal

    @remembered
    def _signed_in(self, person: Account) -> tuple[str, str]:
        """The id of a new session of this person, and the cookie of it."""
        session_id, now = new_id(), self.clock()
        account = self.reload(person)
        sessions = {**account.live_sessions, session_id: LiveSession(since=now)}
        account = self.step(account, Action.SIGN_IN, live_sessions=sessions)
        return session_id, cookies.session_token(account, session_id, now, now, new_id())

    # Places and children

    def typed_school(self) -> str:
        """A school that the directory does not have, as a parent names it."""
        return "Sunrise Forest School, Topanga"

    @remembered
    def facility(self, facility_id: str = SCHOOL_ID, **facts: Any) -> Facility:
        """A school of the directory; the same one each time, unless another id is given."""
        made = Facility(
            id=facility_id,
            **{
                "kind": FacilityKind.PUBLIC_SCHOOL,
                "name": "Juniper Hollow Elementary",
                "county": "Los Angeles",
                "address": Address(street="300 Juniper Hollow Road", city="Alhambra", zip_code="91803"),
                "jurisdiction": "C19",
                "grades": "K-6",
                **facts,
            },
        )
        place = keys.record("facility", made.id).as_item()
        self.table.replace_many([{**place, "type": "facility", "body": made.model_dump_json()}], ())
        return made

    @remembered
    def child(self, parent: Account, **facts: Any) -> Child:
        """A child of this parent: Kai in grade 2, unless told otherwise."""
        about = facts.pop("facts", KAI)
        made = Child(
            id=new_id(),
            guardian_ids=(parent.id,),
            facts=about,
            same_child=self.ctx().keyed_hash("child", *same_child_parts(about)),
            **{"grade": Grade.GRADE_2, "grade_recorded_on": self.clock.today, **facts},
        )
        return self.create(made, Action.START_REQUEST, parent)

    # Writing

    def create(
        self,
        record: _R,
        act: Action,
        actor: Account | None = None,
        also: Callable[[UnitOfWork], None] = lambda _work: None,
        **options: Any,
    ) -> _R:
        """Write a new record by `act`, with what `also` adds to the transaction, and return it as stored."""
        work = self.work(act, actor)
        work.create(record, **options)
        also(work)
        work.commit()
        return self.written(work, record)

    @remembered
    def step(self, record: _R, act: Action, *, actor: Account | None = None, why: str = "", **changes: Any) -> _R:
        """Change a record by `act`, and return it as stored."""
        work = self.work(act, actor)
        before = self.reload(record)
        work.update(before, before.with_changes(**changes), reason=why)
        work.commit()
        return self.written(work, record)

    def link(self, work: UnitOfWork, account_id: str, kind: str, case_id: str) -> None:
        """Link a person to a case."""
        work.row(keys.case_link(account_id, kind, case_id), link_attributes(kind, case_id, self.clock().isoformat()))


def _two_factor(account: Account) -> TwoFactor:
    """A second factor with a seed of its own, and no recovery codes."""
    sealed = wiring.services().fields.encrypt(account.id[:20].encode(), context=seed_context(account.id))
    return TwoFactor(sealed, last_step=0, salt="00" * 16, codes=frozenset())


def _offices(account: Account) -> list[tuple[str, str]]:
    """The organizations whose notices this person reads."""
    of_role = {
        Role.LOCAL_HEALTH: [("jurisdiction", account.jurisdiction)],
        Role.BOARD: [("board", account.board)],
        Role.REVIEWER: [("cdph", "main")],
        Role.OFFICER: [("cdph", "main")],
        Role.APPEALS_STAFF: [("chhs", "main")],
        Role.SECRETARY: [("chhs", "main")],
        Role.PANELIST: [("panel", "main")],
        Role.OPERATOR: [("operators", "main")],
        Role.SCHOOL: [("facility", facility_id) for facility_id in account.facility_ids],
    }
    return of_role.get(account.role, [])
