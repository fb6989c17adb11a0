"""The small local server that stands in for the mail service, the state's license service and the documents' bucket."""

from __future__ import annotations

from collections.abc import Mapping

from infra.local import document_store, license_service, mail
from infra.local.document_store import DocumentStoreStandIn
from infra.local.mail import Mailbox
from infra.local.small_server import Reply, SmallServer


class LocalServices(SmallServer):
    """The stand-ins on one free loopback port."""

    def __init__(self, mailbox: Mailbox, documents: DocumentStoreStandIn | None = None) -> None:
        self._mailbox = mailbox
        self.documents = documents
        self._licenses = license_service.LicenseStandIn()
        super().__init__(self._dispatch)

    @property
    def environment(self) -> dict[str, str]:
        """The settings with which the portal finds the stand-ins."""
        return {
            "PORTAL_DOCUMENTS_BUCKET": document_store.BUCKET,
            "PORTAL_DOCUMENTS_ENDPOINT": self.base_url,
            "PORTAL_MAIL_ENDPOINT": self.base_url,
            "PORTAL_LICENSE_BASE_URL": self.base_url + license_service.BASE_PATH,
            "PORTAL_LICENSE_APP_ID": "local",
            "PORTAL_LICENSE_APP_KEY": "local",
        }

    def _dispatch(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if method == "POST" and path == mail.SEND_PATH:
            return mail.send(self._mailbox, body)
        if path.startswith(license_service.BASE_PATH + "/"):
            return self._licenses.handle(method, path, query, headers, body)
        if self.documents is not None and path.startswith(f"/{document_store.BUCKET}"):
            return self.documents.handle(method, path, query, headers, body)
        return 404, {"Content-Type": "text/plain"}, b"No service here"
