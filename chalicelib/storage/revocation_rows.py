"""The row by which a physician with revoked forms is found: newest year first, most revocations first (HSC
120372(d)(7), (8)). It follows from the standing and is written with it; the card names a license and counts."""

from chalicelib.domain.standing import PhysicianStanding
from chalicelib.storage import review_keys
from chalicelib.storage.rows import REVOCATIONS, queue_row
from chalicelib.storage.table import Item

_LAST_YEAR, _MAX_COUNT = 9999, 9999


def counted_years(standing: PhysicianStanding) -> dict[str, int]:
    """Return the years in which forms of this physician were revoked, each with their number."""
    return {year: count for year, count in standing.revoked_by_year.items() if count}


def revocations_item(standing: PhysicianStanding) -> Item:
    """Return the row as it is stored. Only for a standing with `counted_years`."""
    years = counted_years(standing)
    newest = max(years)
    place = f"{_LAST_YEAR - int(newest):04d}-{_MAX_COUNT - min(years[newest], _MAX_COUNT):04d}"
    card = {
        "id": standing.id,
        "account_id": standing.account_id,
        "state": standing.state,
        "revoked": years,
        "reported": list(standing.reported_years),
    }
    key = review_keys.revocations(standing.id).as_item()
    return {**key, "type": "revocations", **queue_row(REVOCATIONS, place, standing.id, card)}
