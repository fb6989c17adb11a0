"""The public key by which a licensing board, or a court, checks that the portal signed an evidence file."""

import hashlib

from chalicelib.domain.action import Action
from chalicelib.domain.evidence import pem_of
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
_GROUP = 8


@pages.page("/evidence-key", Action.VIEW_PUBLIC_PAGE)
def _key(page_request: PageRequest) -> Page:
    key = page_request.ctx.services.evidence.public_key
    fingerprint = hashlib.sha256(key).hexdigest()
    return page_request.render(
        "public/evidence_key.html",
        title=N_("The key of evidence files"),
        fingerprint=[fingerprint[place : place + _GROUP] for place in range(0, len(fingerprint), _GROUP)],
        whole_fingerprint=fingerprint,
        key=key.hex(),
        pem=pem_of(key).splitlines(),
    )
