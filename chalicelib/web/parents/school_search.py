"""Finding a school or child care: by words of its name or city, its ZIP code, or its number. Asked by a form that is
posted, so that a child's school never stands in an address."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.law.marking import N_
from chalicelib.storage.directory import search_directory
from chalicelib.web.http.forms import FieldError, FormModel, InvalidFormError, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest

CHOOSE = "choose"


class SchoolSearch(FormModel):
    """What to look for; then the one that was chosen. `step` is the button that was pressed."""

    name: OptionalText = entry("", optional=True)
    choice: OptionalText = entry("", optional=True)
    step: OptionalText = entry("", optional=True)


@dataclass(frozen=True)
class FoundSchools:
    """What a search found: options of a choice. `asked` is false before the first search."""

    asked: bool
    options: list[tuple[str, str, str]]


def found_schools(page_request: PageRequest, form: ShownForm) -> FoundSchools:
    """The schools that the form asks for; nothing is read before it asks."""
    name = str(form.values.get("name", ""))
    if not name:
        return FoundSchools(asked=False, options=[])
    found = search_directory(page_request.ctx.store, name)
    return FoundSchools(asked=True, options=[(each.id, each.name, each.where) for each in found])


def chosen(page_request: PageRequest, answers: SchoolSearch, show: Callable[[ShownForm], Page]) -> str | Page:
    """The number of the chosen school, or the page with what the search found. Raises InvalidFormError."""
    if answers.step == CHOOSE:
        if not answers.choice:
            raise _mend("choice", N_("Choose a school or child care from the list"))
        return answers.choice
    if not answers.name:
        raise _mend("name", N_("Enter the name, the city, the ZIP code or the number"))
    return show(page_request.form({**dict(answers), "choice": ""}))


def _mend(field: str, message: str) -> InvalidFormError:
    return InvalidFormError((FieldError(field, message),))
