"""The key of what was typed when a session had ended. Its row of the chart in keys.py:

| item                | PK               | SK      | by                                                  |
|---------------------|------------------|---------|-----------------------------------------------------|
| kept entries        | ENTRIES#account  | 0 to f  | the same form after signing in again, one read      |
"""

from chalicelib.storage.keys import Key


def kept_entries(account_id: str, slot: str) -> Key:
    """Return one of the sixteen places of a person; a form's address says which."""
    return Key(f"ENTRIES#{account_id}", slot)
