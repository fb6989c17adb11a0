"""What the catalogue holds of one kind of notice."""

from dataclasses import dataclass

from chalicelib.law.citations import Cite


@dataclass(frozen=True)
class CatalogueRow:
    """One kind of notice. `law` is None if the portal itself is the reason, not a statute. A notice that only
    carries a link to an e-mail address (`in_inbox` False) is not listed. `posted_to_offices` is False if an
    organization without a user learns of it on another paper."""

    heading: str
    sentence: str
    law: Cite | None = None
    in_inbox: bool = True
    posted_to_offices: bool = True
