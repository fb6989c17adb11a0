"""The keys of imports and of files of invitations; their rows of the chart stand at the head of keys.py."""

from chalicelib.storage import keys
from chalicelib.storage.keys import Key

CHUNK_PREFIX = "CHUNK#"


def import_partition(import_id: str) -> str:
    """Return an import and what stands beside it, or what stands beside a file of invitations."""
    return f"IMPORT#{import_id}"


def import_notes(import_id: str) -> Key:
    """Return what a person must look at before an import: problems, unsure lines, students not in the file."""
    return Key(import_partition(import_id), "NOTES")


def import_progress(import_id: str) -> Key:
    """Return how far an import is applied."""
    return Key(import_partition(import_id), "PROGRESS")


def import_chunk(import_id: str, number: int) -> Key:
    """Return a part of the lines of an import."""
    return Key(import_partition(import_id), f"{CHUNK_PREFIX}{number:03}")


def import_file(file_hash: str) -> Key:
    """Return which import a file is, by a keyed hash of the school and the file."""
    return Key(f"IMPORT_FILE#{file_hash}", "IMPORT_FILE")


def invited_address(email_hash: str) -> Key:
    """Return whose account the newest invitation of an e-mail address made."""
    return Key(keys.address_partition(email_hash), "INVITED")


def importing(facility_id: str) -> Key:
    """Return the lock by which a school has one import at work at a time."""
    return Key(f"IMPORTING#{facility_id}", "IMPORTING")
