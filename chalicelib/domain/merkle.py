"""The Merkle tree of one day's events: a leaf for each record that changed, and for each record or list that was
viewed. A leaf's inclusion proof shows that the day's root covers it, without the other leaves.

infra/verify_audit.py does the same for itself, so that whoever checks the portal does not have to trust its code.
"""

import hashlib
from collections.abc import Iterable, Sequence

_EMPTY = "empty"


def leaf_hash(partition: str, events: Iterable[tuple[str, str]]) -> str:
    """Return the leaf of a record's or list's events of the day. An event is its place and its digest."""
    return _sha256("\n".join(["leaf", partition, *(f"{place} {digest}" for place, digest in sorted(events))]))


def merkle_levels(leaves: Sequence[str]) -> list[list[str]]:
    """Return the tree from its leaves to its root. A node without a sibling moves up as it is; a day without leaves
    has a root of its own."""
    levels = [list(leaves) or [_sha256(_EMPTY)]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = [_node(below[place], below[place + 1]) for place in range(0, len(below) - 1, 2)]
        levels.append(pairs + below[len(pairs) * 2 :])
    return levels


def inclusion_proof(levels: Sequence[Sequence[str]], place: int) -> list[str]:
    """Return the siblings from a leaf to the root: at each level the side (L or R) and the hash."""
    path = []
    for level in levels[:-1]:
        other = place ^ 1
        if other < len(level):
            path.append(("L" if other < place else "R") + level[other])
        place //= 2
    return path


def _node(left: str, right: str) -> str:
    return _sha256(f"node\n{left}{right}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
