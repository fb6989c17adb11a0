"""Forms: what was posted, checked by a pydantic model, kept as typed, with errors at the fields.

A field's model says what is wrong in words a person can act on: `entry(N_("Enter your child's first name"))`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.law.citations import Citation
from chalicelib.law.marking import N_
from chalicelib.web.http.posted import PostedForm

DATE_PARTS = ("month", "day", "year")
TOO_LONG = N_("Use %(max_length)s characters or fewer")
NOT_A_DATE = N_("Enter a real date: month, day and a four-digit year, for example 3 27 2017")
CHECK_THIS = N_("Check this answer")
NOT_SHOWABLE = N_("Remove the characters that cannot be shown")
_T = TypeVar("_T", bound="FormModel")


class FormModel(BaseModel):
    """The answers of one form. Unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


class EmptyForm(FormModel):
    """A form with nothing to fill in: pressing its button is the answer."""


def entry(missing: str, *, invalid: str = "", optional: bool = False, default: Any = ..., **rules: Any) -> Any:
    """A form field. `missing` is said when nothing was typed, `invalid` when what was typed will not do.

    `optional` gives the field "" (or `default`) when nothing was typed.
    """
    if optional and default is ...:
        default = ""
    return Field(default, json_schema_extra={"missing": missing, "invalid": invalid or missing}, **rules)


def problem(message: str, **facts: object) -> PydanticCustomError:
    """What a field's own validator raises: a marked sentence and the facts of its placeholders."""
    return PydanticCustomError("said", "said", {"message": message, "facts": facts})


def _read_date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    from chalicelib.web.http.typed_values import date_of  # noqa: PLC0415 - for what was typed

    return date_of(value)


def _without_control_characters(text: str) -> str:
    """The text as it is kept, without unseen signs that turn text around: a name reads the same on form and list."""
    from chalicelib.web.http.letters import is_forbidden, strip_bidi_controls  # noqa: PLC0415 - for what was typed

    if any(is_forbidden(letter) for letter in text):
        raise problem(NOT_SHOWABLE)
    return strip_bidi_controls(text)


def _without_message(text: str) -> str:
    from chalicelib.web.http.letters import not_of_a_short_text  # noqa: PLC0415 - for what was typed

    wrong = not_of_a_short_text(text)
    if wrong:
        raise problem(wrong)
    return text


def _refuse_empty(text: str) -> str:
    if not text:
        raise PydanticCustomError("missing", "missing")
    return text


class MonthOnly(date):
    """The first day of a month of which the day is not known."""


def _read_day_or_month(value: Any) -> Any:
    if isinstance(value, tuple) and value[0] and value[2] and not value[1]:
        first = _read_date((value[0], "1", value[2]))
        return MonthOnly(first.year, first.month, 1)
    return _read_date(value)


FormDate = Annotated[date, BeforeValidator(_read_date)]
DayOrMonth = Annotated[date, PlainValidator(_read_day_or_month)]
OptionalDate = Annotated[
    date | None,
    BeforeValidator(lambda value: _read_date(value) if not isinstance(value, tuple) or any(value) else None),
]
OptionalText = Annotated[
    str,
    StringConstraints(max_length=100),
    AfterValidator(_without_control_characters),
    AfterValidator(_without_message),
]
Text = Annotated[OptionalText, AfterValidator(_refuse_empty)]
LongText = Annotated[
    str, StringConstraints(max_length=4000), AfterValidator(_without_control_characters), AfterValidator(_refuse_empty)
]
OptionalLongText = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_without_control_characters)]


@dataclass(frozen=True)
class FieldError:
    """One thing to mend: the field, the marked sentence and its facts; the law's citation where the law said it; which
    of a date's boxes is wrong ("month", "day", "year"), where only one is."""

    field: str
    message: str
    facts: Mapping[str, object] = made_by(default_factory=dict)
    citation: Citation | None = None
    part: str = ""

    @property
    def box(self) -> str:
        """The name of the wrong box of a date, else of the field."""
        return f"{self.field}_{self.part}" if self.part else self.field


class InvalidFormError(Exception):
    """The form must be shown again, as typed, with these errors. `refusal`: what the act was refused for, where it is
    told at fields of the page."""

    def __init__(self, errors: tuple[FieldError, ...], refusal: PortalError | None = None) -> None:
        super().__init__(", ".join(error.field for error in errors))
        self.errors = errors
        self.refusal = refusal


def validate(model: type[_T], posted: PostedForm) -> _T:
    """The answers. Raises InvalidFormError with one error per field, PortalError BAD_REQUEST for unknown fields."""
    from chalicelib.web.http.typed_values import values_for  # noqa: PLC0415 - for what was typed

    try:
        return model.model_validate(values_for(model, posted))
    except ValidationError as failure:
        raise InvalidFormError(tuple(_errors_of(model, failure))) from None


def _errors_of(model: type[FormModel], failure: ValidationError) -> list[FieldError]:
    errors: dict[str, FieldError] = {}
    for detail in failure.errors(include_url=False, include_input=False):
        if detail["type"] == "extra_forbidden":
            raise PortalError(ErrorKind.BAD_REQUEST, "FIELD_UNKNOWN") from None
        name = str(detail["loc"][0]) if detail["loc"] else next(iter(model.model_fields))
        errors.setdefault(name, _field_error(model, name, detail))
    return [errors[name] for name in model.model_fields if name in errors]


