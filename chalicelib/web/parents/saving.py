"""Save what we hold: what is in it, the password once more, and the record of one child as a document or as data.

Saving changes nothing, so it writes no change event. Like the history file it is written down as a view of the record,
before the file is sent, where every guardian sees it (Purpose.RECORD_FILE).
"""

import json
from enum import StrEnum
from typing import NamedTuple

from chalicelib.actions.records.export_child_record import HeldRecord, export_child_record, files_of_child
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.document import Document
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import ENTER_PASSWORD, Password
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.headers import HTML
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.parents.saved_contents import contents
from chalicelib.web.parents.saved_parts import as_data, as_shown
from chalicelib.web.wording.document_words import KIND_NAMES, STEP_NAMES, size_in_words

pages = Pages()
_FORMAT = {"export": "exemption-portal-record", "format": 1}
_TITLE = N_("What the Exemption Portal keeps")


class SavedAs(StrEnum):
    """A document for people, or data for programs."""

    DOCUMENT = "document"
    DATA = "data"


class SaveForm(FormModel):
    """Which file, and the parent's password."""

    saved_as: SavedAs = entry(N_("Choose a document or data"))
    password: Password = entry(ENTER_PASSWORD)


class SavedFile(NamedTuple):
    """A file beside the record: what it is, where it was given with its kind and size, and the way to it."""

    title: str
    facts: tuple[str, ...]
    url: str


def _show(page_request: PageRequest, child: Child, form: ShownForm) -> Page:
    return page_request.render(
        "parents/save_record.html",
        title=N_("Download the record"),
        form=form,
        child=child,
        back_url="/parents",
        law=citation(Cite.CIV_1798_34),
        files=[_saved_file(page_request, each) for each in files_of_child(page_request.ctx, child)],
    )


def _saved_file(page_request: PageRequest, document: Document) -> SavedFile:
    # A guardian reads of a signed form all that was handed in for it, by whomever.
    at = f"form/{document.form_id}" if document.form_id else f"{document.step}/{document.step_id}"
    facts = (
        page_request.translate(STEP_NAMES[document.step]),
        page_request.translate(KIND_NAMES[document.kind]) if document.kind else "",
        size_in_words(page_request, document.size),
    )
    return SavedFile(document.title, facts, f"/documents/{at}/{document.id}/open")


@pages.form("/parents/children/{child_id}/save", Action.EXPORT_RECORD, SaveForm, of=Child, show=_show)
def _save(page_request: PageRequest, child: Child, answers: SaveForm) -> Page:
    held = export_child_record(page_request.ctx, child.id, answers.password)
    page_request.record_view(held.child.id, Purpose.RECORD_FILE)
    return _as_data(page_request, held) if answers.saved_as == SavedAs.DATA else _as_document(page_request, held)


def _as_document(page_request: PageRequest, held: HeldRecord) -> Page:
    spoken = translations_for(page_request.language)
    page = page_request.render(
        "documents/saved_record.html",
        title=_TITLE,
        saved_at=page_request.ctx.now,
        child=held.child,
        parts=[as_shown(part, spoken) for part in contents(page_request, held)],
    )
    return _file(page.body, HTML, "exemption-record.html")


def _as_data(page_request: PageRequest, held: HeldRecord) -> Page:
    told = {part.key: as_data(part) for part in contents(page_request, held)}
    flat = {key: value[key] if set(value) == {key} else value for key, value in told.items()}  # a list by itself
    body = {**_FORMAT, "saved_at": page_request.ctx.now.isoformat(), **flat}
    return _file(json.dumps(body, indent=1, ensure_ascii=False) + "\n", "application/json", "exemption-record.json")


def _file(body: str, kind: str, name: str) -> Page:
    """A file to save; its name names no one."""
    return Page(200, body, {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'})
