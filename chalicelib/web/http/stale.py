"""A form whose record was changed after it was opened: what the record says now beside what was typed, and nothing of
it where both are the same."""

from dataclasses import replace
from typing import Any

from chalicelib.domain.record import VersionedRecord
from chalicelib.web.http.forms import FormModel, to_form_values
from chalicelib.web.http.page_request import Answer, PageRequest
from chalicelib.web.http.posted import PostedForm
from chalicelib.web.http.route import Route


def changed_values(route: Route, given: tuple[Any, ...], answers: FormModel) -> dict[str, Any]:
    """Return the fields in which the record differs from the answers, with the record's value, as a form knows it.

    `given`: what the route's functions receive, read after the change.
    """
    known, typed = _known(route, given), to_form_values(dict(answers))
    return {
        name: known[name]
        for name in type(answers).model_fields
        if name in known and _as_set(known[name]) != _as_set(typed[name])
    }


def same_again(route: Route, page_request: PageRequest, posted: PostedForm, answers: FormModel) -> Answer | None:
    """Take the form over the record of now, where the answers are what the record says; None where they are not.

    The page request must have a fresh context and record. Raises what the route's submit raises.
    """
    given = (page_request, page_request.record)
    record, known = page_request.record, _known(route, given)
    is_whole = all(name in known or not value for name, value in dict(answers).items())
    if not known or not is_whole or not isinstance(record, VersionedRecord) or changed_values(route, given, answers):
        return None
    page_request.posted = replace(posted, values={**posted.values, "version": str(record.version)})
    return route.submit(*given, answers) if route.submit else None


def _known(route: Route, given: tuple[Any, ...]) -> dict[str, Any]:
    return to_form_values(route.initial(*given)) if route.initial else {}


def _as_set(value: Any) -> set[str]:
    several = value if isinstance(value, (list, tuple, set, frozenset)) else (value,)
    return {str(each) for each in several} - {""}
