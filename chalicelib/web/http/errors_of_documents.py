"""The sentences of error codes of documents that people hand in."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_DOCUMENTS: Mapping[str, str] = {
    "DOCUMENTS_OF_STEP_FULL": N_("There are five documents here already. Remove one, or send pages together in a PDF."),
    "DOCUMENTS_OF_CASE_FULL": N_("The documents of this case fill 50 MB already. Remove one first."),
    "TOO_MANY_DOCUMENTS_TODAY": N_("You have added 20 documents today. Add more tomorrow."),
}
