"""A licensing board's desk: its licensees who sign exemption forms, those with the most revocations of the year first
(HSC 120372(d)(7), (d)(8); law.md A6). No child is named here."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.account import BOARDS
from chalicelib.domain.action import Action
from chalicelib.domain.licensee import Licensee, StandingInNumbers
from chalicelib.domain.standing import BARRED, StandingState
from chalicelib.law.marking import N_
from chalicelib.law.names import plain_letters
from chalicelib.storage.boards import read_board
from chalicelib.storage.list_pages import START, page_of
from chalicelib.web.boards.names import STANDING_WORDS
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
HOME = "/boards"
REVOKED, BARRED_NOW, WITH_FORMS = "revoked", "barred", "forms"


@dataclass(frozen=True)
class ShownLicensee:
    """A line of the list. `url` is empty for one who has signed nothing and has no standing yet."""

    url: str
    name: str
    license: str
    standing: str
    kind: str
    since: date | None
    forms: int
    revoked: int
    revoked_ever: int


@dataclass(frozen=True)
class _Row:
    licensee: Licensee
    standing: StandingInNumbers | None

    def numbers(self, year: int) -> tuple[int, int, int]:
        """Forms and revocations of the year, and revocations of all years."""
        if self.standing is None:
            return 0, 0, 0
        return self.standing.forms(year), self.standing.revoked(year), sum(self.standing.revoked_by_year.values())

    @property
    def is_barred(self) -> bool:
        return self.standing is not None and self.standing.state in BARRED


class SearchForm(FormModel):
    """A name or the number of a license. It is sent in the body: no name stands in an address."""

    words: Text = entry(N_("Enter a name or the number of a license"))


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    return _list(page_request, form, "")


@pages.form(HOME, Action.LIST_LICENSEE_FORMS, SearchForm, show=_show)
def _search(page_request: PageRequest, answers: SearchForm) -> Page:
    return _list(page_request, page_request.form({"words": answers.words}), answers.words)


def _list(page_request: PageRequest, form: ShownForm, words: str) -> Page:
    person, year = page_request.ctx.person, page_request.ctx.on.year
    page_request.ctx.require(Action.LIST_LICENSEE_FORMS, person)
    found = read_board(page_request.ctx.store.table, person.board)
    rows = [_Row(each, found.standings.get(each.standing_id)) for each in found.licensees]
    asked = page_request.query.get("show", "")
    chosen = [each for each in rows if _is_wanted(each, asked, year) and _fits(each, words)]
    chosen.sort(key=lambda each: _most_revoked_first(each, year))
    listing = Listing(HOME, {"show": asked} if asked else {})
    place = START if words else place_asked(page_request, listing)
    page = page_of(chosen, place, lambda each: each.licensee.standing_id)
    return page_request.render(
        "boards/home.html",
        title=N_("Your licensees"),
        board=page_request.translate(BOARDS.get(person.board, person.board)),
        year=year,
        tiles=_tiles(page_request, rows, year),
        shown=asked,
        licensees=[_shown(page_request, each, year) for each in page.rows],
        form=form,
        total=len(rows),
        is_narrowed=bool(asked or words),
        pages=None if words else links_of(page_request, listing, page, count=len(chosen)),
        found=len(chosen) if words else 0,
        path=HOME,
    )


def _most_revoked_first(each: _Row, year: int) -> tuple[int, int, int, str, str]:
    forms, revoked, ever = each.numbers(year)
    return -revoked, -ever, -forms, each.licensee.name.casefold(), each.licensee.standing_id


def _is_wanted(each: _Row, asked: str, year: int) -> bool:
    forms, revoked, _ever = each.numbers(year)
    return {REVOKED: revoked > 0, BARRED_NOW: each.is_barred, WITH_FORMS: forms > 0}.get(asked, True)


def _fits(each: _Row, words: str) -> bool:
    told = plain_letters(f"{each.licensee.name} {each.licensee.license_shown} {each.licensee.standing_id}")
    return all(word in told for word in plain_letters(words).split())


def _tiles(page_request: PageRequest, rows: list[_Row], year: int) -> list[tuple[str, str, int]]:
    say = page_request.translate
    names = (
        (REVOKED, say(N_("With revoked forms in %(year)s"), year=year)),
        (BARRED_NOW, say(N_("New forms not accepted"))),
        (WITH_FORMS, say(N_("With forms in %(year)s"), year=year)),
    )
    return [(show, name, sum(_is_wanted(each, show, year) for each in rows)) for show, name in names]


def _shown(page_request: PageRequest, each: _Row, year: int) -> ShownLicensee:
    state = each.standing.state if each.standing else StandingState.VERIFIED
    word, kind = STANDING_WORDS[state]
    forms, revoked, ever = each.numbers(year)
    return ShownLicensee(
        url=f"{HOME}/licensees/{each.licensee.standing_id}" if each.standing else "",
        name=each.licensee.name,
        license=each.licensee.license_shown,
        standing=page_request.translate(word),
        kind=kind,
        since=each.standing.barred_since if each.standing and each.is_barred else None,
        forms=forms,
        revoked=revoked,
        revoked_ever=ever,
    )
