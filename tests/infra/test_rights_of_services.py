"""What the deployed portal asks of AWS's services is what `make rights` takes it to ask (tests/rights/services.py)."""

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.client import BaseClient

from chalicelib.documents.object_store import DocumentBucket
from chalicelib.domain.document import DocumentKind
from chalicelib.jobs.locked_copy import _name_of
from chalicelib.notices.mailer import Mail, SesMailer
from chalicelib.runtime import envelope, evidence_signer, passkey_judge
from chalicelib.runtime.evidence_signer import EvidenceSigner
from chalicelib.runtime.license_keys import license_keys
from chalicelib.runtime.locked_store import LockedBucket
from chalicelib.runtime.origin_keys import OriginKeys
from chalicelib.runtime.root_signer import KmsRootSigner
from chalicelib.runtime.secret_keys import key_ring
from chalicelib.runtime.settings import settings
from tests.conftest import forget_settings
from tests.rights.granted import FIELDS, Right
from tests.rights.services import NEEDS

_ID = "q7w4e5r6t7y2u3i4o5p6a7s2d3"
_STAGE = {
    "PORTAL_SEAL_KEY": "DataKey",
    "PORTAL_SECRETS_ARN": "PortalSecrets",
    "PORTAL_LICENSE_SECRET": "LicenseSecret",
    "PORTAL_EVIDENCE_KEY": "EvidenceKey",
    "PORTAL_PASSKEY_FUNCTION": "CheckPasskeys",
    "PORTAL_MAIL_SET": "MailSet",
}
_HELD = {"PortalSecrets": {"seal": "00" * 32}, "LicenseSecret": {"app_id": "a", "app_key": "b"}}
_ANSWERS: dict[str, Any] = {
    "Encrypt": {"CiphertextBlob": b"c"},
    "Decrypt": {"Plaintext": b"p"},
    "Sign": {"Signature": b"s"},
    "GetPublicKey": {"PublicKey": b"k"},
    "SendEmail": {"MessageId": "m"},
    "PutObject": {},
    "DeleteObject": {},
}
_ACTION_OF = {"ListObjectVersions": "ListBucketVersions", "Invoke": "InvokeFunction"}


class Asked:
    """Hears what clients ask of AWS, and answers in its place."""

    def __init__(self) -> None:
        self.rights: set[Right] = set()

    def answer(self, client: Any, operation: str, arguments: dict[str, Any]) -> Any:
        service = client.meta.service_model.signing_name
        action = _ACTION_OF.get(operation, operation)
        if "VersionId" in arguments:
            action += "Version"
        self.rights |= {(place, f"{service}:{action}") for place in _places(service, arguments)}
        if operation in {"GetObject", "Invoke"}:
            return {"Body": BytesIO(b"%PDF"), "Payload": BytesIO(b"{}")}
        if operation == "ListObjectVersions":
            return {"Versions": [{"Key": arguments["Prefix"], "VersionId": "v1"}]}
        if operation == "GetSecretValue":
            return {"SecretString": json.dumps(_HELD.get(arguments["SecretId"], ""))}
        return _ANSWERS[operation]


def _places(service: str, arguments: dict[str, Any]) -> list[str]:
    if service == "ses":
        return ["identity/*", "configuration-set/${MailSet}"] if "ConfigurationSetName" in arguments else ["identity/*"]
    if "EncryptionContext" in arguments:
        assert list(arguments["EncryptionContext"]) == ["portal"]
        return [FIELDS]
    if "Bucket" in arguments:
        return [_file(arguments["Key"], arguments["Bucket"]) if "Key" in arguments else arguments["Bucket"]]
    return [str(next(arguments[each] for each in ("KeyId", "SecretId", "FunctionName") if each in arguments))]


def _file(key: str, bucket: str) -> str:
    folder, slash, _name = key.partition("/")
    return f"{bucket}/{folder}/*" if slash else f"{bucket}/{re.sub('[0-9]', '?', key)}"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """A stage's settings, and no AWS."""
    heard = Asked()
    for name, value in _STAGE.items():
        monkeypatch.setenv(name, value)

    def call(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
        return heard.answer(client, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", call)
    monkeypatch.setattr(passkey_judge, "_STAND_INS", [])
    monkeypatch.setattr(evidence_signer, "_STAND_INS", [])
    forget_settings()
    yield heard
    monkeypatch.undo()
    forget_settings()


def _bucket() -> DocumentBucket:
    return DocumentBucket("DocumentsBucket", "DataKey", "")


def _roots() -> KmsRootSigner:
    return KmsRootSigner("RootKey", "RootsBucket")


def _open_again() -> None:
    envelope.decrypt(envelope._KMS + "AAAA", context="a field")


def _sent_by_a_browser() -> Right:
    """What the form that was signed in the function's name lets a browser do."""
    form = _bucket().upload_form(_ID, 100, "https://exemptions.example.org/")
    return _file(form.fields["key"], "DocumentsBucket"), "s3:PutObject"


def _saved_by_a_browser() -> Right:
    link = _bucket().view_link(_ID, "letter", DocumentKind.PDF)
    return _file(urlsplit(link).path.removeprefix("/DocumentsBucket/"), "DocumentsBucket"), "s3:GetObject"


def _read_as_scanned() -> None:
    """A bucket without versions is asked for the file, one with versions for the version that was scanned."""
    for version in ("", "v1"):
        _bucket().arrived(_ID, version, 100)


DEPLOYED: dict[str, Callable[[], object]] = {
    "encrypt a field": lambda: envelope.encrypt(b"words", context="a field"),
    "decrypt a field": _open_again,
    "read the secret keys": lambda: key_ring().keys_of("seal"),
    "know the front": lambda: OriginKeys(("OriginKeyA", "OriginKeyB")).include("x"),
    "ask for a license": license_keys,
    "sign evidence": lambda: EvidenceSigner().sign(b"s"),
    "show the key of evidence": lambda: EvidenceSigner().public_key,
    "sign a root": lambda: _roots().sign(b"s"),
    "read the key of roots": lambda: _roots().public_key,
    "keep a root": lambda: _roots().keep("2026-11-30", b"s"),
    "keep a copy of the history": lambda: LockedBucket("RootsBucket", "DataKey").put_once(
        _name_of([{"eventSourceARN": "a/stream/2026", "dynamodb": {"SequenceNumber": "1"}}]), b"s"
    ),
    "let a browser send a document": _sent_by_a_browser,
    "let a browser save a document": _saved_by_a_browser,
    "read a document that arrived": _read_as_scanned,
    "keep a document": lambda: _bucket().keep(_ID, b"s"),
    "remove a document that arrived": lambda: _bucket().drop_arrived(_ID),
    "remove a document": lambda: _bucket().drop(_ID),
    "send a mail": lambda: SesMailer().send("ana@mail.example", Mail("s", "t", "h"), "r"),
    "have a passkey judged": lambda: passkey_judge.judged("use", b"c", "{}"),
}


def test_each_need_has_its_deployed_call() -> None:
    assert set(DEPLOYED) == set(NEEDS)


@pytest.mark.parametrize("need", NEEDS)
def test_the_deployed_portal_asks_for_what_is_listed(need: str, asked: Asked) -> None:
    """Given a stage's settings, when the portal does this, then it asks AWS for the listed rights and no others."""
    told = DEPLOYED[need]()
    assert asked.rights | ({told} if need.startswith("let a browser") else set()) == NEEDS[need]


def test_the_stage_is_a_deployed_one(asked: Asked) -> None:
    assert settings().seal_key == "DataKey"
    assert asked.rights == set()
