"""What every stored thing shares: it is frozen, it knows its version, and its last audit event."""

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict

# Fields whose name in the code was changed after records had been stored: the stored name stays.
STORED_NAMES = {
    "license": "license",
    "license_checked_at": "license_checked_at",
    "license_number": "license_number",
    "span_starts_on": "enters_span_on",
}


def stored_name(field: str) -> str:
    """Return the name under which a field stands in stored JSON and in the history of changes."""
    return STORED_NAMES.get(field, field)


class FrozenModel(BaseModel):
    """A frozen group of facts inside a record. Unknown fields are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        ser_json_bytes="base64",
        alias_generator=stored_name,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )

    def with_changes(self, **changes: Any) -> Self:
        """A copy with `changes`, validated like the original. Raises pydantic.ValidationError."""
        return type(self).model_validate({**dict(self), **changes})


class VersionedRecord(FrozenModel):
    """A record whose every change is one version step and one audit event (Civ. Code 56.101(b)).

    `version` is 0 before the first write and rises by exactly 1 with each. `chain` is the hash of the audit event
    that made this version: event n of a record is chained to event n-1, and this is the head of that chain.
    `data_key` is the sealed key under which its medical words and its history are kept; "" before the first write.
    """

    record_type: ClassVar[str]

    id: str
    version: int = 0
    chain: str = ""
    data_key: str = ""
