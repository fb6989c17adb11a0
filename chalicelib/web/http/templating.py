"""Jinja at the rim: one environment per language, autoescape on, an unknown name is an error.

Dates and numbers are formatted here and nowhere else.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import FunctionType, MappingProxyType, MethodType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined
from jinja2.runtime import Context, Macro

from chalicelib.law.citations import Citation
from chalicelib.runtime.languages import LANGUAGES, translations
from chalicelib.runtime.settings import settings
from chalicelib.web.wording.names import BY_FACT

ROOT = Path(__file__).resolve().parents[3]


class _CodeNames(dict[str, Mapping[str, str]]):
    """By the name of a fact of a reason or error: the names of the codes that it can hold."""

    def __missing__(self, fact: str) -> Mapping[str, str]:
        if fact != "reason":
            return {}
        from chalicelib.law.book.medical_reason_labels import LABELS  # noqa: PLC0415 - few pages name a reason

        return self.setdefault(fact, LABELS)


NAMES = _CodeNames(BY_FACT)
COMPILED = ROOT / "compiled_templates"
_CALIFORNIA = ZoneInfo("America/Los_Angeles")
_ADDRESSES_ELSEWHERE = ("#", "?", "https://", "mailto:", "otpauth://totp/")
_FUNCTIONS = (FunctionType, MethodType)


class Marks(NamedTuple):
    """The marks that a template puts between two pieces of a page, with the spaces that belong to them. What stands
    inside a sentence is written by its translation."""

    comma: str
    between_names: str
    semicolon: str
    colon: str
    opening_bracket: str
    closing_bracket: str
    full_stop: str
    after_mark: str
    before_time: str


_WESTERN = Marks(
    comma=", ",
    between_names=", ",
    semicolon="; ",
    colon=": ",
    opening_bracket=" (",
    closing_bracket=")",
    full_stop=".",
    after_mark=" ",
    before_time=", ",
)
_CHINESE = Marks(
    comma="，",
    between_names="、",
    semicolon="；",
    colon="：",
    opening_bracket="（",
    closing_bracket="）",
    full_stop="。",
    after_mark="",
    before_time=" ",
)

MARKS: Mapping[str, Marks] = MappingProxyType({"en": _WESTERN, "es": _WESTERN, "zh-Hant": _CHINESE})
"""The marks by the language of the page. `after_mark` parts two sentences, or a text that ends with a mark from what
follows; `before_time` parts a date from the time of day."""


@cache
def _asset_names() -> Mapping[str, str]:
    manifest = ROOT / settings().static_dir / "manifest.json"
    names: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}
    return names


def asset(name: str) -> str:
    """The address of a static file, with its content's hash in the name."""
    return f"{settings().static_base}/{_asset_names().get(name, name)}"


def href(address: object) -> str:
    """The address of a link, where it is an own path, a fragment, a query, https, a mail address, a key for
    authenticator apps, or the stand-in for the bucket of documents; "#" for anything else: autoescaping does not stop
    "javascript:"."""
    text = address if isinstance(address, str) else str(address)
    is_own_path = text.startswith("/") and not text.startswith("//") and "\\" not in text
    if is_own_path or text.startswith(_ADDRESSES_ELSEWHERE):
        return text
    stand_in = settings().documents_endpoint  # of this machine: settings refuse any other
    return text if stand_in and text.startswith(f"{stand_in}/") else "#"


_Day = date  # within the class, `date` is a way to write one
_Instant = datetime

# A date in digits has the order in which the portal asks for dates and California's papers write them: Spanish's own
# order reads 5/1 as January 5.
_DIGITS: Mapping[str, str] = {"es_US": "en_US"}


