"""Serves the compiled styles and scripts as the content network does in production."""

from __future__ import annotations

import json
import mimetypes
from pathlib import Path

from chalice.app import Response

_HEADERS = {
    # Names carry a hash of the content, so a copy never grows old.
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def static_file(folder: Path, name: str) -> Response | None:
    """Return the file `name` below `folder`, or None if there is none."""
    path = (folder / name).resolve()
    if not path.is_file() or not path.is_relative_to(folder.resolve()):
        return None
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Response(path.read_bytes(), headers={**_HEADERS, "Content-Type": kind})


def hashed_name(folder: Path, name: str) -> str | None:
    """Return the hashed name of the asset `name` by the manifest, or None before the assets are built."""
    manifest = folder / "manifest.json"
    if not manifest.exists():
        return None
    names: dict[str, str] = json.loads(manifest.read_text())
    return names.get(name)
