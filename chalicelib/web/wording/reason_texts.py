"""What each reason code of the law says to a person, in English. The catalogues translate these sentences."""

from collections.abc import Mapping

from chalicelib.law.reason_codes import ReasonCode
from chalicelib.web.wording.reason_texts_forms import FORMS_TEXTS
from chalicelib.web.wording.reason_texts_schools import SCHOOLS_TEXTS
from chalicelib.web.wording.reason_texts_state import STATE_TEXTS

REASON_TEXTS: Mapping[ReasonCode, str] = {**FORMS_TEXTS, **STATE_TEXTS, **SCHOOLS_TEXTS}
OF_THE_LOOK_UP = frozenset(
    {
        ReasonCode.LICENCE_NUMBER_NEEDS_MANUAL_CHECK,
        ReasonCode.LICENCE_NOT_FOUND,
        ReasonCode.LICENCE_NAME_MISMATCH,
        ReasonCode.LICENCE_SERVICE_UNREACHABLE,
    }
)
"""What only a look-up says. No section of the law says it, so none is shown with it."""
