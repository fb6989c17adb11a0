"""What each reason code of the law says to a person, in English. The catalogues translate these sentences."""

from collections.abc import Mapping

from chalicelib.law.reason_codes import ReasonCode
from chalicelib.web.wording.reason_texts_forms import FORMS_TEXTS
from chalicelib.web.wording.reason_texts_schools import SCHOOLS_TEXTS
from chalicelib.web.wording.reason_texts_state import STATE_TEXTS

REASON_TEXTS: Mapping[ReasonCode, str] = {**FORMS_TEXTS, **STATE_TEXTS, **SCHOOLS_TEXTS}
