"""The contacts that a school has written down about one student."""

from chalicelib.domain.student_contact import StudentContact
from chalicelib.storage import keys
from chalicelib.storage.codec import decode
from chalicelib.storage.table import Table

_MAX_OF_A_STUDENT = 2000  # one each school day for eleven years; past them the page fails, and the log says so


def contacts_of(table: Table, student_id: str) -> list[StudentContact]:
    """Return the contacts, the newest day first. Raises TooManyRowsError, PortalError UNAVAILABLE."""
    items = table.whole(keys.student_partition(student_id), keys.CONTACT_PREFIX, ceiling=_MAX_OF_A_STUDENT)
    found = [decode(item, StudentContact) for item in items]
    return sorted(found, key=lambda each: (each.contact_on, each.id), reverse=True)
