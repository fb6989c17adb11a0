"""What is known of a passkey once a browser's answer was judged."""

from dataclasses import dataclass

MOST_PASSKEYS = 10


@dataclass(frozen=True)
class ProvenPasskey:
    """A passkey after a right answer. `credential` holds its id and public key as WebAuthn packs them; `uses` is its
    own count of signatures, 0 where it does not count (passkeys that are carried between devices)."""

    credential: bytes
    uses: int