class Words:
    """How one language writes dates, times, numbers and the sentences of codes."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = LANGUAGES[language]
        self._catalogue = translations(language)
        self.marks = MARKS[language]

    def date(self, day: date) -> str:
        """A date in full, for instance "March 14, 2027"."""
        from babel.dates import format_date  # noqa: PLC0415 - many pages show no date

        return str(format_date(day, "long", locale=self._locale))

    def month(self, day: _Day) -> str:
        """The month of a day, for instance "March 2027"."""
        from babel.dates import format_skeleton  # noqa: PLC0415 - as above

        return str(format_skeleton("yMMMM", day, locale=self._locale))

    def weekday_date(self, day: _Day) -> str:
        """A day with its weekday and without its year, for instance "Mon, Mar 15"."""
        from babel.dates import format_skeleton  # noqa: PLC0415 - as above

        return str(format_skeleton("MMMEd", day, locale=self._locale))

    def numeric_date(self, day: _Day) -> str:
        """A date in digits, for instance "3/15/2018"."""
        from babel.dates import format_skeleton  # noqa: PLC0415 - as above

        return str(format_skeleton("yMd", day, locale=_DIGITS.get(self._locale, self._locale)))

    def short_day(self, day: _Day) -> str:
        """Month and day in the narrowest form, for instance "3/15"."""
        from babel.dates import format_skeleton  # noqa: PLC0415 - as above

        return str(format_skeleton("Md", day, locale=_DIGITS.get(self._locale, self._locale)))

    def datetime(self, instant: datetime) -> str:
        """An instant as California date and time."""
        day = instant.astimezone(_CALIFORNIA).date()
        return f"{self.date(day)}{self.marks.before_time}{self.time(instant)}"

    def time(self, instant: _Instant) -> str:
        """The California time of day of an instant, for instance "9:09 AM"."""
        from babel.dates import format_time  # noqa: PLC0415 - as above

        return str(format_time(instant.astimezone(_CALIFORNIA), "short", locale=self._locale))

    def number(self, value: int) -> str:
        """A whole number with the language's separators."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - as above

        return str(format_decimal(value, locale=self._locale))

    def translate(self, message: str, facts: Mapping[str, object] | None = None) -> str:
        """A marked sentence in this language, its placeholders filled: dates written in full, codes by their names."""
        text = self._catalogue.gettext(message) if message else ""
        return text % {name: self._said(name, value) for name, value in facts.items()} if facts else text

    def law_sections(self, sections: str) -> str:
        """Sections of the law as a citation names them, in this language."""
        if self.language == "en":
            return sections
        from chalicelib.web.http.law_names import sections_named  # noqa: PLC0415 - few pages name the law

        return sections_named(sections, self.translate, self.marks.semicolon, self.marks.between_names)

    def law_name(self, law: Citation) -> str:
        """A law by its sections, and in English by its title, which is not translated."""
        return f"{law.section}: {law.title}" if self.language == "en" else self.law_sections(law.section)

    def _said(self, name: str, value: object) -> object:
        if isinstance(value, date):
            return self.date(value)
        return self.translate(NAMES[name].get(str(value), "")) or value


@cache
def translations_for(language: str) -> Words:
    return Words(language)


class _Called(Context):
    """The names of a page, where macros and functions are called straight away: a list makes five hundred calls, and
    Jinja looks at each for marks that macros always have and these functions never."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """The answer of a macro or a function, as Jinja's own `call` gives it."""
        is_macro = type(called) is Macro
        if not is_macro and (type(called) not in _FUNCTIONS or hasattr(called, "jinja_pass_arg")):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(self.eval_ctx, *args, **kwargs) if is_macro else called(*args, **kwargs)


def _texts(made: Environment, language: str) -> Callable[..., str]:
    """How a template says a text: as Jinja's `gettext`, which escapes every fact, with each text looked up once."""
    catalogue, nothing = translations(language), _Called(made, {}, None, {})
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: catalogue.gettext(text).replace("%", "%%"), catalogue.ngettext, newstyle=True
    )
    marked: Any = made.globals["gettext"]

    @cache
    def with_places(text: str) -> str:
        found: str = nothing.call(marked, text)
        return found

    @cache
    def alone(text: str) -> str:
        return with_places(text) % {}

    def gettext(text: str, /, **facts: object) -> str:
        return with_places(text) % facts if facts else alone(text)

    return gettext


def _listed_name(last: str, first: str) -> str:
    from chalicelib.law.names import listed_name  # noqa: PLC0415 - most pages list no one

    return listed_name(last, first)


@cache
def _loader() -> BaseLoader:
    """`make package` compiles the templates: in the first request that was a third of a cold start. The tests and the
    local run read them as they are written."""
    return ModuleLoader(COMPILED) if COMPILED.is_dir() else FileSystemLoader(ROOT / "templates")


@cache
def environment(language: str) -> Environment:
    """The environment of a language. Templates are kept once they were used."""
    made = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.context_class = _Called
    texts = _texts(made, language)
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    spoken = translations_for(language)
    made.globals.update(
        _=texts,
        gettext=texts,
        asset=asset,
        href=href,
        format_date=spoken.date,
        format_datetime=spoken.datetime,
        format_time=spoken.time,
        format_month=spoken.month,
        format_weekday_date=spoken.weekday_date,
        format_numeric_date=spoken.numeric_date,
        format_short_day=spoken.short_day,
        format_number=spoken.number,
        law_name=spoken.law_name,
        listed_name=_listed_name,
        law_sections=spoken.law_sections,
        say=spoken.translate,
        names=NAMES,
        marks=spoken.marks,
    )
    return made


def render(template: str, language: str, model: Mapping[str, Any]) -> str:
    """The page as HTML. Raises jinja2.UndefinedError where the model lacks a name: a defect, found by tests."""
    return environment(language).get_template(template).render(**model)
