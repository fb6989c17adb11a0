"""Templates compiled once for all languages, workers and runs: a template compiles for as long as a small page takes.

What was compiled is kept in build/ by the template's text. The folder's name holds all else that it depends on.
"""

import hashlib
from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache

from chalicelib.notices import render
from chalicelib.runtime.languages import LANGUAGES
from chalicelib.web.http import templating

_BUILD = Path(__file__).parents[1] / "build" / "compiled-templates"


def kept_by(module_file: str) -> FileSystemBytecodeCache:
    """Where the templates are kept of the environment that this module makes, by its options as they are now."""
    folder = _BUILD / hashlib.sha256(jinja2.__version__.encode() + Path(module_file).read_bytes()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def compile_once() -> None:
    """Let the portal's environments keep what they compile. Called once, when the tests begin."""
    pages, mails = kept_by(templating.__file__), kept_by(render.__file__)
    for language in LANGUAGES:
        templating.environment(language).bytecode_cache = pages
        render._environment(language).bytecode_cache = mails
