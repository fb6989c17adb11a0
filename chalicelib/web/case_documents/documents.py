"""The documents of a case: what was handed in, one more, its file, taking one out, and reading one.

No file is shown by the portal: it comes from the bucket, as a download, by a link that is good for a minute.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.documents.add_document import add_document
from chalicelib.actions.documents.document_step import Place, StepCase, document_at, documents_at, load_step, place_keys
from chalicelib.actions.documents.remove_document import removable, remove_document
from chalicelib.addresses import address_of
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.document import MAX_FILE_BYTES, MAX_OF_A_STEP, Document, DocumentState
from chalicelib.domain.errors import not_found
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.law.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.web.account_fields import Line
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.headers import CONTENT_SECURITY_POLICY
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.route import Named
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.document_words import KIND_NAMES, MEGABYTE, REFUSALS, STEP_NAMES, WHO_READS, size_in_words

pages = Pages()

_PLACE: Named[StepCase] = Named(place_keys, load_step)
_AT = "/documents/{place}/{owner_id}"
_ONE = _AT + "/{document_id}"


class TitleForm(FormModel):
    """What the person calls the document."""

    title: Annotated[Line, StringConstraints(max_length=80)] = entry(
        N_("Write what the document is, for example “Allergist's letter, March 2026”"),
        invalid=N_("Use 80 characters at most"),
    )


@dataclass(frozen=True)
class ShownDocument:
    """One document of the list. `status`: text and color; `why`: what to do about it; `actions`: text and address of
    what can be done with it."""

    name: str
    title: str
    facts: tuple[str, ...]
    status: tuple[str, str]
    why: str
    actions: tuple[tuple[str, str], ...]


@pages.page(_AT, Action.VIEW_DOCUMENTS, of=_PLACE)
def _show_list(page_request: PageRequest, case: StepCase) -> Page:
    return _list(page_request, case, page_request.form())


def _list(page_request: PageRequest, case: StepCase, form: ShownForm) -> Page:
    found = documents_at(page_request.ctx, case)
    person = page_request.ctx.person
    if person.role != Role.PARENT:
        page_request.record_view(case.child_id, Purpose.DOCUMENTS)
    may_add = case.may_add(person)
    return page_request.render(
        "case_documents/list.html",
        title=N_("Documents"),
        form=form,
        documents=[_shown(page_request, case, each) for each in found],
        may_add=may_add,
        add_url=f"/documents/{case.address}/add",
        own_url=f"/documents/{case.address}",
        who_reads=page_request.translate(WHO_READS[case.step]) if may_add else "",
        has_arrived=any(_has_arrived(page_request, each) for each in found),
        back_url=_back(case, person.role),
        most=MAX_OF_A_STEP,
        megabytes=MAX_FILE_BYTES // MEGABYTE,
    )


def _show_add(page_request: PageRequest, case: StepCase, form: ShownForm) -> Page:
    return _list(page_request, case, form)


@pages.form(f"{_AT}/add", Action.ADD_DOCUMENT, TitleForm, of=_PLACE, show=_show_add)
def _add(page_request: PageRequest, case: StepCase, answers: TitleForm) -> Done:
    return add_document(page_request.ctx, case, answers.title)


@pages.page(f"{_ONE}/send", Action.ADD_DOCUMENT, of=_PLACE)
def _show_send(page_request: PageRequest, case: StepCase) -> Page:
    ctx, own_url = page_request.ctx, f"/documents/{case.address}"
    document = document_at(ctx, case, page_request.params["document_id"])
    if not document.may_arrive(ctx.now) or document.added_by != ctx.person.id:
        return see_other(own_url)
    back_to = f"{settings().base_url}{own_url}?arrived={document.id}"
    upload = ctx.services.documents.upload_form(document.id, document.limit, back_to)
    page = page_request.render(
        "case_documents/send.html",
        title=N_("Choose the file"),
        document=document,
        upload=upload,
        megabytes=document.limit / MEGABYTE,
        back_url=own_url,
    )
    policy = CONTENT_SECURITY_POLICY.replace("form-action 'self'", f"form-action 'self' {upload.origin}")
    return Page(page.status, page.body, {**page.headers, "Content-Security-Policy": policy}, page.cookies)


def _show_remove(page_request: PageRequest, case: StepCase, form: ShownForm) -> Page:
    document = document_at(page_request.ctx, case, page_request.params["document_id"])
    if not removable(page_request.ctx, case, document):
        raise not_found()
    return page_request.render(
        "case_documents/remove.html",
        title=N_("Remove this document?"),
        form=form,
        shown=_shown(page_request, case, document),
        back_url=f"/documents/{case.address}",
    )


@pages.form(f"{_ONE}/remove", Action.REMOVE_DOCUMENT, EmptyForm, of=_PLACE, show=_show_remove)
def _remove(page_request: PageRequest, case: StepCase, _answers: EmptyForm) -> Done:
    return remove_document(page_request.ctx, case, page_request.params["document_id"])


@pages.page(f"{_ONE}/open", Action.VIEW_DOCUMENTS, of=_PLACE)
def _open(page_request: PageRequest, case: StepCase) -> Page:
    """Write down who reads the file, then lead to it."""
    ctx = page_request.ctx
    document = document_at(ctx, case, page_request.params["document_id"])
    if document.state != DocumentState.KEPT or document.kind is None:
        raise not_found()
    if ctx.person.role != Role.PARENT:
        page_request.record_view(case.child_id, Purpose.DOCUMENT)
    return see_other(ctx.services.documents.view_link(document.id, document.file_name, document.kind))


def _shown(page_request: PageRequest, case: StepCase, document: Document) -> ShownDocument:
    translate, now = page_request.translate, page_request.ctx.now
    is_own = document.added_by == page_request.ctx.person.id
    waits = is_own and document.may_arrive(now) and not _has_arrived(page_request, document)
    possible = (
        ("open", N_("Download") if document.state == DocumentState.KEPT else ""),
        ("send", N_("Choose the file") if waits else ""),
        ("remove", N_("Remove") if removable(page_request.ctx, case, document) else ""),
    )
    return ShownDocument(
        name=translate(N_("Document %(number)s"), number=document.number),
        title=document.title,
        facts=tuple(_facts(page_request, case, document)),
        status=_status(page_request, document),
        why=_why(page_request, document),
        actions=tuple(
            (translate(text), f"/documents/{case.address}/{document.id}/{verb}") for verb, text in possible if text
        ),
    )


def _facts(page_request: PageRequest, case: StepCase, document: Document) -> list[str]:
    translate = page_request.translate
    facts = (
        []
        if document.kind is None
        else [translate(KIND_NAMES[document.kind]), size_in_words(page_request, document.size)]
    )
    if document.pages > 1:
        facts.insert(1, translate(N_("%(pages)s pages"), pages=document.pages))
    return facts if str(document.step) == str(case.place) else [*facts, translate(STEP_NAMES[document.step])]


def _has_arrived(page_request: PageRequest, document: Document) -> bool:
    """Return whether the bucket has just led the browser back here: it has the file, and the check is not done."""
    return document.state == DocumentState.AWAITED and page_request.query.get("arrived") == document.id


def _status(page_request: PageRequest, document: Document) -> tuple[str, str]:
    translate = page_request.translate
    if document.state == DocumentState.KEPT:
        return translate(N_("Ready")), "good"
    if document.state == DocumentState.REFUSED:
        return translate(N_("Not accepted")), "stopped"
    if _has_arrived(page_request, document):
        return translate(N_("Being checked")), "info"
    if document.may_arrive(page_request.ctx.now):
        return translate(N_("Waiting for the file")), "warning"
    return translate(N_("Being checked, or no file came")), "warning"


def _why(page_request: PageRequest, document: Document) -> str:
    if document.state != DocumentState.REFUSED:
        return ""
    return page_request.translate(REFUSALS[document.refused_for])


def _back(case: StepCase, role: Role) -> str:
    if case.place == Place.REQUEST and role == Role.PHYSICIAN:
        return f"/physicians/requests/{case.id}"
    if case.place == Place.DRAFT:
        return f"/physicians/drafts/{case.id}"
    if case.place == Place.REVIEW and role == Role.PHYSICIAN:
        return f"/physicians/forms/{case.form_id}/reviews/{case.id}"
    of = case.form_id if case.place == Place.REVIEW else ""
    return address_of(Subject(kind=SubjectKind(case.place), id=case.id, of=of), role)
