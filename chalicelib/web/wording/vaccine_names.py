"""A vaccine's short name, and the diseases that go with it: "MMR", "measles, mumps, rubella"."""

from collections.abc import Iterable

from chalicelib.law.enums import Vaccine
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import MARKS
from chalicelib.web.wording.names import VACCINES


def vaccine_and_diseases(page_request: PageRequest, vaccine: Vaccine) -> tuple[str, str]:
    """Return the short name, and what stands in brackets behind it in the full one ("": nothing)."""
    marks = MARKS[page_request.language]
    name, _bracket, diseases = page_request.translate(VACCINES[vaccine]).partition(marks.opening_bracket)
    return name, diseases.removesuffix(marks.closing_bracket)


def short_vaccines(page_request: PageRequest, vaccines: Iterable[Vaccine]) -> str:
    """Return the short names in the usual order, as one text."""
    wanted = set(vaccines)
    names = [vaccine_and_diseases(page_request, each)[0] for each in Vaccine if each in wanted]
    return MARKS[page_request.language].between_names.join(names)
