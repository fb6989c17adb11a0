"""Puts the local portal together: settings, app, pages, stand-ins, background delivery, demo data."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from chalice.app import Chalice

from infra.keys import kept_keys
from infra.local import mailbox
from infra.local.delivery import BackgroundDelivery
from infra.local.demo_report import DemoReport
from infra.local.document_store import DocumentStoreStandIn
from infra.local.folder import DataFolder
from infra.local.gateway import PortalServer, Site
from infra.local.local_page import CODES, LETTERS
from infra.local.log_file import log_to
from infra.local.mail import Mailbox
from infra.local.mailbox import MailboxPage
from infra.local.nightly import jobs
from infra.local.not_found import not_found, unreadable
from infra.local.root_signer import LocalRootSigner
from infra.local.services import LocalServices
from infra.local.stack import LocalStack, loopback_environment
from infra.template import ROOT

STATIC_DIR = ROOT / "static"


@dataclass(frozen=True)
class Portal:
    """The assembled portal, not yet serving."""

    site: Site
    services: LocalServices
    delivery: BackgroundDelivery
    demo: DemoReport | None

    def start(self, server: PortalServer, closing: ExitStack) -> None:
        """Serve; `closing` stops everything again, visitors first."""
        closing.callback(self.services.stop)
        self.delivery.start()
        closing.callback(self.delivery.stop)
        server.serve(self.site)
        closing.callback(server.stop)


def settings_for(folder: DataFolder, store: LocalStack, services: LocalServices, base_url: str) -> dict[str, str]:
    """Return the environment of the portal in a local run."""
    return {
        **store.environment,
        **services.environment,
        "PORTAL_BASE_URL": base_url,
        "PORTAL_KEYS": json.dumps(kept_keys(folder.keys)),
        "PORTAL_MAIL_FROM": "no-reply@localhost.test",
        "PORTAL_STATIC_DIR": str(STATIC_DIR),
        "PORTAL_LOCAL_RUN": "true",
    }


def leave_the_developers_surroundings() -> None:
    """Drop from the environment what would lead this process to a real account or another portal."""
    for name in [name for name in os.environ if name.startswith(("PORTAL_", "AWS_"))]:
        del os.environ[name]
    os.environ.update(loopback_environment())


def open_portal(folder: DataFolder, store: LocalStack, base_url: str) -> Portal:
    """Load the portal with the settings of this run. Changes the environment of this process."""
    mails = Mailbox(folder.mail)
    documents = DocumentStoreStandIn(folder.documents)
    services = LocalServices(mails, documents)
    services.start()
    os.environ.update(settings_for(folder, store, services, base_url))
    log_to(folder.log)
    app: Chalice = importlib.import_module("app").app
    evidence = importlib.import_module("chalicelib.runtime.evidence_signer")
    evidence.stand_in(LocalRootSigner(importlib.import_module("chalicelib.runtime.secret_keys").secret_key("seal")))
    judge = importlib.import_module("passkeys.handler").check
    importlib.import_module("chalicelib.runtime.passkey_judge").stand_in(judge)
    codes = importlib.import_module("infra.local.codes")  # reads the settings of this run, as the app does
    letters = importlib.import_module("infra.local.letters")  # as the codes
    rosters = importlib.import_module("infra.rekey_rosters")
    rosters.rekey_rosters(rosters.portal_table())
    directory = importlib.import_module("infra.renew_directory")
    directory.renew_directory(directory.portal_table())
    lists = importlib.import_module("infra.renew_school_lists")
    lists.renew_school_lists(lists.portal_table(), lists.california_date(lists.system_clock()))
    forms = importlib.import_module("infra.catch_up_forms")
    forms.catch_up_forms(forms.portal_table(), forms.system_clock())
    desk = importlib.import_module("infra.catch_up_desk")
    desk.catch_up_desk(desk.portal_table())
    reviews = importlib.import_module("infra.catch_up_reviews")
    reviews.catch_up_reviews(reviews.portal_table(), reviews.system_clock())
    offices = importlib.import_module("infra.fill_office_rows")
    offices.fill_office_rows(offices.portal_table(), offices.system_clock())
    demo = _demo(folder.path)
    return Portal(
        site=Site(
            app=app,
            static_dir=STATIC_DIR,
            not_found=not_found,
            unreadable=unreadable,
            local_pages={
                mailbox.PATH: MailboxPage(mails, base_url, STATIC_DIR),
                CODES: codes.CodesPage(demo.accounts if demo else (), STATIC_DIR),
                LETTERS: letters.LettersPage(STATIC_DIR),
            },
        ),
        services=services,
        delivery=BackgroundDelivery(
            _in_turn(
                (
                    *jobs(folder, nightly=os.environ.get("NIGHTLY") != "0"),
                    partial(
                        mails.tell_what_came_back,
                        importlib.import_module("chalicelib.jobs.mail_events").take_mail_event,
                    ),
                    partial(
                        documents.check_arrivals,
                        importlib.import_module("chalicelib.jobs.check_documents").check_arrived,
                    ),
                )
            )
        ),
        demo=demo,
    )


def _in_turn(due: tuple[Callable[[], object], ...]) -> Callable[[], None]:
    def work() -> None:
        for job in due:
            job()

    return work


def _demo(folder: Path) -> DemoReport | None:
    if os.environ.get("DEMO") == "0":
        return None
    report: DemoReport = importlib.import_module("infra.local.demo").ensure(folder)
    return report
