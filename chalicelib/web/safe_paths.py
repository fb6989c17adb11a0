"""Where a redirect may lead: to a path of ours, nowhere else (ASVS 3.7.2)."""

import re

_OWN_PATH = re.compile(r"/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*)?")
_MAX_LENGTH = 300


def own_path(path: str, otherwise: str = "/") -> str:
    """The path, where it is one of ours by its form; `otherwise` for anything else."""
    return path if len(path) <= _MAX_LENGTH and _OWN_PATH.fullmatch(path) else otherwise
