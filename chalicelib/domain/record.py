"""What every stored thing shares: it is frozen, each field has a class, it knows its version and its last event."""

from typing import Annotated, Any, ClassVar, Self

from pydantic import ConfigDict

from chalicelib.domain.field_classes import Classed, Internal, stored_name

KEPT_BESIDE = frozenset({"version", "chain", "data_key", "is_newer"})
"""What a record knows of its item: it is no part of the record's text, and no change of the record."""


class FrozenModel(Classed):
    """A frozen group of facts inside a record. Unknown fields are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        ser_json_bytes="base64",
        alias_generator=stored_name,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        defer_build=True,
    )

    def with_changes(self, **changes: Any) -> Self:
        """Return a copy with `changes`, validated like the original. Raises pydantic.ValidationError."""
        return type(self).model_validate({**dict(self), **changes})

    @classmethod
    def stored(cls, text: str) -> Self:
        """Return the facts of a stored text without the fields that a newer release has added.

        Raises pydantic.ValidationError.
        """
        return cls.model_validate_json(text, extra="ignore")


class VersionedRecord(FrozenModel):
    """A record whose every change is one version step and one audit event (Civ. Code 56.101(b)).

    `version` is 0 before the first write and rises by exactly 1 with each. `chain` is the hash of the audit event
    that made this version: event n of a record is chained to event n-1, and this is the head of that chain.
    `data_key` is the encrypted key under which its medical words and its history are kept; "" before the first write.
    `is_newer`: a newer release wrote it, with fields that this one does not know, so this one must not write it.
    """

    record_type: ClassVar[str]

    id: Annotated[str, Internal]
    version: Annotated[int, Internal] = 0
    chain: Annotated[str, Internal] = ""
    data_key: Annotated[str, Internal] = ""
    is_newer: Annotated[bool, Internal] = False
