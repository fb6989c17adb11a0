"""One visit: the request as our pages see it, and the page they answer with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.addresses import HOMES, address_of
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Account, Device, Role, SignInStep
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done, Subject
from chalicelib.law.citations import citation
from chalicelib.storage.outbox import failed_on, unreached
from chalicelib.web.http.csrf import csrf_token
from chalicelib.web.http.forms import FieldError, ShownForm
from chalicelib.web.http.headers import HTML, kept_query
from chalicelib.web.http.posted import PostedForm
from chalicelib.web.http.templating import render, translations_for

TWO_FACTOR_PAGE = "/account/second-step"
LICENSE_PAGE = "/physicians/license"
CONFIDENTIALITY_PAGE = "/schools/confidentiality"
_MAIL_FAILURE_SHOWN = timedelta(days=30)


@dataclass(frozen=True)
class Page:
    """An answer: status, body, headers and cookies."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Viewer:
    """The signed-in person as the page frame shows them."""

    display_name: str
    role: Role
    home: str
    idle_minutes: int  # after which a session ends without use


@dataclass
class PageRequest:
    """What a page function is given."""

    ctx: Context
    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    binding: str  # session id or visit id: what the forms of this browser are tied to
    client_ip: str  # the caller's address, for counters against guessing
    jar: Mapping[str, str] = field(default_factory=dict, repr=False)  # the browser's cookies, by name
    posted: PostedForm | None = None
    cookies: list[str] = field(default_factory=list)
    device: Device | None = None  # the browser, where someone signed in with it before
    session_of: str = ""  # whose session this browser last had, live or ended
    step: SignInStep | None = None  # the password was right, on a page between the two steps of signing in
    record: object = None  # what the address names, where its route names a record
    is_refilled: bool = False  # the form shows what was typed when the session had ended

    @property
    def language(self) -> str:
        return self.ctx.language

    @property
    def expected_version(self) -> int | None:
        """The version of the record that the posted form was made from; None where it names none."""
        text = self.posted.text("version") if self.posted else ""
        return int(text) if text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - digits of a version

    def translate(self, message: str, **facts: object) -> str:
        """A marked sentence in the page's language."""
        return translations_for(self.language).translate(message, facts)

    def form(
        self,
        values: Mapping[str, Any] | None = None,
        errors: tuple[FieldError, ...] = (),
        *,
        typed_over: str = "",
        now: Mapping[str, Any] = MappingProxyType({}),
    ) -> ShownForm:
        """A form for a template: `values` as typed or as known, with errors. `typed_over`, `now`: as of ShownForm."""
        translate = translations_for(self.language).translate
        return ShownForm(values or {}, errors, translate, typed_over=typed_over, now=now)

    def form_to_sign(self, typed: Mapping[str, Any]) -> ShownForm:
        """Return what was typed for the page that asks for the password: that field is empty."""
        return self.form({**typed, **dict.fromkeys(["password"], "")})

    def render(self, template: str, *, title: str, status: int = 200, **model: Any) -> Page:
        """A page. `title` is a marked sentence; `model` holds what the template names."""
        person = self.ctx.actor
        frame = {
            "page": {
                "title": self.translate(title),
                "path": self.path,
                "lang": self.language,
                "kept": self._kept(),
                "posted": self.method == "POST",
                "is_refilled": self.is_refilled,
            },
            "viewer": _viewer(person) if person else None,
            "mail_failed_on": self._mail_failed_on(person) if person else None,
            "csrf": csrf_token(self.binding),
            "operation": self.ctx.idempotency_key or self.ctx.new_id(),
            "on": self.ctx.on,
            "may": self.may,
        }
        body = render(template, self.language, {**frame, **model})
        form = model.get("form")
        again = form.for_second_rendering() if isinstance(form, ShownForm) else None
        if again:
            body = render(template, self.language, {**frame, **model, "form": again})
        return Page(status, body, {"Content-Type": HTML})

    def _mail_failed_on(self, person: Account) -> date | None:
        """The day on which mail to this person came back, on the home page and for a month."""
        if self.path != HOMES[person.role]:
            return None
        failed = failed_on(self.ctx.store.item(unreached(person.id)))
        return failed if failed and self.ctx.on - failed <= _MAIL_FAILURE_SHOWN else None

    def _kept(self) -> str:
        """What the links to other languages keep of the address, also where a form was shown again."""
        posted = self.posted.values if self.posted else {}
        texts = {name: value for name, value in posted.items() if isinstance(value, str)}
        return kept_query({**texts, **self.query})

    def may(self, act: Action | str, thing: object = None) -> bool:
        """Return whether the access table lets this person do `act` to the thing, by default to what the address
        names: a page offers no link and no form that is refused. Raises ValueError for a word that names no act,
        PortalError UNAVAILABLE."""
        try:
            self.ctx.require(Action(act), self.record if thing is None else thing)
        except PortalError as error:
            if error.kind is ErrorKind.UNAVAILABLE:
                raise
            return False
        return True

    def record_view(self, child_id: str, purpose: Purpose, *, facility_id: str = "") -> None:
        """Write that this person looks at a child's record, before the page is sent; `facility_id`: for which school.

        Raises PortalError UNAVAILABLE.
        """
        ctx = self.ctx
        ctx.store.record_access(
            "child", child_id, ctx.person, ctx.now, ctx.new_id(), purpose=purpose, facility_id=facility_id
        )

    def go_on(self, result: "Answer") -> Page:
        """The page that a form's submit answers with, or on to the page that its act leads this person to."""
        if isinstance(result, Page):
            return result
        role = self.ctx.actor.role if self.ctx.actor else None
        return see_other(result if isinstance(result, str) else address_of(result, role))


Answer = Done | Subject | str | Page
"""What a form's submit may answer with: what an act did, something that was found, a path, or a page."""


def _viewer(person: Account) -> Viewer:
    from chalicelib.web.http.cookies import idle_limit  # noqa: PLC0415 - for who is signed in

    minutes = int(idle_limit(person.role).total_seconds()) // 60
    return Viewer(person.display_name, person.role, HOMES[person.role], minutes)


def field_errors(error: PortalError) -> tuple[FieldError, ...]:
    """A refusal as lines of the error summary: the law's reasons with their citations, or the error's sentence."""
    if error.verdict is None:
        from chalicelib.web.http.errors import SENTENCES  # noqa: PLC0415 - for what went wrong

        further = (line for other in error.also for line in field_errors(other))
        return FieldError(error.field, SENTENCES.get(error.code, error.code), error.facts), *further
    from chalicelib.web.wording.reason_texts import OF_THE_LOOK_UP, REASON_TEXTS  # noqa: PLC0415 - for a refusal

    return tuple(
        FieldError(
            str(reason.facts.get("field", error.field)),
            REASON_TEXTS[reason.code],
            reason.facts,
            None if reason.code in OF_THE_LOOK_UP else citation(reason.citation),
        )
        for reason in error.verdict.reasons
    )


def see_other(location: str) -> Page:
    """Go to another page of ours after a form was sent."""
    return Page(303, "", {"Location": location, "Content-Type": HTML})
