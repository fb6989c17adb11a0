"""The keys of the directory's search. Their rows of the chart in keys.py:

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| search page       | DIRECTORY_PAGE#07      | DIRECTORY_PAGE   | school search: one batch get of all, or of the  |
| what they hold    | DIRECTORY_PAGES        | DIRECTORY_PAGES  | digests, where this process read the pages      |
"""

from zlib import crc32

from chalicelib.storage.keys import Key

PAGES = 32  # about 35 KB each for 40,000 places; DynamoDB takes 400
DIGESTS = Key("DIRECTORY_PAGES", "DIRECTORY_PAGES")


def directory_page(number: int) -> Key:
    """Return one part of the places that the school search finds."""
    return Key(f"DIRECTORY_PAGE#{number:02}", "DIRECTORY_PAGE")


def page_number(facility_id: str) -> int:
    """Return the part in which a facility stands."""
    return crc32(facility_id.encode()) % PAGES
