"""What every action is given: who asks, when, and the ports to the world. Nothing in `actions/` reads a clock, draws
a random bit or opens a connection of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.permissions import FOR_A_PHYSICIAN, require
from chalicelib.storage import keys
from chalicelib.storage.store import AccountBundle, Store

_READ_AT_MOST = {"request": 45, "form": 45, "appeal": 10}

if TYPE_CHECKING:
    from chalicelib.documents.object_store import UploadForm
    from chalicelib.domain.appeal import Appeal
    from chalicelib.domain.document import DocumentKind
    from chalicelib.domain.exemption import ExemptionForm
    from chalicelib.domain.metrics import Metric
    from chalicelib.domain.passkey import ProvenPasskey
    from chalicelib.domain.request import ExemptionRequest
    from chalicelib.licenses.port import LicenseLookup
    from chalicelib.storage.unit_of_work import UnitOfWork


class PasswordHasher(Protocol):
    """argon2id behind two verbs."""

    def hash(self, password: str) -> str:
        """Return the stored form of a password."""
        ...

    def verify(self, stored: str, password: str) -> bool:
        """Return whether the password is the stored one. Costs the same whether it is or not."""
        ...

    def needs_rehash(self, stored: str) -> bool:
        """Return whether a password should be stored again, with a newer key or a higher setting."""
        ...

    def stretch(self, code: str, salt: str) -> str:
        """Return the stored form of a recovery code; the same salt (of its set) gives the same form."""
        ...


class FieldCipher(Protocol):
    """Seals single fields, besides the table's own encryption."""

    def encrypt(self, plain: bytes, *, context: str) -> str:
        """Return a text that only `decrypt` with the same context opens. Raises PortalError UNAVAILABLE."""
        ...

    def decrypt(self, sealed: str, *, context: str) -> bytes:
        """Return what was encrypted. Raises PortalError BAD_REQUEST for a text that is none of ours, UNAVAILABLE."""
        ...


class EvidenceSigner(Protocol):
    """Signs the evidence files of licensing boards (ECDSA on P-256, over SHA-256)."""

    @property
    def public_key(self) -> bytes:
        """The public key, DER (SubjectPublicKeyInfo)."""
        ...

    def sign(self, statement: bytes) -> bytes:
        """Return the signature, DER."""
        ...


class PasskeyChecker(Protocol):
    """Judges what a browser answers for a passkey, on a page of the portal's own address (WebAuthn level 3)."""

    def check_new(self, challenge: bytes, answer: str) -> "ProvenPasskey | None":
        """Return the passkey that was made; None if this is no answer to the challenge. Raises PortalError
        UNAVAILABLE."""
        ...

    def check_use(self, challenge: bytes, answer: str, known: "Sequence[ProvenPasskey]") -> "ProvenPasskey | None":
        """Return which of the known passkeys answered, with its new count; None if none did, or if its count did not
        go up. Raises PortalError UNAVAILABLE."""
        ...


class DocumentStore(Protocol):
    """Where the files of documents are: quarantined until checked, then kept. See documents/object_store.py."""

    def upload_form(self, document_id: str, limit: int, back_to: str) -> "UploadForm":
        """Return the form with which a browser sends one file of 1 to `limit` bytes."""
        ...

    def view_link(self, document_id: str, name: str, kind: "DocumentKind") -> str:
        """Return an address under which a kept file can be saved as `name`, for one minute."""
        ...

    def arrived(self, document_id: str, version: str, limit: int) -> bytes | None:
        """Return up to one byte more than `limit` of a file that arrived; None if it is gone."""
        ...

    def keep(self, document_id: str, content: bytes) -> None:
        """Write what passed the check."""
        ...

    def drop_arrived(self, document_id: str) -> None:
        """Remove a file that arrived."""
        ...

    def drop(self, document_id: str) -> None:
        """Remove a document's file wherever it is."""
        ...


@dataclass(frozen=True)
class Services:
    """The ports that live as long as the process."""

    licenses: "LicenseLookup"
    passwords: PasswordHasher
    fields: FieldCipher
    documents: DocumentStore
    keyed_hash: Callable[..., str]
    new_id: Callable[[], str]
    random_below: Callable[[int], int]
    random_bytes: Callable[[int], bytes]
    pause: Callable[[int], None]
    evidence: EvidenceSigner
    passkeys: PasskeyChecker
    log: Callable[..., None]
    count: "Callable[[Metric], None]"


