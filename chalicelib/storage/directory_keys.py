"""The keys of the directory's search. Their rows of the chart in keys.py:

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| search page       | DIRECTORY_PAGE#07      | DIRECTORY_PAGE   | school search: one batch get of all, or of the  |
| what they hold    | DIRECTORY_PAGES        | DIRECTORY_PAGES  | digests, where this process read the pages      |
| unlisted school   | UNLISTED_SCHOOLS       | time#request     | operators: what parents typed, oldest first     |
"""

from zlib import crc32

from chalicelib.domain.request import ExemptionRequest
from chalicelib.storage.keys import Key

PAGES = 32  # about 35 KB each for 40,000 places; DynamoDB takes 400
UNLISTED = "UNLISTED_SCHOOLS"
DIGESTS = Key("DIRECTORY_PAGES", "DIRECTORY_PAGES")


def directory_page(number: int) -> Key:
    """Return one part of the places that the school search finds."""
    return Key(f"DIRECTORY_PAGE#{number:02}", "DIRECTORY_PAGE")


def page_number(facility_id: str) -> int:
    """Return the part in which a facility stands."""
    return crc32(facility_id.encode()) % PAGES


def unlisted_school(request: ExemptionRequest) -> Key:
    """Return the line of a request in the operators' list of schools that the directory does not have."""
    return Key(UNLISTED, f"{request.submitted_at.isoformat() if request.submitted_at else ''}#{request.id}")
