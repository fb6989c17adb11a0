"""A letter to print, for the person or the organisation that it is written to."""

from chalicelib.actions.letter_case import own_letter
from chalicelib.domain.acts import Act
from chalicelib.storage.notice_places import ADDRESS, NoticePlace
from chalicelib.web.letters.contents import letter_page
from chalicelib.web.register import Pages
from chalicelib.web.visit import HOMES, Page, Visit

pages = Pages()


@pages.page(
    f"/my-letters/{ADDRESS}", Act.VIEW_OWN_LETTER, loads=lambda params: NoticePlace.of_params(params).first_keys()
)
def _show_letter(visit: Visit) -> Page:
    case = own_letter(visit.ctx, NoticePlace.of_params(visit.params))
    return letter_page(visit, case, back_url=HOMES[visit.ctx.person.role])
