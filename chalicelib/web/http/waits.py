"""How long to wait after too many tries, by the code of the refusal: what its sentence says (errors.py), in seconds."""

from collections.abc import Mapping

_MINUTE = 60
_HOUR = 60 * _MINUTE

WAITS_SECONDS: Mapping[str, int] = {
    "CODES_LOCKED": 24 * _HOUR,  # no waiting helps; a program has no reason to ask often
    "LICENSE_CODE_PAUSED": _HOUR,
    "LOOK_UPS_USED_UP": _HOUR,
    "REQUEST_LOCKED": 15 * _MINUTE,
    "TOO_MANY_CODES": 10 * _MINUTE,
    "TOO_MANY_DOCUMENTS_TODAY": 24 * _HOUR,
    "TOO_MANY_DISPUTES": _HOUR,
    "TOO_MANY_IN_A_ROW": 15 * _MINUTE,
    "TOO_MANY_LINKS": _HOUR,
    "TOO_MANY_LOOK_UPS": _HOUR,
    "TOO_MANY_TRIES": _MINUTE,
}
