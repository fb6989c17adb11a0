"""Only made-up people stand in the project (S-71): nothing in it could be a real person's number or address.

What is kept free for fiction and documentation is allowed: telephones 555-0100 to 555-0199 (of the North American
numbering plan), e-mail at reserved names (RFC 2606, RFC 6761), social security numbers of areas that are never given
out (000, 666, 900 to 999). Whatever else has the form of such a number or address is found, wherever it stands.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from infra.supply.leaked_secrets import Finding, tree
from infra.supply.pins import PACKAGE_LOCK, PYTHON_LOCKS
from infra.template import ROOT

_TELEPHONE = re.compile(r"(?<![\w.-])(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-]{0,2}([2-9]\d\d)[ .-]?(\d{4})(?![\w-])")
# The name is read once from its beginning: a line of stored data can be a hundred thousand letters without an "@".
_EMAIL = re.compile(r"(?<![\w.+{}%-])[\w.+{}%-]++@((?:[\w-]+\.)+[A-Za-z]{2,})")
_SOCIAL_SECURITY = re.compile(r"(?<![\w-])(\d{3})[- ](\d{2})[- ](\d{4})(?![\w-])")
_RESERVED = re.compile(r"(?:.+\.)?(?:(?:example|test|invalid|localhost)|example\.(?:com|org|net|edu))", re.IGNORECASE)
# Addresses of web services with a made-up password before them: no one's mail.
_NO_MAIL = frozenset({"iservices.dca.ca.gov"})
_NEVER_AN_AREA = frozenset({"000", "666", *map(str, range(900, 1000))})
_OF_HASHES = frozenset({*PYTHON_LOCKS, PACKAGE_LOCK})  # digits by the thousand, and no one's
_BY_CHANCE_OF_NOBODY = frozenset({"Random", "SystemRandom"})


def found_in_text(path: str, text: str) -> Iterator[Finding]:
    """What could be a real person's in a text."""
    for number, line in enumerate(text.splitlines(), start=1):
        yield from (Finding(path, number, kind, found) for kind, found in _found(line))


def found_in_tree() -> list[Finding]:
    """Return what could be a real person's in the project's files as they are now."""
    paths = [path for path in tree() if Path(path).name not in _OF_HASHES]
    return [
        finding
        for path in paths
        for finding in found_in_text(path, (ROOT / path).read_text(encoding="utf-8", errors="replace"))
    ]


def unseeded_draws(paths: Iterable[str]) -> Iterator[Finding]:
    """Where Python files draw from a generator that no one seeded: what they make up is other people each time."""
    for path in paths:
        text = (ROOT / path).read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "random." in text else ():
            if isinstance(node, ast.Call) and _is_unseeded(node):
                yield Finding(path, node.lineno, "a draw without a seed", ast.unparse(node))


def _found(line: str) -> Iterator[tuple[str, str]]:
    for telephone in _TELEPHONE.finditer(line):
        if not (telephone[1] == "555" and telephone[2].startswith("01")):
            yield "a telephone number that could be someone's", telephone[0]
    for email in _EMAIL.finditer(line) if "@" in line else ():
        if not _RESERVED.fullmatch(email[1]) and email[1] not in _NO_MAIL:
            yield "an e-mail address that could be someone's", email[0]
    for number in _SOCIAL_SECURITY.finditer(line):
        if number[1] not in _NEVER_AN_AREA:
            yield "a social security number that could be someone's", number[0]


def _is_unseeded(call: ast.Call) -> bool:
    if not (isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)):
        return False
    of_the_module = call.func.value.id == "random"
    return of_the_module and (call.func.attr not in _BY_CHANCE_OF_NOBODY or not call.args)
