"""Where a redirect may lead: to a path of ours, nowhere else (ASVS 3.7.2). And which parts of an address can be ids."""

import re
from collections.abc import Iterable

_OWN_PATH = re.compile(r"/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*)?")
_MAX_LENGTH = 300
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,95}")  # the longest is the token of an invitation


def own_path(path: str, otherwise: str = "/") -> str:
    """The path, where it is one of ours by its form; `otherwise` for anything else."""
    return path if len(path) <= _MAX_LENGTH and _OWN_PATH.fullmatch(path) else otherwise


def are_ids(parts: Iterable[str]) -> bool:
    """Whether these parts of an address have the form of ids: only such text becomes part of a key (ASVS 1.2.4)."""
    return all(_ID.fullmatch(part) for part in parts)