def _field_error(model: type[FormModel], name: str, detail: Mapping[str, Any]) -> FieldError:
    context = detail.get("ctx") or {}
    if detail["type"] == "said":
        return FieldError(name, context["message"], context.get("facts", {}), part=context.get("part", ""))
    if detail["type"] == "string_too_long":
        return FieldError(name, TOO_LONG, {"max_length": context["max_length"]})
    extra = model.model_fields[name].json_schema_extra
    words: Mapping[str, Any] = extra if isinstance(extra, dict) else {}
    key = "missing" if detail["type"] == "missing" else "invalid"
    return FieldError(name, str(words.get(key, CHECK_THIS)))


@dataclass(frozen=True)
class ShownField:
    """One field as the macros of templates/components see it. `now`: what the record says, where it was changed to
    something else than what was typed; None otherwise."""

    name: str
    id: str
    value: Any
    error: str | None
    now: Any = None


@dataclass(frozen=True)
class ShownError:
    """One line of the error summary. `label`: the field's, where the sentence does not say which field it is of."""

    field_id: str
    text: str
    citation: Citation | None
    label: str = ""


@dataclass(frozen=True)
class ShownForm:
    """A form as a template sees it: values as typed, errors already translated.

    It notes which fields the template shows, with their labels: an error at any other (a hidden one, tampered with) is
    said in the summary without a link, as no field could take the focus. The summary stands before the fields, so it
    knows both in a second rendering alone: `unshown`, and `labels` by field, where a sentence says not which field it
    is of. `typed_over`: the version of the record that the answers were typed over, where they come back after the
    session had ended; "" for the version of now. `now`: what the record says of the fields that someone changed
    meanwhile. `labels_before`: the labels of a form that is sent once more unseen.
    """

    values: Mapping[str, Any]
    field_errors: tuple[FieldError, ...]
    translate: Callable[[str, Mapping[str, object]], str]
    unshown: frozenset[str] = frozenset()
    labels: Mapping[str, str] = made_by(default_factory=dict)
    typed_over: str = ""
    now: Mapping[str, Any] = made_by(default_factory=dict)
    labels_before: str = ""
    _shown_labels: dict[str, str] = made_by(default_factory=dict, compare=False, init=False)
    _options: dict[str, Any] = made_by(default_factory=dict, compare=False, init=False)

    def field(self, name: str, label: str = "", options: Any = ()) -> ShownField:
        """The field of that name, to be shown with that label and those choices (their values, words and hints); for
        the boxes of a date, `name_month` and so on."""
        self._shown_labels[name] = label or self._shown_labels.get(name, "")
        self._options[name] = options
        return ShownField(name, _field_id(name), self.value(name), self._error_of(name), self.now.get(name))

    def value(self, name: str) -> Any:
        """What was typed or is known, without showing a field: for a hidden one, or for text."""
        value = self.values.get(name, "")
        from chalicelib.web.http.letters import showable  # noqa: PLC0415 - for what was typed

        return showable(value) if isinstance(value, str) else value

    def for_second_rendering(self) -> "ShownForm | None":
        """The form with what the error summary must know of the fields below it; None where it knew."""
        left_out = frozenset({error.field for error in self.field_errors if error.field} - self._shown_labels.keys())
        labels = {name: label for name in self._unnamed() if (label := self._shown_labels.get(name))}
        knew = left_out <= self.unshown and labels == self.labels
        return None if knew else replace(self, unshown=left_out, labels=labels)

    def _unnamed(self) -> set[str]:
        """The fields with an error whose sentence is said of any field, or of two on this page."""
        if not self.field_errors:
            return set()
        from chalicelib.web.http.any_field import OF_ANY_FIELD  # noqa: PLC0415 - for what went wrong

        said = [error.message for error in self.field_errors]
        vague = OF_ANY_FIELD | {message for message in said if said.count(message) > 1}
        return {error.field for error in self.field_errors if error.message in vague}

    def _error_of(self, name: str) -> str | None:
        return next((self._said(error) for error in self.field_errors if name in {error.field, error.box}), None)

    def _said(self, error: FieldError) -> str:
        return self.translate(error.message, error.facts)

    @property
    def labels_sent(self) -> str:
        """The labels of the fields that were shown so far, as they go along with the form (form_labels.py)."""
        from chalicelib.web.http.form_labels import packed  # noqa: PLC0415 - for who is signed in

        return self.labels_before or packed(self._shown_labels, self._options)

    @property
    def errors(self) -> list[ShownError]:
        """The lines of the error summary, in the order of the fields."""
        return [
            ShownError(self._target(error), self._said(error), error.citation, self.labels.get(error.field, ""))
            for error in self.field_errors
        ]

    def _target(self, error: FieldError) -> str:
        name = error.field
        if name in self.unshown:
            return ""
        is_date = isinstance(self.values.get(name), date) or f"{name}_month" in self.values
        return _field_id(error.box if error.part else f"{name}_month" if is_date else name)


def _field_id(name: str) -> str:
    return name.replace("_", "-") or "main"


def to_form_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Known answers as a form shows them: dates in three boxes, None as nothing."""
    spread_out: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, date):
            spread_out |= {f"{name}_{part}": str(getattr(value, part)) for part in DATE_PARTS}
        spread_out[name] = "" if value is None else value
    return spread_out
