"""The keys of claims to licenses. Their rows of the chart in keys.py:

| item                | PK                    | SK              | by                                               |
|---------------------|-----------------------|-----------------|--------------------------------------------------|
| claim to a license  | LICENSE_CLAIM#account | LICENSE_CLAIM   | own claim; signing: with the draft               |
| live claim          | STANDING#license      | CLAIM#account   | proof, dispute, report: one query                |
| license looked up   | LICENSE_LOOK_UP#id    | LICENSE_LOOK_UP | the steps of registering: first batch get        |

`license`: the id of the license's standing, for instance "MBC-A60666", which is in a public register.
"""

from chalicelib.domain.license_claim import LicenseClaim
from chalicelib.storage import keys
from chalicelib.storage.keys import Key

CLAIM_PREFIX = "CLAIM#"


def license_partition(license_id: str) -> str:
    """Return the standing of a license and the live claims to it."""
    return keys.record("standing", license_id).pk


def live_claim(claim: LicenseClaim) -> Key:
    return Key(license_partition(claim.license_id), f"{CLAIM_PREFIX}{claim.id}")


def claim_of(account_id: str) -> Key:
    """Return where the claim stands that an account makes to a license."""
    return keys.record(LicenseClaim.record_type, account_id)


def license_look_up(look_up_id: str) -> Key:
    """Return what a board said to someone who registers, for an hour."""
    return Key(f"LICENSE_LOOK_UP#{look_up_id}", "LICENSE_LOOK_UP")
