"""What each reason code of the law says to a person, in English. The catalogues translate these sentences."""

from collections.abc import Mapping

from chalicelib.law.reason_codes import ReasonCode

REASON_TEXTS: Mapping[ReasonCode, str] = {}
