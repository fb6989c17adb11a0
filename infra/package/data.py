"""Cuts the data of two libraries down to what the portal asks of them. Both read theirs whole: botocore a megabyte for
its first client, Babel a language's names of every land and currency for its first date."""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPERATIONS: Mapping[str, frozenset[str]] = {
    "dynamodb": _names("BatchGetItem BatchWriteItem DescribeTable GetItem PutItem Query TransactWriteItems UpdateItem"),
    "kms": _names("Decrypt Encrypt GetPublicKey Sign"),
    "lambda": _names("Invoke"),
    # CreateBucket is never asked for: what signs a browser's form takes the bucket's address from its description.
    "s3": _names("CreateBucket DeleteObject GetObject ListObjectVersions PutObject"),
    "secretsmanager": _names("GetSecretValue"),
    "sesv2": _names("SendEmail"),
}
"""What the deployed functions ask of AWS. A test holds that it is no less."""
_DOCUMENTATION = _names("documentation documentationUrl examples")
# Before each request botocore reads what a client can be set to, with the words about it.
_ASKED_FOR_ITS_WORDS = "clientContextParams"
# Of a language: how it writes dates, times and whole numbers, and what these are made of.
_KEPT_OF_A_LANGUAGE = _names(
    "locale_id plural_form ordinal_form day_period_rules week_data months days eras day_periods date_formats "
    "time_formats datetime_formats number_symbols numbering_systems decimal_formats"
)
_KEPT_OF_ALL_LANGUAGES = _names(
    "cldr language_aliases territory_aliases script_aliases variant_aliases parent_exceptions likely_subtags"
)
_SPOKEN = frozenset({"en", "es", "zh"})


def cut_services(data: Path) -> None:
    """Leave of botocore's descriptions the operations above, without their documentation."""
    for service, operations in OPERATIONS.items():
        for described in data.glob(f"{service}/*/service-2.json.gz"):
            model = json.loads(gzip.decompress(described.read_bytes()))
            # Uncompressed: the zip compresses it, and the first client does not wait for that to be undone twice.
            described.with_suffix("").write_text(_compact(cut_model(model, operations)), encoding="utf-8")
            described.unlink()
        for unused in (*data.glob(f"{service}/*/paginators-1*"), *data.glob(f"{service}/*/waiters-2*")):
            unused.unlink()
    endpoints = data / "endpoints.json"
    known = json.loads(endpoints.read_text(encoding="utf-8"))
    for partition in known["partitions"]:
        partition["services"] = {
            name: regions for name, regions in partition["services"].items() if name in {*OPERATIONS, "email", "sts"}
        }
    endpoints.write_text(_compact(known), encoding="utf-8")


def cut_model(model: dict[str, Any], operations: frozenset[str]) -> dict[str, Any]:
    """The description of a service with these operations and what they are made of, and without words about them."""
    kept = {name: operation for name, operation in model["operations"].items() if name in operations}
    wanted = set(_shapes_in(list(kept.values())))
    waiting = list(wanted)
    while waiting:
        more = set(_shapes_in(model["shapes"][waiting.pop()])) - wanted
        wanted |= more
        waiting += more
    shapes = {name: shape for name, shape in model["shapes"].items() if name in wanted}
    left = _undocumented({**model, "operations": kept, "shapes": shapes})
    if _ASKED_FOR_ITS_WORDS in model:
        left[_ASKED_FOR_ITS_WORDS] = model[_ASKED_FOR_ITS_WORDS]
    return dict(left)


def _shapes_in(described: Any) -> Iterator[str]:
    """The shapes that a part of a description names."""
    if isinstance(described, dict):
        if isinstance(described.get("shape"), str):
            yield described["shape"]
        described = list(described.values())
    if isinstance(described, list):
        for part in described:
            yield from _shapes_in(part)


def _undocumented(described: Any) -> Any:
    if isinstance(described, list):
        return [_undocumented(part) for part in described]
    if not isinstance(described, dict):
        return described
    # A member of a shape may have one of these names: then it is no text.
    return {
        name: _undocumented(part)
        for name, part in described.items()
        if name not in _DOCUMENTATION or isinstance(part, dict)
    }


def _compact(thing: Any) -> str:
    return json.dumps(thing, separators=(",", ":"))


def cut_languages(babel: Path) -> None:
    """Leave of Babel's data what dates, times and whole numbers are written by; the rest is empty."""
    _empty(babel / "global.dat", _KEPT_OF_ALL_LANGUAGES)
    for language in (babel / "locale-data").glob("*.dat"):
        _empty(language, _KEPT_OF_A_LANGUAGE)


def _empty(path: Path, kept: frozenset[str]) -> None:
    data = pickle.loads(path.read_bytes())  # noqa: S301 - Babel's own files, as installed by their hashes
    left = {name: value if name in kept else {} for name, value in data.items()}
    if "likely_subtags" in left:  # of 8,000 languages
        left["likely_subtags"] = {
            tag: likely for tag, likely in left["likely_subtags"].items() if tag.partition("_")[0] in _SPOKEN
        }
    path.write_bytes(pickle.dumps(left, protocol=2))
