"""Each entry of the history is copied within seconds to where no one can change it. The day's signed root finds what
was changed after the night; the copy finds what was changed before it, and an alarm tells of any change as it happens.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.domain.history import item_line
from chalicelib.domain.metrics import Metric
from chalicelib.runtime.locked_store import LockedStore
from chalicelib.runtime.logging import count, log
from chalicelib.storage.table import plain

FOLDER = "history"
_WRITTEN = "INSERT"


def keep_copy(event: Mapping[str, Any], store: LockedStore) -> Counter[str]:
    """Copy what the stream of the audit table tells, and return how many entries were "copied" and "tampered" with.

    The portal only ever puts entries there: a change or a removal is no act of its own. What an entry said before is
    kept, too. The same part of the stream has the same name, so that a second try keeps nothing twice. Raises what
    the store raises: then the stream waits, and comes again.
    """
    records = list(event.get("Records", ()))
    tampered = [record for record in records if record["eventName"] != _WRITTEN]
    for record in tampered:
        log("audit.tampered", kind=str(record["eventName"]).lower())
        count(Metric.AUDIT_TAMPERED)
    if records:
        store.put_once(_name_of(records), gzip.compress(_lines(records).encode(), mtime=0))
    return Counter(copied=len(records) - len(tampered), tampered=len(tampered))


def _name_of(records: list[Mapping[str, Any]]) -> str:
    """The stream, and which part of it. Its numbers have no end, and one part can be told in two tries that end
    elsewhere: so the last one stands in the name as well."""
    stream = str(records[0]["eventSourceARN"]).rpartition("/")[2].replace(":", "-")
    first, last = (records[place]["dynamodb"]["SequenceNumber"] for place in (0, -1))
    return f"{FOLDER}/{stream}/{first}-{last}.jsonl.gz"


def _lines(records: Iterable[Mapping[str, Any]]) -> str:
    return "".join(f"{json.dumps(_line(record), sort_keys=True)}\n" for record in records)


def _line(record: Mapping[str, Any]) -> dict[str, Any]:
    told = record["dynamodb"]
    if record["eventName"] == _WRITTEN:
        return item_line(plain(told["NewImage"]))
    before = {"before": item_line(plain(told["OldImage"]))["item"]} if "OldImage" in told else {}
    return {"tampered": str(record["eventName"]).lower(), **before}
