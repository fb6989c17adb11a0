"""The log of views in the audit table. Views are not chained: each carries its own digest, and the day's signed root
covers them (jobs/sign_daily_root.py)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.domain.access import Office, View
from chalicelib.storage import audit_keys
from chalicelib.storage.table import Item, Table


def put_view(table: Table, owner_kind: str, owner_id: str, view: View) -> None:
    """Write one view of a child's record (owner kind "child") or of a list ("facility", "physician").

    Raises PortalError UNAVAILABLE: then nothing may be shown.
    """
    key = audit_keys.access_event(owner_kind, owner_id, view.at, view.id)
    attributes = {
        "viewer": view.viewer,
        "role": str(view.role or ""),
        "name": view.name,
        "office_kind": view.office.kind,
        "office": view.office.id,
        "purpose": view.purpose,
        "count": view.count,
    }
    digest = digest_of_view({**key.as_item(), **attributes})
    table.put_unless_there(key, {**attributes, "digest": digest, **audit_keys.log_place(key, view.at)})


def views_between(table: Table, owner_kind: str, owner_id: str, span: tuple[str, str], limit: int) -> list[View]:
    """Return the newest `limit` views whose places (see `place_of`) stand within the span, both ends included.

    Raises PortalError UNAVAILABLE.
    """
    first, last = (audit_keys.access_place(owner_kind, owner_id, place) for place in span)
    return [view_of(item) for item in table.query_audit_between(first, last, limit=limit)]


def place_of(view: View) -> str:
    """Return where a view stands among those of the same owner: by instant, then by id."""
    return f"{view.at.isoformat()}#{view.id}"


def view_of(item: Item) -> View:
    at, _, event_id = str(item["SK"]).removeprefix(audit_keys.VIEW_PREFIX).partition("#")
    return View(
        id=event_id,
        at=datetime.fromisoformat(at),
        viewer=item["viewer"],
        role=item["role"] or None,
        name=item["name"],
        office=Office(kind=item.get("office_kind", ""), id=item.get("office", "")),
        purpose=item["purpose"],
        count=int(item["count"]),
    )


def digest_of_view(attributes: Mapping[str, Any]) -> str:
    """Return SHA-256 over key and facts in canonical JSON, as 64 hex digits."""
    canonical = json.dumps(attributes, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
