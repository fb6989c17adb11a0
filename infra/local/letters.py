"""The letters page of the local run: the codes of the letters to physicians, as if the mail had come. It stands for the
mailboxes of people who do not exist; the package has nothing of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from chalice.app import Response

from chalicelib.actions.context import Context
from chalicelib.actions.physicians.license_codes import LetterCode, printed_code
from chalicelib.domain.account import Account
from chalicelib.domain.license_claim import ON_ITS_WAY, ClaimState, LicenseClaim
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.table import client, plain
from chalicelib.wiring import new_context
from infra.local.local_page import local_page

_NEXT = {
    ClaimState.LETTER_WAITING: "Sign in as a state reviewer and mark the letter as mailed at /letters.",
    ClaimState.POSTED: "Sign in as the physician and type the code for yes at /physicians/license.",
}


def claims_with_letters(ctx: Context) -> list[LicenseClaim]:
    """Return the claims with a letter on its way, the newest first. The local store is small, so it is read whole."""
    found = (ctx.store.find(LicenseClaim, claim_id) for claim_id in _claim_ids(ctx.store.table.name))
    return sorted((each for each in found if each and each.state in ON_ITS_WAY), key=_ordered, reverse=True)


def _ordered(claim: LicenseClaim) -> str:
    return claim.ordered_at.isoformat() if claim.ordered_at else ""


def _claim_ids(table: str) -> Iterator[str]:
    pages = client().get_paginator("scan").paginate(TableName=table, ProjectionExpression="PK, SK")
    for page in pages:
        for item in map(plain, page["Items"]):
            if item["SK"] == keys.record(LicenseClaim.record_type, "").sk:
                yield str(item["PK"]).partition("#")[2]


class LettersPage:
    """The letters with codes that are on their way to physicians."""

    def __init__(self, static_dir: Path) -> None:
        self._static_dir = static_dir

    def __call__(self, _path: str, _headers: Mapping[str, str]) -> Response:
        ctx = new_context(system_clock(), new_id())
        rows = "".join(_row(ctx, claim) for claim in claims_with_letters(ctx))
        content = (
            "<p>A physician who registers gets a letter with two codes at the address that the board has. Here you can "
            "read the codes without waiting for the mail.</p>"
            '<table class="table"><caption>Letters to physicians</caption><thead><tr>'
            '<th scope="col">License</th><th scope="col">Account</th><th scope="col">Code for yes</th>'
            '<th scope="col">Code for no</th><th scope="col">What is next</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )
        return local_page(self._static_dir, "Letters", content)


def _row(ctx: Context, claim: LicenseClaim) -> str:
    account = ctx.store.find(Account, claim.id)
    codes = [printed_code(ctx, claim, kind) for kind in (LetterCode.MINE, LetterCode.NOT_ME)]
    cells = [account.email if account else "", *codes, _NEXT[claim.state]]
    return f'<tr><th scope="row">{escape(claim.license_id)}</th>' + "".join(
        f"<td>{escape(cell)}</td>" for cell in cells
    )
