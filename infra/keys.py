"""Makes the portal's secret keys: `python -m infra.keys` prints a fresh set as JSON, for Secrets Manager."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path

from chalicelib.runtime.secret_keys import PURPOSES

_KEY_BYTES = 32


def fresh_keys() -> dict[str, str]:
    """Purpose -> 32 random bytes as hex digits."""
    return {purpose: secrets.token_hex(_KEY_BYTES) for purpose in PURPOSES}


def kept_keys(path: Path) -> dict[str, str]:
    """Return the keys kept in `path`; missing ones are made and kept, readable by their owner only."""
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = {purpose: key for purpose, key in fresh_keys().items() if purpose not in kept}
    if missing:
        path.touch(mode=0o600)
        path.write_text(json.dumps({**kept, **missing}, indent=1))
    return {**kept, **missing}


if __name__ == "__main__":
    json.dump(fresh_keys(), sys.stdout)
