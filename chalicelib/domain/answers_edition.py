"""Which edition of the rules a row of a school's list was answered by."""

EDITION = "3f6db9f"
"""The first digits of a hash over the rules and their tables. `python -m infra.docs` writes it; a row of an older
edition is answered afresh when it is read."""
