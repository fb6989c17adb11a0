"""One address of the portal: how its table says which module answers it."""

from dataclasses import dataclass

FORM_TYPE = "application/x-www-form-urlencoded"
FILES_TYPE = "multipart/form-data"
_CONTENT_TYPES = (FORM_TYPE, "application/json", "text/plain")
WITH_FILES = (*_CONTENT_TYPES, FILES_TYPE)


@dataclass(frozen=True)
class Address:
    """One address: its pattern, the module that answers it (below chalicelib.web), and what it takes. `fixed`: as of
    `route.Route`. `takes_reports`: it is a report endpoint."""

    path: str
    module: str
    methods: tuple[str, ...]
    content_types: tuple[str, ...] = _CONTENT_TYPES
    fixed: bool = False
    takes_reports: bool = False
