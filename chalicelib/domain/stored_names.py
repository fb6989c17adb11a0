"""The names of fields in what is stored, where the code has other names by now. A stored name never changes."""

from collections.abc import Mapping

_STORED: Mapping[str, str] = {
    "license": "licence",
    "license_checked_at": "licence_checked_at",
    "license_number": "licence_number",
    "span_starts_on": "enters_span_on",
}


def stored_name(field: str) -> str:
    """Return the name under which a field stands in stored JSON and in the history of changes."""
    return _STORED.get(field, field)
