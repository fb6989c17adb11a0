"""The documents in the parent's file: what each is, and under which name its file is saved. The files themselves stand
beside it on the page of saving (decision 0034)."""

from collections.abc import Mapping

from chalicelib.domain.document import ChildDocuments, DocumentState
from chalicelib.law.marking import N_
from chalicelib.web.parents.saved_parts import Coded, Part, Table
from chalicelib.web.wording.document_words import KIND_NAMES, REFUSALS, STEP_NAMES

_STATES: Mapping[DocumentState, str] = {
    DocumentState.AWAITED: N_("Waiting for the file"),
    DocumentState.KEPT: N_("Ready"),
    DocumentState.REFUSED: N_("Not accepted"),
}


def documents_part(held: ChildDocuments) -> Part:
    columns = (
        ("number", N_("Number")),
        ("title", N_("What it is")),
        ("step", N_("Where it was given")),
        ("added_at", N_("Added on")),
        ("state", N_("Status")),
        ("refused_for", N_("Why it was not accepted")),
        ("kind", N_("Kind of file")),
        ("pages", N_("Pages")),
        ("size", N_("Size in bytes")),
        ("file", N_("File")),
    )
    rows = tuple(
        (
            each.number,
            each.title,
            Coded(each.step, STEP_NAMES[each.step]),
            each.added_at,
            Coded(each.state, _STATES[each.state]),
            Coded(each.refused_for, REFUSALS.get(each.refused_for, "")),
            Coded(each.kind or "", KIND_NAMES[each.kind] if each.kind else ""),
            each.pages,
            each.size,
            f"{each.file_name}.{each.kind}" if each.state == DocumentState.KEPT and each.kind else "",
        )
        for each in held.documents
    )
    label = N_("Documents that were handed in. Each file can be downloaded on the page where this was saved.")
    return Part("documents", N_("Documents"), tables=(Table("documents", label, columns, rows),))
