"""Two releases on one table: this code, and what the release after it would write and read."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import Enum
from typing import Any
from unittest.mock import patch

from chalicelib.domain.record import VersionedRecord
from chalicelib.storage import codec, shapes, unit_of_work
from chalicelib.storage.data_keys import DataKey
from chalicelib.storage.record_types import RECORD_TYPES
from chalicelib.storage.table import Item

ADDED = {"added": "what only the next release knows"}


class Release(Enum):
    """Which code answers a request."""

    THIS = "this release"
    NEXT = "the next release, which fills in a new field of each record"
    READER = "this release, were the last field of each record still to come"


@contextmanager
def answered_by(release: Release) -> Iterator[None]:
    """Let this release's code answer meanwhile."""
    with ExitStack() as planted:
        if release is Release.NEXT:
            planted.enter_context(patch.object(unit_of_work, "encode", _written_by_next))
            planted.enter_context(patch.object(codec, "read_shape", _read_by_next))
        if release is Release.READER:
            planted.enter_context(patch.object(shapes, "COMING", LAST_FIELDS))
        yield


def _written_by_next(record: VersionedRecord, key: DataKey | None) -> Item:
    item = codec.encode(record, key)
    return {**item, "shape": item["shape"] + 1, "body": json.dumps({**json.loads(item["body"]), **ADDED})}


def _read_by_next(kind: type[VersionedRecord], _shape: int, text: str) -> Any:
    return kind.stored(text)


def _last_field(kind: type[VersionedRecord]) -> frozenset[str]:
    """The field that came last, as far as a record can do without it."""
    own = [name for name in kind.model_fields if name not in VersionedRecord.model_fields]
    optional = [name for name in own if not kind.model_fields[name].is_required()]
    return frozenset(optional[-1:])


LAST_FIELDS = {name: found for name, kind in RECORD_TYPES.items() if (found := _last_field(kind))}
