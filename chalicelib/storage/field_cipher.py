"""The port behind which single fields are encrypted (runtime/envelope.py): its failures as the portal's own."""

from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.runtime import envelope
from chalicelib.storage.table import unavailable


@dataclass(frozen=True)
class EnvelopeFieldCipher:
    """Seals and opens fields with the key of this stage."""

    def encrypt(self, plain: bytes, *, context: str) -> str:
        """Return a text that only `decrypt` with the same context opens. Raises PortalError UNAVAILABLE."""
        try:
            return envelope.encrypt(plain, context=context)
        except (BotoCoreError, ClientError) as error:
            raise unavailable() from error

    def decrypt(self, sealed: str, *, context: str) -> bytes:
        """Return what was encrypted. Raises PortalError BAD_REQUEST for a text that is none of ours, UNAVAILABLE."""
        try:
            return envelope.decrypt(sealed, context=context)
        except envelope.SealBrokenError:
            raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE") from None
        except (BotoCoreError, ClientError) as error:
            raise unavailable() from error