@dataclass
class Context:
    """One request: the actor, the instant, the California date, and this request's reads."""

    store: Store
    services: Services
    now: datetime
    on: date
    request_id: str
    actor: Account | None = None
    idempotency_key: str = ""
    language: str = "en"
    _account_bundle: AccountBundle | None = field(default=None)

    @property
    def person(self) -> Account:
        """The signed-in person. Raises PortalError SIGN_IN."""
        if self.actor is None:
            raise PortalError(ErrorKind.SIGN_IN, "SIGN_IN_FIRST")
        return self.actor

    @property
    def account_bundle(self) -> AccountBundle:
        """The signed-in person's links and notices, read once."""
        return self.load_account_bundle(self.person.id)

    def load_account_bundle(self, account_id: str) -> AccountBundle:
        """Return the partition of the person whom a session names: account, links and notices in one request."""
        if self._account_bundle is None:
            self._account_bundle = self.store.person(account_id)
        return self._account_bundle

    def own_records(self) -> "tuple[list[ExemptionRequest], list[ExemptionForm], list[Appeal]]":
        """Return the newest requests, forms and appeals of a parent. One request to the store, after the account's
        own."""
        from chalicelib.domain.appeal import Appeal  # noqa: PLC0415 - for parents, as the next two
        from chalicelib.domain.exemption import ExemptionForm  # noqa: PLC0415
        from chalicelib.domain.request import ExemptionRequest  # noqa: PLC0415

        bundle, store = self.account_bundle, self.store
        ids = {kind: bundle.ids(kind)[:limit] for kind, limit in _READ_AT_MOST.items()}
        store.load(keys.record(kind, case_id) for kind, case_ids in ids.items() for case_id in case_ids)
        return (
            [found for each in ids["request"] if (found := store.find(ExemptionRequest, each))],
            [signed for each in ids["form"] if (signed := store.find(ExemptionForm, each))],
            [filed for each in ids["appeal"] if (filed := store.find(Appeal, each))],
        )

    def require(self, act: Action, thing: object = None) -> Account:
        """Return the actor, where the actor may do `act` to `thing`. Raises PortalError SIGN_IN, FORBIDDEN,
        NOT_FOUND."""
        person = require(self.actor, act, self._placed(thing), self.on)
        if person.role is Role.CLINIC_STAFF and act in FOR_A_PHYSICIAN:
            self.issuer()
        return person

    def issuer(self) -> Account:
        """Return the physician whose forms this person works at: the person, or, of clinic staff, who invited them.

        Raises PortalError NOT_FOUND (there is none any more), FORBIDDEN (the physician's license is not proven, or
        disputed).
        """
        person = self.person
        if person.role is not Role.CLINIC_STAFF:
            return person
        physician = self.store.get(Account, person.prepares_for)
        if physician.disabled:
            raise not_found()
        if physician.must_prove_license:
            raise PortalError(ErrorKind.FORBIDDEN, "PHYSICIAN_NOT_PROVEN")
        return physician

    def _placed(self, thing: object) -> object:
        """Return the thing as of its district, where it is of a public school of this person's district office."""
        facility_id, actor = getattr(thing, "facility_id", ""), self.actor
        if not facility_id or actor is None or not actor.facility_ids or facility_id in actor.facility_ids:
            return thing
        from chalicelib.domain.school_calendar import CalendarOwner, district_office  # noqa: PLC0415 - for offices
        from chalicelib.storage.district_keys import district_school  # noqa: PLC0415 - as above

        office = district_office(facility_id)
        if office not in actor.facility_ids or self.store.item(district_school(office, facility_id)) is None:
            return thing
        return CalendarOwner(facility_id=facility_id, district_id=office)

    def new_id(self) -> str:
        """Return a fresh id of 128 random bits."""
        return self.services.new_id()

    def keyed_hash(self, *parts: str) -> str:
        """Return how an e-mail address, a number or a child stands in a key."""
        return self.services.keyed_hash("lookup", *parts)

    def unit_of_work(self, act: Action) -> "UnitOfWork":
        """A fresh transaction for one act. A request without an operation id (a job) gets one of its own."""
        from chalicelib.storage.unit_of_work import UnitOfWork  # noqa: PLC0415 - who only reads needs none

        return UnitOfWork(
            table=self.store.table,
            act=act,
            actor=self.actor,
            now=self.now,
            on=self.on,
            request_id=self.request_id,
            idempotency_key=self.idempotency_key or self.new_id(),
            new_id=self.new_id,
            pause=self.services.pause,
            known_keys=self.store.known_keys,
        )
