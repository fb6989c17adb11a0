"""What the other services of AWS are asked for, and where a test hears it.

In tests stand-ins answer in place of those services. Each call of a stand-in is taken for what the deployed portal asks
in its place; tests/infra/test_rights_of_services.py holds this table against what that really asks.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from chalicelib.runtime import envelope, passkey_judge
from chalicelib.runtime.evidence_signer import EvidenceSigner
from chalicelib.runtime.secret_keys import KeyRing
from infra.local.root_signer import LocalRootSigner
from tests.document_files import DocumentFiles
from tests.jobs.post_box import PostBox
from tests.license_answers import LicenseAnswers
from tests.rights.granted import DOCUMENTS_IN, DOCUMENTS_KEPT, FIELDS, Right, key_through

_VERSIONS: Right = ("DocumentsBucket", "s3:ListBucketVersions")
_SECRET = "secretsmanager:GetSecretValue"

NEEDS: dict[str, frozenset[Right]] = {
    "encrypt a field": frozenset({(FIELDS, "kms:Encrypt")}),
    "decrypt a field": frozenset({(FIELDS, "kms:Decrypt")}),
    "read the secret keys": frozenset({("PortalSecrets", _SECRET)}),
    "know the front": frozenset({("OriginKeyA", _SECRET), ("OriginKeyB", _SECRET)}),
    "ask for a license": frozenset({("LicenseSecret", _SECRET)}),
    "sign evidence": frozenset({("EvidenceKey", "kms:Sign")}),
    "show the key of evidence": frozenset({("EvidenceKey", "kms:GetPublicKey")}),
    "sign a root": frozenset({("RootKey", "kms:Sign")}),
    "read the key of roots": frozenset({("RootKey", "kms:GetPublicKey")}),
    "keep a root": frozenset({("RootsBucket/????-??-??.json", "s3:PutObject")}),
    "keep a copy of the history": frozenset({("RootsBucket/history/*", "s3:PutObject")}),
    "let a browser send a document": frozenset({(DOCUMENTS_IN, "s3:PutObject")}),
    "let a browser save a document": frozenset({(DOCUMENTS_KEPT, "s3:GetObject")}),
    "read a document that arrived": frozenset(
        {(DOCUMENTS_IN, "s3:GetObject"), (DOCUMENTS_IN, "s3:GetObjectVersion")}
    ),
    "keep a document": frozenset({(DOCUMENTS_KEPT, "s3:PutObject")}),
    "remove a document that arrived": frozenset({_VERSIONS, (DOCUMENTS_IN, "s3:DeleteObjectVersion")}),
    "remove a document": frozenset(
        {_VERSIONS, (DOCUMENTS_IN, "s3:DeleteObjectVersion"), (DOCUMENTS_KEPT, "s3:DeleteObjectVersion")}
    ),
    "send a mail": frozenset(
        {("identity/*", "ses:SendEmail"), ("configuration-set/${MailSet}", "ses:SendEmail")}
    ),
    "have a passkey judged": frozenset({("CheckPasskeys", "lambda:InvokeFunction")}),
}  # fmt: skip
"""By what the portal does: what it asks of AWS for it."""

_KEY_USE = ("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey")
_WITH_THE_KEY = {  # what is kept there is encrypted with the key of the data
    "dynamodb": lambda _place, action: action.startswith("dynamodb:"),
    "secretsmanager": lambda _place, action: action == _SECRET,
    "s3": lambda place, action: action in {"s3:PutObject", "s3:GetObject"} and "????" not in place,
}


def beside(used: set[Right]) -> Iterator[Right]:
    """What follows from the rights that were used: the service that keeps something encrypted uses the key for the
    function."""
    for service, is_used in _WITH_THE_KEY.items():
        if any(is_used(place, action) for place, action in used):
            yield from ((key_through(service), action) for action in _KEY_USE)


def listen(hear: Callable[[frozenset[Right]], None], asks: Callable[[], str]) -> None:
    """From now on hear what is asked of the stand-ins. `asks`: which function does."""

    def heard(owner: Any, name: str, need: str, unless: Callable[..., bool] | None = None) -> None:
        found = vars(owner)[name]
        work = getattr(found, "func", getattr(found, "fget", found))  # of a property what works it out

        @wraps(work)
        def call(*given: Any, **named: Any) -> Any:
            if unless is None or not unless(*given, **named):
                hear(NEEDS[need])
            return work(*given, **named)

        setattr(owner, name, call if work is found else property(call))

    for name, need in (("_encrypt_with_local_key", "encrypt a field"), ("_decrypt_with_local_key", "decrypt a field")):
        heard(envelope, name, need, unless=lambda _content, context: context == envelope._HIDDEN)
    # Where the key has been replaced, whoever asks this encrypts the field again.
    heard(envelope, "needs_rewrap", "encrypt a field")
    for name in ("keys_of", "newest", "named"):
        heard(KeyRing, name, "read the secret keys")
    heard(LicenseAnswers, "look_up", "ask for a license")
    heard(EvidenceSigner, "sign", "sign evidence")
    heard(EvidenceSigner, "public_key", "show the key of evidence")
    # The stand-in of both keys: that of the evidence has been heard above.
    of_evidence = lambda *_given: asks() != "sign_daily_root"  # noqa: E731 - said once
    heard(LocalRootSigner, "sign", "sign a root", unless=of_evidence)
    heard(LocalRootSigner, "public_key", "read the key of roots", unless=of_evidence)
    heard(LocalRootSigner, "keep", "keep a root")
    for name, need in {
        "upload_form": "let a browser send a document",
        "view_link": "let a browser save a document",
        "arrived": "read a document that arrived",
        "keep": "keep a document",
        "drop_arrived": "remove a document that arrived",
        "drop": "remove a document",
    }.items():
        heard(DocumentFiles, name, need)
    heard(PostBox, "send", "send a mail")
    heard(passkey_judge, "judged", "have a passkey judged")
