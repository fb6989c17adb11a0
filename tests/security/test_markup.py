"""S-52, S-53: text that was stored is text on every page, whatever it looks like."""

import ast
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import StrictUndefined

from chalicelib.notices import render as notices
from chalicelib.runtime.languages import LANGUAGES
from chalicelib.web.http.templating import environment
from tests.architecture.source import name_of, portal_files, tree_of
from tests.invariants.everywhere import PATHS
from tests.invariants.places import Visitor
from tests.sampling import WHOLE
from tests.security.full_cases import FIELDS, FullWorld
from tests.security.payloads import PAYLOADS, TOGETHER, structure

_WAYS_ROUND = frozenset({"Markup", "markupsafe", "Markup.format", "mark_safe"})
_ENVIRONMENTS = frozenset({"chalicelib/web/http/templating.py", "chalicelib/notices/render.py"})
PLAIN = "Plainwords"
_APART = 12


def page_with(world: FullWorld, path: str, text: str) -> tuple[list[tuple[str, tuple[str, ...]]], str]:
    """The structure of the place's page where every field holds this text, and the page."""
    world.texts = lambda field: told_in(field, text)
    world.begin_anew()
    visitor = Visitor.at(world, path)
    shown = visitor.look()
    shown = shown.follow() if shown.status == 303 else shown
    is_page = shown.headers["content-type"].startswith("text/html")  # a file to save is never read as one
    return structure(shown.text) if is_page else [], shown.text


def told_in(field: str, text: str) -> str:
    """The text as the field holds it: a name without a letter signs nothing; a school's name is no one's secret."""
    if field.startswith("account."):
        return f"{text} Signer"
    return {"school.name": f"S{text}S", "school.street": f"S{text} Street"}.get(field, text)


def alone_at(path: str) -> tuple[str, ...]:
    """The payloads that stand alone on this page, besides all of them together: some here, others elsewhere."""
    return PAYLOADS[zlib.crc32(path.encode()) % _APART :: _APART] if WHOLE else ()


@pytest.mark.parametrize("path", PATHS)
def test_forty_payloads_in_every_field_leave_every_page_as_plain_text_does(full_world: FullWorld, path: str) -> None:
    plain, _page = page_with(full_world, path, PLAIN)
    deviations = []
    for payload in (TOGETHER, *alone_at(path)):
        found, _page = page_with(full_world, path, payload)
        deviations += [payload] if found != plain else []
    assert deviations == []


def test_the_payloads_do_reach_the_pages(full_world: FullWorld) -> None:
    _structure, page = page_with(full_world, "/parents/forms/{form_id}/statutory-form", PAYLOADS[0])
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 10
    assert len(PAYLOADS) >= 40
    assert len(FIELDS) >= 50


def test_a_payload_that_became_markup_would_be_found() -> None:
    bare = '<!doctype html><html><head><title>x</title></head><body><p title="{0}">{0}</p></body></html>'
    plain = structure(bare.format(PLAIN))
    hidden = {payload for payload in PAYLOADS if structure(bare.format(payload)) == plain}
    assert structure(bare.format(TOGETHER)) != plain
    assert len(PAYLOADS) - len(hidden) >= 30


@pytest.mark.parametrize("module", portal_files(), ids=name_of)
def test_no_module_goes_around_escaping(module: Path) -> None:
    assert list(ways_round(module)) == []


def ways_round(path: Path) -> Iterator[str]:
    """Names with which text could be marked as markup, and templates made from text."""
    for node in ast.walk(tree_of(path)):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name in _WAYS_ROUND or (isinstance(node, ast.ImportFrom) and node.module == "markupsafe"):
            yield f"{getattr(node, 'lineno', 0)}: {name or 'markupsafe'}"
        if name in {"from_string", "Template"} and "jinja2" in path.read_text():
            yield f"{getattr(node, 'lineno', 0)}: a template made from text"


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_environments_escape_and_know_no_missing_name(language: str) -> None:
    pages, mails = environment(language), notices._environment(language)
    assert pages.autoescape is True
    assert callable(mails.autoescape)
    assert (mails.autoescape("body.html"), mails.autoescape("body.txt")) == (True, False)
    assert pages.undefined is mails.undefined is StrictUndefined


def test_only_two_modules_make_an_environment() -> None:
    makers = {
        name_of(path)
        for path in portal_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Environment"
    }
    assert makers == _ENVIRONMENTS
