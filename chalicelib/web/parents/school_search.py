"""Finding a school or child care: by county and words of its name or city, or by its number. Asked by a form that is
posted, so that a child's school never stands in an address."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.actions.signing.form_facts import one_line
from chalicelib.directory.jurisdictions import COUNTIES
from chalicelib.domain.facility import Facility
from chalicelib.law.marking import N_
from chalicelib.storage.directory import search_directory
from chalicelib.web.http.forms import FieldError, FormModel, InvalidFormError, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest

CHOOSE = "choose"
COUNTY_NAMES = tuple(county.county for county in COUNTIES)


class SchoolSearch(FormModel):
    """What to look for; then the one that was chosen. `step` is the button that was pressed."""

    county: OptionalText = entry("", optional=True)
    name: OptionalText = entry("", optional=True)
    choice: OptionalText = entry("", optional=True)
    step: OptionalText = entry("", optional=True)


@dataclass(frozen=True)
class FoundSchools:
    """What a search found: options of a choice. `asked` is false before the first search."""

    asked: bool
    options: list[tuple[str, str, str]]
    counties: tuple[str, ...] = COUNTY_NAMES


def found_schools(page_request: PageRequest, form: ShownForm) -> FoundSchools:
    """The schools that the form asks for; nothing is read before it asks."""
    county, name = str(form.values.get("county", "")), str(form.values.get("name", ""))
    if not name or not (county in COUNTY_NAMES or _is_number(name)):
        return FoundSchools(asked=False, options=[])
    found = search_directory(page_request.ctx.store, county, name)
    return FoundSchools(asked=True, options=[(each.id, each.name, _where(each)) for each in found])


def chosen(page_request: PageRequest, answers: SchoolSearch, show: Callable[[ShownForm], Page]) -> str | Page:
    """The number of the chosen school, or the page with what the search found. Raises InvalidFormError."""
    if answers.step == CHOOSE:
        if not answers.choice:
            raise _mend("choice", N_("Choose a school or child care from the list"))
        return answers.choice
    if not answers.name:
        raise _mend("name", N_("Enter a word of the name or city, or the number"))
    if answers.county not in COUNTY_NAMES and not _is_number(answers.name):
        raise _mend("county", N_("Choose the county"))
    return show(page_request.form({**dict(answers), "choice": ""}))


def _is_number(text: str) -> bool:
    return "".join(text.split()).replace("-", "").isdigit()


def _where(facility: Facility) -> str:
    address = facility.as_choice().address
    return one_line(address) if address else ""


def _mend(field: str, message: str) -> InvalidFormError:
    return InvalidFormError((FieldError(field, message),))
