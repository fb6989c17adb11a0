"""How stored shapes move (docs/decisions/0019, 0057). Each record type has a shape number; an item says in which shape
its text is. What an older release wrote is brought up step by step as it is read. What the next release wrote is read
without the fields that it added, and never written from here: they would be lost. So a field comes in two releases:
the first reads it (`COMING`), the second fills it in."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from chalicelib.domain.field_classes import stored_name
from chalicelib.domain.record import VersionedRecord

_R = TypeVar("_R", bound=VersionedRecord)
Body = dict[str, Any]

SHAPES: Mapping[str, int] = {
    "account": 5,
    "amendment_request": 2,
    "appeal": 4,
    "calendar": 2,
    "charge_report": 1,
    "child": 5,
    "child_pair": 1,
    "contact": 1,
    "documents": 1,
    "emergency": 3,
    "exposure": 2,
    "facility_claim": 1,
    "form": 6,
    "form_draft": 3,
    "grades": 1,
    "import": 1,
    "invitation_file": 1,
    "job_order": 1,
    "letterhead": 1,
    "license_claim": 1,
    "published_reports": 1,
    "request": 2,
    "review": 3,
    "review_work": 1,
    "school_people": 1,
    "school_report": 1,
    "standing": 3,
    "student": 4,
}
"""The shape in which each record type is written. It rises with every field that comes, goes or changes its meaning; a
test compares the fields with those of the stored examples."""

UPCASTERS: Mapping[tuple[str, int], Callable[[Body], Body]] = {}
"""By record type and shape: the text of that shape in the next one. A shape that only adds fields with a default needs
none; shape 2 differs from shape 1 by the sealing alone."""

COMING: Mapping[str, frozenset[str]] = {}
"""By record type: fields of its shape that this release reads and does not fill in yet. While they are as they are by
default, a record is written in the shape before, without them, so that the release before this one may change it. The
next release takes its names off this list."""


class NewerShapeError(RuntimeError):
    """The item was written by a release too far ahead to be read."""


def read_shape(kind: type[_R], shape: int, text: str) -> _R:
    """Return the record of a stored text; one of the next release is marked `is_newer`.

    Raises NewerShapeError for a shape two or more ahead, or one that the next release did not keep readable.
    """
    ours = SHAPES[kind.record_type]
    if shape > ours + 1:
        raise NewerShapeError(f"{kind.record_type} {shape}")
    if shape > ours:
        return _without_what_was_added(kind, shape, text)
    return kind.model_validate_json(brought_up(kind.record_type, shape, text))


def written_shape(record: VersionedRecord) -> tuple[int, frozenset[str]]:
    """Return the shape in which a record is written, and the fields that are left out of its text.

    A record in which a field that is still coming was filled in is written with it: nothing is lost, and the release
    before this one may read the record and not change it.
    """
    kind = type(record)
    ours, coming = SHAPES[kind.record_type], COMING.get(kind.record_type, frozenset())
    by_default = {name: kind.model_fields[name].get_default(call_default_factory=True) for name in coming}
    if not coming or any(getattr(record, name) != value for name, value in by_default.items()):
        return ours, frozenset()
    return ours - 1, frozenset(map(stored_name, coming))


def brought_up(record_type: str, shape: int, text: str) -> str:
    """Return a stored text in the shape of this release, with nothing decrypted; a newer shape stays as it is."""
    steps = [
        UPCASTERS[record_type, number]
        for number in range(shape, SHAPES[record_type])
        if (record_type, number) in UPCASTERS
    ]
    if not steps:
        return text
    body = json.loads(text)
    for step in steps:
        body = step(body)
    return json.dumps(body, ensure_ascii=False)


def _without_what_was_added(kind: type[_R], shape: int, text: str) -> _R:
    try:
        return kind.stored(text).model_copy(update={"is_newer": True})
    except ValidationError:
        raise NewerShapeError(f"{kind.record_type} {shape}") from None
