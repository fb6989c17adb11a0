"""docs/security-ledger.md: each requirement with what proves it, or why nothing does yet."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from infra.ledger.book import Proof, Requirement, proofs, requirements

_NOTE = "<!-- Written by `make docs` from infra/ledger. Change the entries there, not this page. -->"
_INTRODUCTION = (
    "What the portal must hold against, and the tests that prove it. Numbers of the ASVS are those of the OWASP "
    "Application Security Verification Standard 5.0. Each entry names a sabotage: a small change of the product after "
    "which its first test must fail. `make ledger` tries every one; a test holds that no test named here goes away."
)


class Standing(StrEnum):
    """How far a requirement is proven."""

    PROVEN = "proven"
    IN_PART = "proven in part"
    OPEN = "open"
    NOT_DUE = "not due yet"


@cache
def _by_id() -> dict[str, list[Proof]]:
    found: dict[str, list[Proof]] = {}
    for proof in proofs():
        found.setdefault(proof.id, []).append(proof)
    return found


def standing(requirement: Requirement) -> Standing:
    """Return how far this requirement is proven."""
    if requirement.id in _by_id():
        return Standing.IN_PART if requirement.not_due else Standing.PROVEN
    return Standing.NOT_DUE if requirement.not_due else Standing.OPEN


def page() -> str:
    states = Counter(standing(requirement) for requirement in requirements())
    tests = {test for proof in proofs() for test in proof.tests}
    counts = (
        f"{len(requirements())} requirements: "
        + ", ".join(f"{states[state]} {state}" for state in Standing)
        + f". {len(proofs())} entries name {len(tests)} tests."
    )
    heads = ("Id", "Required", "ASVS", "Standing")
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += [_row(requirement) for requirement in requirements()]
    parts = ["# Security ledger", _NOTE, _INTRODUCTION, counts, "\n".join(lines), "## Proofs"]
    return "\n\n".join([*parts, *_proofs()]) + "\n"


def _row(requirement: Requirement) -> str:
    state = standing(requirement)
    said = f"**{state}**" if state == Standing.OPEN else str(state)
    why = f": {requirement.not_due}" if requirement.not_due else ""
    return f"| {requirement.id} | {_cell(requirement.says)} | {', '.join(_asvs(requirement))} | {said}{_cell(why)} |"


def _asvs(requirement: Requirement) -> list[str]:
    """Return the standard's numbers, those of the requirement first, each once."""
    of_proofs = [number for proof in _by_id().get(requirement.id, ()) for number in proof.asvs]
    return list(dict.fromkeys([*filter(None, requirement.asvs.split(", ")), *of_proofs]))


def _proofs() -> Iterator[str]:
    for proof in (proof for requirement in requirements() for proof in _by_id().get(requirement.id, ())):
        change, asvs = proof.sabotage, f" (ASVS {', '.join(proof.asvs)})" if proof.asvs else ""
        tests = "\n".join(f"- `{test}`" for test in proof.tests)
        yield (
            f"### {proof.id}\n\n{proof.says}{asvs}\n\n{tests}\n\n"
            f"Sabotage of `{change.file}`: {_code(change.old)} becomes {_code(change.new)}"
        )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    """Text as code in one line, whatever marks it has."""
    return f"`` {' '.join(text.split())} ``" if text.strip() else "nothing"
