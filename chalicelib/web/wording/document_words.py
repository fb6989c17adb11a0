"""What pages say of a document: what it is, where it stands, why it was refused."""

from collections.abc import Mapping

from chalicelib.documents.found import Refusal
from chalicelib.domain.document import DocumentKind, DocumentStep
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest

MEGABYTE, _KILOBYTE = 1024 * 1024, 1024

KIND_NAMES: Mapping[DocumentKind, str] = {
    DocumentKind.PDF: N_("PDF"),
    DocumentKind.JPEG: N_("Photo (JPEG)"),
    DocumentKind.PNG: N_("Picture (PNG)"),
}
STEP_NAMES: Mapping[DocumentStep, str] = {
    DocumentStep.REQUEST: N_("Given with the request"),
    DocumentStep.DRAFT: N_("Given with the form"),
    DocumentStep.REVIEW: N_("Given for the state's review"),
    DocumentStep.APPEAL: N_("Given with the appeal"),
}
REFUSALS: Mapping[str, str] = {
    Refusal.EMPTY: N_("The file was empty. Choose it again."),
    Refusal.TOO_LARGE: N_("The file was too large. Make it smaller, or send its pages as several documents."),
    Refusal.NOT_A_KNOWN_TYPE: N_(
        "The file is not a PDF, JPEG or PNG, whatever its name says. A photo from a phone can be HEIC: save it as JPEG."
    ),
    Refusal.BROKEN: N_("The file is damaged or not complete. Save or print it as a new PDF, or take a photo of it."),
    Refusal.TOO_MANY_PAGES: N_("The PDF has more than 100 pages. Send only the pages that matter."),
    Refusal.TOO_MANY_PIXELS: N_("The picture is too large. Save it with fewer pixels, 40 million at most."),
    Refusal.LOCKED: N_("The PDF has a password or is protected. Save or print it as a new PDF without one."),
    Refusal.ACTIVE: N_(
        "The PDF holds more than pages: a program, a form that sends data, or other files. Print it as a new PDF."
    ),
    Refusal.MALWARE: N_("The file may be harmful. It was deleted. Have your device checked before you send another."),
    Refusal.NOT_SCANNED: N_("We could not check the file, so it was deleted. Try again, or send another file."),
}
WHO_READS: Mapping[DocumentStep, str] = {
    DocumentStep.REQUEST: N_(
        "The doctor who opens the request reads your documents. If a form is signed, the state can read them when it "
        "reviews the form. A school never sees them."
    ),
    DocumentStep.DRAFT: N_(
        "The state reads these documents if it reviews the form. The parent can read them, too. A school never does."
    ),
    DocumentStep.REVIEW: N_("The state's reviewers read these documents. The parent can, too. A school never does."),
    DocumentStep.APPEAL: N_(
        "The agency, the three panel doctors and the Secretary read these documents. A school never does."
    ),
}


def size_in_words(page_request: PageRequest, size: int) -> str:
    """Return the size of a file of so many bytes: "12 KB"."""
    if size < MEGABYTE:
        return page_request.translate(N_("%(kilobytes)s KB"), kilobytes=max(1, size // _KILOBYTE))
    return page_request.translate(N_("%(megabytes)s MB"), megabytes=f"{size / MEGABYTE:.1f}")
