"""The codes page of the local run: what the authenticator app of each demo account would show. It stands for the phones
of people who do not exist; the package has nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

from chalice.app import Response

from chalicelib.actions.accounts.one_time_codes import STEP_SECONDS, code_at
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.accounts.two_factor import seed_context
from chalicelib.actions.context import Context
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.storage import keys
from chalicelib.storage.credentials import Credential
from chalicelib.storage.two_factor_rows import TwoFactor
from chalicelib.wiring import new_context
from infra.local.demo_report import DemoAccount
from infra.local.local_page import local_page


@dataclass(frozen=True)
class Codes:
    """The code that an account's app shows at an instant, and the one that follows."""

    account: DemoAccount
    now: str
    following: str


def codes_of(ctx: Context, accounts: Iterable[DemoAccount]) -> list[Codes]:
    """Return the codes of those accounts that have a second factor, in two reads."""
    credentials = {each: keys.credential(email_hash(ctx, each.email)) for each in accounts}
    ctx.store.load(credentials.values())
    ids = {each: Credential.of(item).account_id for each, key in credentials.items() if (item := ctx.store.item(key))}
    ctx.store.load(keys.two_factor(account_id) for account_id in ids.values())
    kept = {each: ctx.store.item(keys.two_factor(account_id)) for each, account_id in ids.items()}
    return [_codes(each, _seed(ctx, TwoFactor.of(item), ids[each]), ctx.now) for each, item in kept.items() if item]


def _seed(ctx: Context, kept: TwoFactor, account_id: str) -> bytes:
    return ctx.services.fields.decrypt(kept.seed, context=seed_context(account_id))


def _codes(account: DemoAccount, seed: bytes, now: datetime) -> Codes:
    return Codes(account, code_at(seed, now), code_at(seed, now + timedelta(seconds=STEP_SECONDS)))


class CodesPage:
    """The codes of the demo accounts; the page loads itself again when they change."""

    def __init__(self, accounts: Iterable[DemoAccount], static_dir: Path) -> None:
        self._accounts = tuple(accounts)
        self._static_dir = static_dir

    def __call__(self, _path: str, _headers: Mapping[str, str]) -> Response:
        now = system_clock()
        rows = "".join(
            f'<tr><th scope="row">{escape(each.account.who)}</th><td>{escape(each.account.email)}</td>'
            f"<td>{_spaced(each.now)}</td><td>{_spaced(each.following)}</td></tr>"
            for each in codes_of(new_context(now, new_id()), self._accounts)
        )
        content = (
            "<p>Every role but parents signs in with a password and a code. A code works once: to sign in twice within "
            "30 seconds, use the next one.</p>"
            '<table class="table"><caption>Codes of the demo accounts</caption><thead><tr>'
            '<th scope="col">Who</th><th scope="col">Email</th><th scope="col">Code now</th>'
            f'<th scope="col">Next code</th></tr></thead><tbody>{rows}</tbody></table>'
        )
        again_in = STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS
        return local_page(self._static_dir, "Codes", content, again_in=again_in)


def _spaced(code: str) -> str:
    return f"{code[:3]} {code[3:]}"
