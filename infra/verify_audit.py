"""Says whether an export of the portal's history is sound. It needs Python 3.11 with the
package "cryptography", this one file and no network:

    python verify_audit.py export.json [--root statement.json] [--key 3059...] [--copy folder]

What it checks: each change of a record is chained to the one before, up to the record's present version; each change
and each view of a record stands in the signed root of its day, unaltered; the roots are chained and signed by the
portal's key. --root is a statement kept elsewhere (the state's locked storage): nothing before it can be taken out.
--key is the portal's public key as published; without it the key that the export itself names is used. --copy is
the locked copy of the history (history/ of the state's locked storage), fetched before the export was made: whatever
stands in it must stand in the export, so that what was taken out of a day that is not signed yet is found as well.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256

KEY_HEAD = "3059301306072a8648ce3d020106082a8648ce3d03010703420004"  # a P-256 public key begins like this
Item = dict[str, Any]
EVENT_NAMES = "PK SK kind digest body GSI1PK GSI1SK"
VIEW_NAMES = "PK SK viewer role name office_kind office purpose count digest GSI1PK GSI1SK"
STATEMENT_NAMES = "day events key partitions previous root"


class Broken(Exception):  # noqa: N818 - what the reader is told
    """Something that is not as the portal wrote it."""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(thing: Any) -> str:
    return json.dumps(thing, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


@lru_cache(maxsize=10_000)
def is_signed(statement: str, signature: str, key: str) -> bool:
    """Return whether the ECDSA signature (DER, hex) of the statement was made with the key (hex); each has one
    spelling."""
    if not (re.fullmatch(f"{KEY_HEAD}[0-9a-f]{{128}}", key) and re.fullmatch("[0-9a-f]+", signature)):
        return False
    try:
        signer = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), bytes.fromhex("04" + key[len(KEY_HEAD) :]))
        signer.verify(bytes.fromhex(signature), statement.encode(), ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def leaf_of(partition: str, events: list[tuple[str, str]]) -> str:
    """Return what stands in a day's tree for the events (place, digest) of one record or list."""
    return sha256("\n".join(["leaf", partition, *(f"{place} {digest}" for place, digest in sorted(events))]))


def climbed(leaf: str, path: list[str]) -> str:
    """Return the root that an inclusion proof leads to: each step is L or R, the sibling's side, and its hash."""
    for step in path:
        leaf = sha256(f"node\n{step[1:]}{leaf}" if step[0] == "L" else f"node\n{leaf}{step[1:]}")
    return leaf


def top_of(leaves: list[str]) -> str:
    """Return the Merkle root of a whole day; a node without a sibling moves up as it is."""
    while len(leaves) > 1:
        pairs = [sha256("node\n" + "".join(leaves[i : i + 2])) for i in range(0, len(leaves) - 1, 2)]
        leaves = pairs + leaves[len(pairs) * 2 :]
    return leaves[0] if leaves else sha256("empty")


def place_of(item: Item) -> tuple[Any, Any]:
    return item.get("PK"), item.get("SK")


