"""What a browser can hold of signing in besides a session: that it is known, or took the first of two steps."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Device:
    """A browser in which the owner of an address signed in before. It signs nobody in. `address` is the keyed hash."""

    id: str
    address: str


@dataclass(frozen=True)
class SignInStep:
    """The password was right, and the second step is still to come. No session yet, and nothing to see."""

    id: str
    account_id: str
    session_version: int
