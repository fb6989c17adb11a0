"""S-80: the quick scan for secrets finds what detect-secrets' own scan finds, whichever of its plugins it is."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from detect_secrets.core import scan
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.plugins.base import BasePlugin
from detect_secrets.settings import transient_settings

from infra.supply.leaked_secrets import tree
from infra.supply.quick_scan import needed_by, scanned
from infra.template import ROOT
from tests.sampling import WHOLE

# One for each plugin, with a "~" in its middle so that this file holds none of them.
PLANTED = {
    "ArtifactoryDetector": "key=AK~CxQ7wPz81LmT4 ",
    "AWSKeyDetector": "AK~IAQYLPMN5HFIQR7XYA",
    "AzureStorageKeyDetector": "Account~Key=" + "lJzRc1YdHaAA2KCNJJ1tkYwF/+mK" * 3 + "6Y==",
    "BasicAuthDetector": "store = 'https:~//portal:sesame99street@store.example.org/'",
    "Base64HighEntropyString": "seal = 'bWFueSBkaWZm~ZXJlbnQgbGV0dGVycywgaW4gbm8gb3JkZXI='",
    "CloudantDetector": "cloudant_~key = 'fcdabeabcdefabcdefghiqrs'",
    "DiscordBotTokenDetector": "MTk4NjIyNDgzNDcx~OTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "GitHubTokenDetector": "ghp_~wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx",
    "GitLabTokenDetector": "glpat-~hellOworld380_testin",
    "HexHighEntropyString": "seal = '2b00042f7481~c7b056c4b410d28f33cf'",
    "IbmCloudIamDetector": "ibm_cloud_iam_key = 'Qk7wPz81LmT4xRc1~YdHaAA2KCNJJ1tkYwFmK6Y3bVn9s'",
    "IbmCosHmacDetector": "cos_hmac_secret_access_key = '1234567890ab~cdef1234567890abcdef1234567890abcdef'",
    "IPPublicDetector": "host 133.~133.133.133",
    "JwtTokenDetector": "eyJhbGciOiJIUzI1NiJ9.~eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    "KeywordDetector": 'pass~word = "W7ehk2Tz-pQ9"',
    "MailchimpDetector": "343ea45721923ed9~56e2b38c31db76aa-us30",
    "NpmDetector": "//registry.example.org/:_auth~Token=743b294a-cd03-11ec-9d64-0242ac120002",
    "OpenAIDetector": "sk-Xi8tcNiHV9awbCcv~TilTeT3BlbkFJ3UDnbdEwNNm6wVBpYM0o",
    "PrivateKeyDetector": "-----BEGIN RSA ~PRIVATE KEY-----",
    "PypiTokenDetector": "pypi-AgEI~cHlwaS5vcmc" + "Qk7wPz81LmT4x-_" * 5,
    "SendGridDetector": "SG.ngeVfQFYQlKU0ufo~8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr",
    "SlackDetector": "xoxb-~34532454-e039d02840a0b9379c",
    "SoftlayerDetector": "softlayer_key = 'abcdefghijklmnopqrst~uvwxyz0123456789abcdefghijklmnopqrstuvwxyz01'",
    "SquareOAuthDetector": "sq0csp-~ABCDEFGHIJK_LMNOPQRSTUVWXYZ-0123456789abcde",
    "StripeDetector": "rk_live_~TESTtestTESTtestTESTtest",
    "TelegramBotTokenDetector": "110201543:~AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawx",
    "TwilioKeyDetector": "SK~12345678901234567890123456789012",
}
# A file's ending decides how detect-secrets reads it, and which of the patterns for words like "password" apply.
ENDINGS = (".py", ".yaml", ".ini", ".json", ".go", ".cs", ".cpp", ".csv", "")
# As leaked_secrets.py scans, but with no filter: none may hide what is planted.
EVERYTHING = {"plugins_used": [{"name": name} for name in PLANTED], "filters_used": []}


def found_by(scanner: Callable[[str], Iterable[PotentialSecret]], path: Path) -> set[tuple[str, int, str | None]]:
    with transient_settings(EVERYTHING):
        return {(secret.type, secret.line_number, secret.secret_value) for secret in scanner(str(path))}


def test_each_plugin_has_a_planted_secret() -> None:
    assert set(PLANTED) == {kind.__name__ for kind in get_mapping_from_secret_type_to_class().values()}


@pytest.mark.parametrize("ending", ENDINGS)
def test_whatever_a_plugin_finds_is_found(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"settings{ending}"
    lines = [f"{line}\nnothing here\n" for planted in PLANTED.values() for line in (planted.replace("~", ""), planted)]
    path.write_text("Settings\n\n" + "".join(lines))
    found = found_by(scan.scan_file, path)
    assert found_by(lambda name: scanned(Path(name)), path) == found
    kinds = get_mapping_from_secret_type_to_class()
    if ending == ".py":
        assert {kinds[kind].__name__ for kind, *_rest in found} == set(PLANTED)


@pytest.mark.skipif(not WHOLE, reason="reads every file of the project in the slow way; `make test-all` does")
def test_in_the_project_itself_both_find_the_same() -> None:
    paths = [ROOT / path for path in tree()]
    assert [found_by(lambda name: scanned(Path(name)), path) for path in paths] == [
        found_by(scan.scan_file, path) for path in paths
    ]


def test_a_plugin_of_an_unknown_kind_is_asked_about_every_line() -> None:
    class Unknown(BasePlugin):
        secret_type = "Unknown"

        def analyze_string(self, string: str) -> Iterable[str]:
            return [string]

    assert all(pattern.search("") for pattern in needed_by(Unknown()))
