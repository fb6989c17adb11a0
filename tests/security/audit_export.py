"""Exports of what stands in the tests' tables, and their check."""

from typing import Any

from chalicelib.jobs.sign_daily_root import sign_due_roots
from infra.export_audit import whole_history
from infra.local.root_signer import LocalRootSigner
from infra.verify_audit import Check
from tests.builders import World

SIGNER = LocalRootSigner(b"the tests' own")


def signed(world: World) -> int:
    """Sign all days up to now, a day later."""
    world.clock.advance(days=1, hours=2)
    return sign_due_roots(SIGNER, world.clock)["signed"]


def exported(world: World) -> list[dict[str, Any]]:
    """The whole history, as the export has it."""
    return list(whole_history(world.table))


def last_statement(lines: list[dict[str, Any]]) -> str:
    """The newest root's statement, as the state's locked storage keeps it."""
    roots = [line["item"] for line in lines if line.get("item", {}).get("PK") == "ROOT"]
    return str(max(roots, key=lambda item: str(item["SK"]))["statement"])


def checked(lines: list[dict[str, Any]], root: str = "") -> Check:
    """What the program says of these lines."""
    return Check(lines, root, SIGNER.public_key.hex())
