"""What the pages share on which a school or an operator sends a file of lines: the file or its pasted lines, why none
of it can be used, and the file that a page is about."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.confirmed_file import ConfirmedFile
from chalicelib.law.marking import N_
from chalicelib.rosters.problems import Effect, Problem
from chalicelib.storage import import_keys, keys
from chalicelib.web.http.forms import FieldError, InvalidFormError
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.route import Named, Params

_File = TypeVar("_File", bound=ConfirmedFile)


class SentFile(Protocol):
    """The form's two ways to send lines."""

    file: str
    text: str


def sent_lines(page_request: PageRequest, answers: SentFile) -> tuple[bytes, str]:
    """Return the file or else the pasted lines, and the name of the field that they came in."""
    sent = page_request.posted.files.get("file", b"") if page_request.posted else b""
    return sent or (answers.file or answers.text).encode(), "file" if sent or answers.file else "text"


def nothing_sent(content: bytes) -> list[FieldError]:
    """Return the error of a form that was sent without lines."""
    return [] if content.strip() else [FieldError("file", N_("Choose a file, or paste its lines."))]


def require_usable(problems: Iterable[Problem], field: str, sentence: Callable[[Problem], str]) -> None:
    """Raise InvalidFormError where the file is refused as a whole, with each reason."""
    refusals = [each for each in problems if each.effect is Effect.FILE_REFUSED]
    if refusals:
        raise InvalidFormError(tuple(FieldError(field, sentence(each), each.placeholders) for each in refusals))


def file_of_page(kind: type[_File], parameter: str = "file_id") -> Named[_File]:
    """Return how a page finds the file that its address names, with what was noted of it and how far it is, in one
    read."""

    def found(ctx: Context, act: Action, params: Params) -> _File:
        file: _File = ctx.store.get(kind, params[parameter])
        ctx.require(act, file)
        return file

    return Named(
        lambda params: (
            keys.record(kind.record_type, params[parameter]),
            import_keys.import_notes(params[parameter]),
            import_keys.import_progress(params[parameter]),
        ),
        found,
    )
