"""Signs the evidence files of licensing boards, with a key that never leaves KMS. It is not the key of the daily roots:
that one only the nightly job may use, and no page."""

from functools import cache

from chalicelib.runtime.root_signer import KmsRootSigner, RootSigner
from chalicelib.runtime.settings import settings

_STAND_INS: list[RootSigner] = []


def stand_in(signer: RootSigner) -> None:
    """Sign with this one: for the local run and for tests, which have no KMS."""
    _STAND_INS[:] = [signer]


class EvidenceSigner:
    """The signer of this process, asked for when something is to be signed."""

    @property
    def public_key(self) -> bytes:
        """The public key, DER, of the curve P-256."""
        return self._signer.public_key

    def sign(self, statement: bytes) -> bytes:
        """Return an ECDSA signature over SHA-256 of the statement, DER."""
        return self._signer.sign(statement)

    @property
    def _signer(self) -> RootSigner:
        return _STAND_INS[0] if _STAND_INS else _of_kms(settings().evidence_key)


@cache
def _of_kms(key_arn: str) -> RootSigner:
    """The signer that has asked for its public key once: anyone may look at the page that shows it."""
    return KmsRootSigner(key_arn, "")