def read_copy(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of the locked copy. Raises OSError, ValueError."""
    for path in sorted(folder.rglob("*.jsonl.gz")):
        yield from map(json.loads, gzip.decompress(path.read_bytes()).decode().splitlines())


def need(condition: object, words: str) -> None:
    if not condition:
        raise Broken(words)


def require_event(item: Item) -> dict[str, Any]:
    """Return a change as the portal writes it."""
    body: dict[str, Any] = json.loads(item["body"])
    need(set(item) == set(EVENT_NAMES.split()), "has other fields than a change has")
    need(json.dumps(body, separators=(",", ":"), ensure_ascii=False) == item["body"], "is spelled in another way")
    place = (f"{body['record_type'].upper()}#{body['record_id']}", f"EVENT#{body['version']:08d}")
    need((item["PK"], item["SK"]) == place, "stands in a place that is not its own")
    need(item["kind"] == body["kind"] == f"{body['record_type']}.{body['act']}", "is named as another act")
    told = canonical({name: value for name, value in body.items() if name != "previous"})
    need(sha256(body["previous"] + told) == item["digest"], "was changed after it was written")
    require_entry(item, datetime.fromisoformat(body["at"]).isoformat())
    return body


def require_view(item: Item) -> None:
    """A view as the portal writes it."""
    need(set(item) == set(VIEW_NAMES.split()), "has other fields than a view has")
    told = {name: value for name, value in item.items() if name not in {"digest", "GSI1PK", "GSI1SK"}}
    need(sha256(canonical(told)) == item["digest"], "was changed after it was written")
    need(re.fullmatch(r"VIEW#([^#]+)#[a-z2-7]{26}", item["SK"]), "stands in a place that is not its own")
    require_entry(item, item["SK"].split("#")[1])


def require_entry(item: Item, at: str) -> None:
    """Its entry in the index by time: in one of 16 parts, or where an older portal entered everything."""
    part = f"LOG#{zlib.crc32(item['PK'].encode()) % 16:02d}"
    need(item["GSI1PK"] in {"LOG", part} and item["GSI1SK"] == at, "is entered under another time")


class Check:
    """One check of one export. `problems` is empty where all is sound."""

    def __init__(
        self, lines: list[dict[str, Any]], root: str = "", key: str = "", copied: Iterable[dict[str, Any]] = ()
    ) -> None:
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.root, self.key = root, key
        self.whole = bool(lines) and lines[0].get("scope") == "all"
        self.chains: dict[str, list[tuple[str, str, str]]] = defaultdict(list)  # place, digest, previous
        self.days: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)  # (day, partition) -> events
        self.proofs: dict[tuple[str, str], list[str]] = {}
        self.roots: dict[str, Item] = {}
        self.statements: dict[str, dict[str, Any]] = {}
        self.promised: dict[tuple[str, int], str] = {}  # (record, version) -> digest of the words that are encrypted
        self.heads = {line["head"]["partition"]: line["head"] for line in lines if "head" in line}
        if not lines or lines[0].get("export") != "exemption-portal-history":
            self.problems.append("This is no export of the portal's history.")
        seen: set[tuple[str, str]] = set()
        for line in lines:
            self._sort(line.get("item"), line.get("withheld"), seen)
        self._judge_words([line["words"] for line in lines if "words" in line])
        for judge in (self._judge_chains, self._judge_roots, self._judge_days):
            judge()
        self._judge_copy(copied, {place_of(line["item"]): line["item"] for line in lines if "item" in line})

    def _judge_copy(self, copied: Iterable[dict[str, Any]], exported: dict[tuple[Any, Any], Item]) -> None:
        for line in copied:
            if "tampered" in line:
                before = line.get("before", {})
                self.problems.append(
                    f"{before.get('PK')} {before.get('SK')}: the stream tells of a {line['tampered']}."
                )
            elif self.whole and exported.get(place_of(line["item"])) != line["item"]:
                where = " ".join(map(str, place_of(line["item"])))
                self.problems.append(f"{where} is missing, or is not what was copied when it was written.")

    def _sort(self, item: Item | None, withheld: Item | None, seen: set[tuple[str, str]]) -> None:
        told = item or withheld
        if told is None:
            return
        where = f"{told.get('PK')} {told.get('SK')}"
        try:
            place = (str(told["PK"]), str(told["SK"]))
            need(place not in seen, "is there twice")
            seen.add(place)
            self._take_withheld(told) if withheld else self._take(told)
        except Broken as broken:
            self.problems.append(f"{where} {broken}.")
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            self.problems.append(f"{where} cannot be read as anything that the portal writes.")

    def _take_withheld(self, told: Item) -> None:
        self.chains[told["PK"]].append((told["SK"], told["digest"], told["previous"]))
        self.days[told["day"], told["PK"]].append((told["SK"], told["digest"]))
        self.notes.append(f"{told['PK']} {told['SK']} is withheld: that it happened is proven, not what it says.")

    def _take(self, item: Item) -> None:
        kind = item["SK"].split("#")[0]
        if item["PK"] == "ROOT":
            need(set(item) == {"PK", "SK", "statement", "signature", "key"}, "has other fields than a root has")
            statement = json.loads(item["statement"])
            need(canonical(statement) == item["statement"], "is spelled in another way")
            need(
                set(statement) == set(STATEMENT_NAMES.split()) and re.fullmatch(r"\d{4}-\d\d-\d\d", statement["day"]),
                "says other things than a root says",
            )
            need(item["SK"] == f"DAY#{statement['day']}", "stands in a place that is not its own")
            self.roots[statement["day"]], self.statements[statement["day"]] = item, statement
        elif kind == "EVENT":
            body = require_event(item)
            self.promised[body["record_id"], body["version"]] = body.get("commitment", "")
            self.chains[item["PK"]].append((item["SK"], item["digest"], body["previous"]))
            self.days[item["GSI1SK"][:10], item["PK"]].append((item["SK"], item["digest"]))
        elif kind == "VIEW" and item["PK"].startswith("ACCESS#"):
            require_view(item)
            self.days[item["GSI1SK"][:10], item["PK"]].append((item["SK"], item["digest"]))
        else:
            need(kind == "PROOF" and set(item) == {"PK", "SK", "path"}, "is nothing that the portal writes")
            need(all(re.fullmatch("[LR][0-9a-f]{64}", step) for step in item["path"]), "is no way through a tree")
            self.proofs[item["SK"].removeprefix("PROOF#"), item["PK"]] = list(item["path"])

    def _judge_words(self, told: list[dict[str, Any]]) -> None:
        for words in told:
            place = words.get("record"), words.get("version")
            if sha256(canonical(words.get("told"))) != self.promised.get(place):
                self.problems.append(f"What {place[0]} says of its change {place[1]} is not what was sealed then.")

    def _judge_chains(self) -> None:
        for partition in sorted({*self.chains, *self.heads}):
            previous, chain = "", sorted(self.chains[partition])
            for number, (place, digest, before) in enumerate(chain, start=1):
                if place != f"EVENT#{number:08d}" or before != previous:
                    self.problems.append(f"{partition}: a change before {place} is missing, or was put in.")
                    break
                previous = digest
            head = self.heads.get(partition)
            if head is None or (head["version"], head["digest"]) != (len(chain), previous):
                self.problems.append(f"{partition}: its history does not lead to the record as it stands now.")

    def _judge_roots(self) -> None:
        days = sorted(self.roots)
        for number, day in enumerate(days):
            item, statement = self.roots[day], self.statements[day]
            signed = is_signed(item["statement"], item["signature"], item["key"])
            if not signed or statement["key"] != sha256(item["key"]):
                self.problems.append(f"The root of {day} does not bear the signature of the key that it names.")
            before = sha256(self.roots[days[number - 1]]["statement"]) if number else ""
            if (number or self.whole) and statement["previous"] != before:
                self.problems.append(f"The root of {day} does not follow the one before it: one is missing or changed.")
        last = self.roots[days[-1]] if days else {"statement": "", "key": ""}
        if self.root and last["statement"] != self.root:
            self.problems.append("The last root is not the one that was kept elsewhere: roots are missing or changed.")
        if self.key and last["key"] != self.key:
            self.problems.append("The last root was signed with another key than the portal's.")
        if not days:
            self.notes.append("No day is signed yet: views could have been left out or changed.")
        elif not self.key:
            self.notes.append(f"Compare this with the key that the portal publishes: {last['key'][-64:]}")

    def _judge_days(self) -> None:
        last = max(self.roots, default="")
        for (day, partition), events in sorted(self.days.items()):
            if day > last:
                self.notes.append(f"{partition}: what happened on {day} is not signed yet.")
                continue
            path = self.proofs.pop((day, partition), None)
            top = self.statements.get(day, {}).get("root")
            if path is None or top is None or climbed(leaf_of(partition, events), path) != top:
                self.problems.append(f"{partition}: what happened on {day} is not what was signed for that day.")
        self.problems += [f"{partition}: what was signed for {day} is missing." for day, partition in self.proofs]
        for day, statement in self.statements.items() if self.whole else ():
            leaves = [leaf_of(name, events) for (of, name), events in sorted(self.days.items()) if of == day]
            if top_of(leaves) != statement["root"] or len(leaves) != statement["partitions"]:
                self.problems.append(f"Something that happened on {day} is missing, or was put in later.")


def read_export(text: str) -> list[dict[str, Any]]:
    """Return the lines of an export. Raises ValueError."""
    lines: list[dict[str, Any]] = json.loads(text)
    return lines


def main(arguments: list[str]) -> int:
    """0 where the export is sound, 1 where it is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path)
    parser.add_argument("--root", type=Path)
    parser.add_argument("--key", default="")
    parser.add_argument("--copy", type=Path)
    given = parser.parse_args(arguments)
    root = given.root.read_text().strip() if given.root else ""
    copied = read_copy(given.copy) if given.copy else ()
    check = Check(read_export(given.export.read_text()), root, given.key, copied)
    print(*check.notes, sep="\n")
    print(*(check.problems or [f"Sound: {len(check.chains)} records and {len(check.roots)} signed days."]), sep="\n")
    return 1 if check.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
