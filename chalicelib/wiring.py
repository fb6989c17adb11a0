"""Puts the ports together, once per process: what web and jobs hand to the actions."""

from datetime import datetime
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from chalicelib.actions.context import Context, Services
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.law.calendar import california_date
from chalicelib.runtime.clock import Deadline
from chalicelib.runtime.entropy import new_id, random_below, random_bytes
from chalicelib.runtime.logging import count, log, log_failure
from chalicelib.runtime.passwords import Argon2Passwords
from chalicelib.runtime.secret_keys import keyed_hash
from chalicelib.runtime.settings import settings
from chalicelib.storage.calls import pause
from chalicelib.storage.field_cipher import EnvelopeFieldCipher
from chalicelib.storage.store import Store
from chalicelib.storage.table import portal_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chalicelib.documents.object_store import DocumentBucket
    from chalicelib.domain.license import LookupResult
    from chalicelib.domain.passkey import ProvenPasskey
    from chalicelib.law.license_numbers import LicenseNumber
    from chalicelib.licenses.port import LicenseLookup


class _LicenseSearch:
    """The license search, loaded by the first who asks it: of a hundred pages three do."""

    def look_up(self, number: "LicenseNumber", *, last_name: str, first_name: str = "") -> "LookupResult":
        """As of the port."""
        from chalicelib.domain.license import Unavailable  # noqa: PLC0415 - see above
        from chalicelib.domain.metrics import Metric  # noqa: PLC0415 - see above
        from chalicelib.runtime.license_keys import license_keys  # noqa: PLC0415 - see above

        keys = license_keys()
        if not all(keys):
            count(Metric.LICENSE_KEYS_UNREAD)
        answer = _license_lookup(*keys).look_up(number, last_name=last_name, first_name=first_name)
        count(Metric.LICENSE_ASKED)
        if isinstance(answer, Unavailable):
            count(Metric.LICENSE_UNAVAILABLE)
        return answer


class _Evidence:
    """The signer of evidence files, loaded by the first who asks it."""

    @property
    def public_key(self) -> bytes:
        """As of the port."""
        from chalicelib.runtime.evidence_signer import EvidenceSigner  # noqa: PLC0415 - only boards sign

        return EvidenceSigner().public_key

    def sign(self, statement: bytes) -> bytes:
        """As of the port."""
        from chalicelib.runtime.evidence_signer import EvidenceSigner  # noqa: PLC0415 - as above

        return EvidenceSigner().sign(statement)


class _Passkeys:
    """The function that judges passkeys; how it is called is loaded by the first who uses one."""

    def check_new(self, challenge: bytes, answer: str) -> "ProvenPasskey | None":
        """As of the port."""
        return self._proven("make", challenge, answer)

    def check_use(self, challenge: bytes, answer: str, known: "Sequence[ProvenPasskey]") -> "ProvenPasskey | None":
        """As of the port."""
        listed = [{"credential": each.credential.hex(), "uses": each.uses} for each in known]
        return self._proven("use", challenge, answer, known=listed)

    def _proven(self, purpose: str, challenge: bytes, answer: str, **more: Any) -> "ProvenPasskey | None":
        from chalicelib.domain.passkey import ProvenPasskey  # noqa: PLC0415 - see above
        from chalicelib.runtime.passkey_judge import judged  # noqa: PLC0415 - see above

        try:
            said = judged(purpose, challenge, answer, **more)
            return None if "refused" in said else ProvenPasskey(bytes.fromhex(said["credential"]), int(said["uses"]))
        except Exception as error:
            # Whatever keeps the function from answering is the same for the person: another way in is at hand.
            log_failure("passkey.unchecked", error)
            raise PortalError(ErrorKind.UNAVAILABLE, "PASSKEYS_AWAY", field="answer") from error


@lru_cache(maxsize=1)
def _license_lookup(app_id: str, app_key: str) -> "LicenseLookup":
    from chalicelib.licenses.dca_client import DCA_HOSTS, DcaLicenseLookup  # noqa: PLC0415 - see above

    found = settings()
    # The allow-list of hosts grows by this machine only where the run is a local one (S-61).
    hosts = DCA_HOSTS | ({"127.0.0.1"} if found.local_run else frozenset())
    return DcaLicenseLookup(found.license_base_url, app_id=app_id, app_key=app_key, allowed_hosts=hosts)


class _Documents:
    """The bucket of the documents, opened by the first who needs it: of a hundred pages one does."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bucket, name)

    @cached_property
    def _bucket(self) -> "DocumentBucket":
        from chalicelib.documents.object_store import DocumentBucket  # noqa: PLC0415 - see above

        found = settings()
        return DocumentBucket(found.documents_bucket, found.documents_key, found.documents_endpoint)


@cache
def services() -> Services:
    """The ports of this process."""
    return Services(
        licenses=_LicenseSearch(),
        passwords=Argon2Passwords(),
        fields=EnvelopeFieldCipher(),
        documents=_Documents(),
        keyed_hash=keyed_hash,
        new_id=new_id,
        random_below=random_below,
        random_bytes=random_bytes,
        pause=pause,
        evidence=_Evidence(),
        passkeys=_Passkeys(),
        log=log,
        count=count,
    )


def new_context(
    now: datetime, request_id: str, *, idempotency_key: str = "", language: str = "en", deadline: Deadline | None = None
) -> Context:
    """Return a fresh context for one request, which has a deadline, or one run of a job."""
    return Context(
        store=Store(portal_table(deadline)),
        services=services(),
        now=now,
        on=california_date(now),
        request_id=request_id,
        idempotency_key=idempotency_key,
        language=language,
    )
