"""The school's letterhead: stored once, shown as it stands on paper before it is saved."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import StringConstraints

from chalicelib.actions.context import Context
from chalicelib.actions.parent_letters.save_letterhead import (
    LetterheadCommand,
    check_letterhead,
    known_letterhead,
    save_letterhead,
)
from chalicelib.domain.action import Action
from chalicelib.domain.letterhead import SchoolLetterhead
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.http.forms import FormModel, OptionalLongText, OptionalText, ShownForm, entry, to_form_values
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.route import Named, Params
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.letter_texts import Letterhead, sender_lines
from chalicelib.web.schools.parent_letters import letterhead_key

pages = Pages()
LETTERHEAD = "/schools/at/{facility_id}/letterhead"
_LONGEST_ADDRESS = 400


@dataclass(frozen=True)
class OwnLetterhead:
    """A school, and what it has saved; None before the first time."""

    facility_id: str
    known: SchoolLetterhead | None

    @property
    def path(self) -> str:
        return LETTERHEAD.format(facility_id=self.facility_id)


def _load(ctx: Context, act: Action, params: Params) -> OwnLetterhead:
    return OwnLetterhead(params["facility_id"], known_letterhead(ctx, act, params["facility_id"]))


def _keys(params: Params) -> tuple[Key, ...]:
    return letterhead_key(params["facility_id"]), keys.record("facility", params["facility_id"])


OWN_LETTERHEAD = Named[OwnLetterhead](_keys, _load)


class LetterheadForm(FormModel):
    """What stands on the school's letters. Empty: the directory's name and address, no one's telephone."""

    name: OptionalText = entry("", optional=True)
    address: Annotated[OptionalLongText, StringConstraints(max_length=_LONGEST_ADDRESS)] = entry("", optional=True)
    telephone: OptionalText = entry("", optional=True)
    contact: OptionalText = entry("", optional=True)
    signer: OptionalText = entry("", optional=True)
    change: OptionalText = entry("", optional=True)


_FIELDS = ("name", "address", "telephone", "contact", "signer")


def _initial(_page_request: PageRequest, at: OwnLetterhead) -> dict[str, Any]:
    return {name: getattr(at.known, name) for name in _FIELDS} if at.known else {}


def _version(page_request: PageRequest, at: OwnLetterhead) -> int:
    if page_request.posted is not None:
        return page_request.expected_version or 0
    return at.known.version if at.known else 0


def _show(page_request: PageRequest, at: OwnLetterhead, form: ShownForm) -> Page:
    facility = page_request.ctx.store.facility(at.facility_id)
    return page_request.render(
        "schools/letterhead.html",
        title=N_("Letterhead"),
        form=form,
        form_version=_version(page_request, at),
        form_action=at.path,
        back_url=f"/schools/at/{at.facility_id}/letters",
        facility=facility.name if facility else "",
        saved=_preview(page_request, at, at.known) if at.known else None,
    )


def _preview(page_request: PageRequest, at: OwnLetterhead, letterhead: SchoolLetterhead) -> dict[str, Any]:
    head = Letterhead(
        page_request.ctx.store.facility(at.facility_id), letterhead.contact, letterhead.telephone, letterhead
    )
    return {"sender": sender_lines(head), "signed_by": letterhead.signer or letterhead.contact}


def _command(page_request: PageRequest, at: OwnLetterhead, answers: LetterheadForm) -> LetterheadCommand:
    typed = {name: getattr(answers, name) for name in _FIELDS}
    return LetterheadCommand(at.facility_id, page_request.expected_version, **typed)


@pages.form(LETTERHEAD, Action.SAVE_LETTERHEAD, LetterheadForm, of=OWN_LETTERHEAD, show=_show, initial=_initial)
def _edit(page_request: PageRequest, at: OwnLetterhead, answers: LetterheadForm) -> Page:
    """As it would stand on paper; nothing is saved yet."""
    form = page_request.form(to_form_values({**answers.model_dump(), "change": ""}))
    if answers.change:
        return _show(page_request, at, form)
    would_be = check_letterhead(_command(page_request, at, answers), at.known)
    return page_request.render(
        "schools/letterhead_preview.html",
        title=N_("Check the letterhead"),
        form=form,
        form_action=f"{at.path}/save",
        form_version=_version(page_request, at),
        edit_path=at.path,
        back_url=at.path,
        head=_preview(page_request, at, would_be),
    )


def _show_save(page_request: PageRequest, at: OwnLetterhead, form: ShownForm) -> Page:
    if page_request.posted is None:
        return see_other(at.path)
    return _show(page_request, at, form)


@pages.form(f"{LETTERHEAD}/save", Action.SAVE_LETTERHEAD, LetterheadForm, of=OWN_LETTERHEAD, show=_show_save)
def _save(page_request: PageRequest, at: OwnLetterhead, answers: LetterheadForm) -> Done:
    return save_letterhead(page_request.ctx, _command(page_request, at, answers))
