"""Save what we hold: what is in it, the password once more, and the record of one child as a document or as data.

Saving changes nothing, so it writes no change event. Like the history file it is written down as a view of the record,
before the file is sent, where every guardian sees it (Purpose.RECORD_FILE).
"""

import json
from enum import StrEnum

from chalicelib.actions.held_record import HeldRecord, held_record
from chalicelib.domain.access import Purpose
from chalicelib.domain.acts import Act
from chalicelib.domain.child import Child
from chalicelib.domain.marking import N_
from chalicelib.law.citations import Cite, citation
from chalicelib.web.account_fields import ENTER_PASSWORD, Password
from chalicelib.web.forms import FormModel, ShownForm, entry
from chalicelib.web.headers import HTML
from chalicelib.web.parents.children import load_child
from chalicelib.web.parents.saved_contents import contents
from chalicelib.web.parents.saved_parts import as_data, as_shown
from chalicelib.web.register import Pages
from chalicelib.web.templating import words
from chalicelib.web.visit import Page, Visit

pages = Pages()
_FORMAT = {"export": "exemption-portal-record", "format": 1}
_TITLE = N_("What the Exemption Portal holds")


class SavedAs(StrEnum):
    """A document for people, or data for programs."""

    DOCUMENT = "document"
    DATA = "data"


class SaveForm(FormModel):
    """Which file, and the parent's password."""

    saved_as: SavedAs = entry(N_("Choose a document or data"))
    password: Password = entry(ENTER_PASSWORD)


def _show(visit: Visit, form: ShownForm) -> Page:
    child = visit.ctx.store.get(Child, visit.params["child_id"])
    visit.ctx.require(Act.EXPORT_RECORD, child)
    return visit.render(
        "parents/save_record.html",
        title=N_("Save what we hold"),
        form=form,
        child=child,
        back_url="/parents",
        law=citation(Cite.CIV_1798_34),
    )


@pages.form("/parents/children/{child_id}/save", Act.EXPORT_RECORD, SaveForm, show=_show, loads=load_child)
def _save(visit: Visit, answers: SaveForm) -> Page:
    held = held_record(visit.ctx, visit.params["child_id"], answers.password)
    visit.record_view(held.child.id, Purpose.RECORD_FILE)
    return _as_data(visit, held) if answers.saved_as == SavedAs.DATA else _as_document(visit, held)


def _as_document(visit: Visit, held: HeldRecord) -> Page:
    spoken = words(visit.language)
    page = visit.render(
        "documents/saved_record.html",
        title=_TITLE,
        saved_at=visit.ctx.now,
        child=held.child,
        parts=[as_shown(part, spoken) for part in contents(visit, held)],
    )
    return _file(page.body, HTML, "exemption-record.html")


def _as_data(visit: Visit, held: HeldRecord) -> Page:
    told = {part.key: as_data(part) for part in contents(visit, held)}
    flat = {key: value[key] if set(value) == {key} else value for key, value in told.items()}  # a list by itself
    body = {**_FORMAT, "saved_at": visit.ctx.now.isoformat(), **flat}
    return _file(json.dumps(body, indent=1, ensure_ascii=False) + "\n", "application/json", "exemption-record.json")


def _file(body: str, kind: str, name: str) -> Page:
    """A file to save; its name names nobody."""
    return Page(200, body, {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'})
