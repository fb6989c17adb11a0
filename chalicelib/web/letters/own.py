"""A letter to print, for the person or the organization that it is written to."""

from chalicelib.actions.letters.letter_case import LetterCase, own_letter
from chalicelib.addresses import HOMES, LETTER
from chalicelib.domain.action import Action
from chalicelib.storage.outbox import NoticePlace
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named
from chalicelib.web.http.routing import Pages
from chalicelib.web.letter_contents import letter_page

pages = Pages()
_OWN = Named[LetterCase](
    keys=lambda params: NoticePlace.of_params(params).first_keys(),
    load=lambda ctx, _act, params: own_letter(ctx, NoticePlace.of_params(params)),
)


@pages.page(f"/my-letters/{LETTER}", Action.VIEW_OWN_LETTER, of=_OWN)
def _show_letter(page_request: PageRequest, case: LetterCase) -> Page:
    return letter_page(page_request, case, back_url=HOMES[page_request.ctx.person.role])
