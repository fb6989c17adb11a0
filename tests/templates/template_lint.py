"""What no template may do, found without rendering it: from the Jinja syntax tree and from the HTML of the file.

`faults(path)` names each fault with its line. It covers: marked-as-safe output, unquoted attributes, style, script or
event handlers in the page, words outside the language catalogues, and link addresses that were not checked.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
UNSAFE_FILTERS = {"safe", "xmlattr", "urlize", "tojson"}
WORD_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "label", "aria-description", "aria-roledescription"}
WORD_PARAMETERS = {
    "label", "hint", "heading", "text", "title", "caption", "summary", "subject", "status_text", "action_text",
    "empty_text", "hidden_text", "place", "columns", "options", "rows", "actions", "labels",
}  # fmt: skip
CHECKED_ADDRESS = re.compile(r"^(asset|href)\(")
ATTRIBUTE_MAKERS = re.compile(r"^described_(by|group)\(")
ADDRESS_START = re.compile(r"^(/(?!/)|#|\?|https://|mailto:)")
LETTERS = re.compile(r"[^\W\d_]{2,}")
BLANK = "\ue000"

TRANS = re.compile(r"{%-?\s*trans\b.*?{%-?\s*endtrans\s*-?%}", re.S)
RAW_COMMENT = re.compile(r"{#.*?#}", re.S)
TAG = re.compile(r"{%.*?%}", re.S)
EXPRESSION = re.compile(r"{{-?(.*?)-?}}", re.S)
ATTRIBUTE = re.compile(r"""([\w:-]+)="([^"]*)\"""")
UNQUOTED = re.compile(r"""\s[\w:@.-]+\s*=\s*(?!["'])\S""")


def faults(path: Path, source: str | None = None) -> list[str]:
    """All faults of one template, as "line: what is wrong"."""
    text = path.read_text(encoding="utf-8") if source is None else source
    env = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    tree = env.parse(text)
    found = [*syntax_faults(tree)]
    if path.suffix == ".html":
        found += [*text_argument_faults(tree, path), *html_faults(text)]
    return [f"{line}: {what}" for line, what in sorted(set(found))]


def syntax_faults(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Ways around autoescaping, and words printed straight from an expression."""
    for used in tree.find_all(nodes.Filter):
        if used.name in UNSAFE_FILTERS:
            yield used.lineno, f"the filter |{used.name} goes around escaping"
    for node in tree.find_all((nodes.MarkSafe, nodes.ScopedEvalContextModifier)):
        yield node.lineno, "escaping is turned off"
    for called in tree.find_all(nodes.Call):
        if isinstance(called.node, nodes.Name) and called.node.name in {"Markup", "escape"}:
            yield called.lineno, f"{called.node.name}() in a template"
    for output in tree.find_all(nodes.Output):
        for part in output.nodes:
            yield from ((part.lineno, f"words outside gettext: {word!r}") for word in spoken_constants(part))


def spoken_constants(node: nodes.Node) -> Iterator[str]:
    """Literal words that an expression itself would print: "a", "a" if x else "b", x or "b", ["a", ...]."""
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str) and speaks(node.value):
            yield node.value
    elif isinstance(node, nodes.CondExpr | nodes.Or | nodes.Concat | nodes.List | nodes.Tuple):
        for child in node.iter_child_nodes(exclude=("test",)):
            yield from spoken_constants(child)


def speaks(text: str) -> bool:
    """Whether a literal is language for people rather than a code ("status-good", "en", "mobile-lg")."""
    return bool(LETTERS.search(text)) and (" " in text.strip() or text[:1].isupper() or not text.isascii())


def text_argument_faults(tree: nodes.Template, path: Path) -> Iterator[tuple[int, str]]:
    """Words given to a component as literals, by its parameter's name or by the position of one."""
    signatures = component_signatures(path)
    for called in tree.find_all(nodes.Call):
        name = called.node.name if isinstance(called.node, nodes.Name) else ""
        if name in GETTEXT:
            continue
        named = [(pair.key, pair.value) for pair in called.kwargs if isinstance(pair, nodes.Keyword)]
        placed = list(zip(signatures.get(name, ()), called.args, strict=False))
        for parameter, value in [*named, *placed]:
            if parameter in WORD_PARAMETERS:
                yield from ((called.lineno, f"words outside gettext: {word!r}") for word in spoken_constants(value))


def component_signatures(path: Path) -> dict[str, list[str]]:
    """Macro name to parameter names, for all components that stand beside this template."""
    folder = next((parent / "components" for parent in path.parents if (parent / "components").is_dir()), None)
    return _signatures_in(folder) if folder else {}


@cache
def _signatures_in(folder: Path) -> dict[str, list[str]]:
    env = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    trees = [env.parse(file.read_text(encoding="utf-8")) for file in folder.glob("*.html")]
    return {macro.name: [arg.name for arg in macro.args] for tree in trees for macro in tree.find_all(nodes.Macro)}


def html_faults(text: str) -> Iterator[tuple[int, str]]:
    """Faults of the HTML between the Jinja tags."""
    keeps_lines: Callable[[re.Match[str]], str] = lambda found: "\n" * found.group().count("\n")  # noqa: E731
    plain = RAW_COMMENT.sub(keeps_lines, text)
    plain = TRANS.sub(lambda found: BLANK + keeps_lines(found), plain)
    expressions: list[str] = []

    def blank(found: re.Match[str]) -> str:
        expressions.append(found.group(1).strip())
        return f"{BLANK}{len(expressions) - 1}{BLANK}{keeps_lines(found)}"

    plain = TAG.sub(keeps_lines, EXPRESSION.sub(blank, plain))
    reader = PageReader(expressions)
    reader.feed(plain)
    reader.close()
    yield from reader.found


class PageReader(HTMLParser):
    """Collects the faults of the HTML of one template, with every expression blanked to its number."""

    def __init__(self, expressions: list[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.expressions = expressions
        self.found: list[tuple[int, str]] = []

    def translate(self, what: str) -> None:
        self.found.append((self.getpos()[0], what))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = self.get_starttag_text() or ""
        without_values = re.sub(r"""(["']).*?\1""", '""', source, flags=re.S)
        if UNQUOTED.search(without_values):
            self.translate(f"an attribute of <{tag}> is not quoted")
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.translate(f"<{tag}> inside the page")
        if tag == "base":
            self.translate("<base> moves every link")
        for name, value in attrs:
            self.check_attribute(tag, name, value or "")

    handle_startendtag = handle_starttag

    def check_attribute(self, tag: str, name: str, value: str) -> None:
        if name == "style" or name.startswith("on"):
            self.translate(f"{name} on <{tag}>")
        if BLANK in name and not self.starts_with(name, ATTRIBUTE_MAKERS):
            self.translate(f"the name of an attribute of <{tag}> is computed")
        if name in WORD_ATTRIBUTES and LETTERS.search(self.without_expressions(value)):
            self.translate(f"words outside gettext in {name}")
        if name in {"href", "src", "action", "formaction"} and BLANK in value and not self.is_checked(value):
            self.translate(f"{name} of <{tag}> is not checked: put it through href()")

    def is_checked(self, value: str) -> bool:
        return bool(ADDRESS_START.match(value)) or self.starts_with(value, CHECKED_ADDRESS)

    def starts_with(self, value: str, wanted: re.Pattern[str]) -> bool:
        """Whether the value begins with an expression of the wanted form."""
        first = re.match(f"{BLANK}(\\d+){BLANK}", value)
        return bool(first and wanted.match(self.expressions[int(first.group(1))]))

    def without_expressions(self, text: str) -> str:
        return re.sub(f"{BLANK}\\d*{BLANK}?", "", text)

    def handle_data(self, data: str) -> None:
        for name, value in ATTRIBUTE.findall(data):
            self.check_attribute("a part", name, value)
        words = self.without_expressions(ATTRIBUTE.sub("", data))
        if LETTERS.search(words):
            self.translate(f"words outside gettext: {' '.join(words.split())!r}")
