"""S-78, S-80, S-81: packages are pinned, the source holds no secret, the security linters have nothing unexplained."""

import json
import tomllib
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from infra.package.stage import stage
from infra.supply import leaked_secrets, pins, weak_spots
from infra.supply.leaked_secrets import Finding, found_in, unexplained
from infra.template import ROOT, load
from tests.sampling import WHOLE

GOOD_HASH = "    --hash=sha256:" + "0" * 64
GOOD_LOCK = (
    f"oats==2.0 \\\n{GOOD_HASH} \\\n{GOOD_HASH}\n    # via -r requirements.txt\n"
    f"rye==3.0 ; sys_platform \\\n{GOOD_HASH}\n"
)
# In pieces, so that this file holds none of them.
PLANTED = {
    "a cloud key": "key_id = '" + "AKIA" + "QYLPMN5HFIQR7XYA" + "'",
    "a private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "a password in an address": "store = 'https://portal:" + "sesame99street" + "@store.example.org/'",
    "a password in the open": "pass" + "word = 'W7ehk2Tz-pQ9'",
    "random text": "seal = '" + b64encode(b"many different letters, in no order at all").decode() + "'",
    "a random number": "seal = '" + sha256(b"sesame").hexdigest() + "'",
    "a code host's token": "token = '" + "ghp_" + "wWPw5k4aXcaT" + "4fNP0UcnZwJU" + "VFk6LO0pINUx" + "'",
}


class TestPins:
    def test_every_package_is_pinned_by_version_and_hash_and_no_lock_names_an_address(self) -> None:
        assert pins.problems() == []

    @pytest.mark.parametrize("name", pins.PYTHON_LOCKS)
    def test_the_locks_are_not_empty(self, name: str) -> None:
        least = 4 if name == "requirements-passkeys.lock" else 15
        assert len(pins.versions((ROOT / name).read_text())) >= least

    def test_a_lock_as_it_should_be(self) -> None:
        assert pins.lock_problems(GOOD_LOCK) == []
        assert pins.versions(GOOD_LOCK) == {"oats": "2.0", "rye": "3.0"}

    @pytest.mark.parametrize(
        "spoiled",
        [
            GOOD_LOCK.replace(f"{GOOD_HASH}\n", "", 1),
            f"{GOOD_LOCK}sesame==1.0\n",
            f"{GOOD_LOCK}sesame==1.0 \\\n",
            f"{GOOD_LOCK}sesame>=1.0 \\\n{GOOD_HASH}\n",
            f"{GOOD_LOCK}sesame==1.0 \\\n    --hash=md5:{'0' * 32}\n",
            f"{GOOD_LOCK}sesame @ https://example.org/sesame-1.0.whl \\\n{GOOD_HASH}\n",
            f"--index-url https://example.org/simple\n{GOOD_LOCK}",
            f"--find-links wheels\n{GOOD_LOCK}",
            f"# from https://example.org/simple\n{GOOD_LOCK}",
        ],
    )
    def test_a_pin_without_hash_or_an_address_is_found(self, spoiled: str) -> None:
        assert pins.lock_problems(spoiled)

    @pytest.mark.parametrize(
        "asked", ["oats==2.1", "sesame==1.0", "oats>=2.0", "oats", "-r more.txt", "oats==2.0 ; extra"]
    )
    def test_what_is_asked_for_stands_in_the_lock_in_that_version(self, asked: str) -> None:
        good = 'oats==2.0\n# a remark\nrye==3.0 ; python_version == "3.13"\n-c other.lock\n'
        assert list(pins.unlocked(good, {"oats": "2.0", "rye": "3.0"})) == []
        assert list(pins.unlocked(asked, {"oats": "2.0"}))

    def test_the_tests_run_the_versions_that_are_deployed(self) -> None:
        assert pins.two_versions(GOOD_LOCK, GOOD_LOCK.replace("oats==2.0", "oats==2.1")) == [
            "oats: 2.0 is deployed and 2.1 is locked for development"
        ]

    @pytest.mark.parametrize(
        "change",
        [
            {"integrity": ""},
            {"integrity": "sha1-abc="},
            {"version": "2.0.1"},
            {"resolved": "https://example.org/oats.tgz"},
        ],
    )
    def test_a_package_of_npm_without_hash_or_with_an_address_is_found(self, change: dict[str, str]) -> None:
        good = {"version": "2.0.0", "integrity": f"sha512-{'A' * 86}=="}
        manifest = {"devDependencies": {"oats": "2.0.0"}}
        assert list(pins.package_lock_problems(manifest, {"packages": {"": {}, "node_modules/oats": good}})) == []
        assert list(pins.package_lock_problems(manifest, {"packages": {"node_modules/oats": {**good, **change}}}))

    def test_a_range_of_versions_is_found(self) -> None:
        good = {"version": "2.0.0", "integrity": f"sha512-{'A' * 86}=="}
        manifest = {"devDependencies": {"oats": "^2.0.0"}}
        assert list(pins.package_lock_problems(manifest, {"packages": {"node_modules/oats": good}}))


class TestSecrets:
    @pytest.mark.parametrize("line", PLANTED.values(), ids=PLANTED)
    @pytest.mark.parametrize("silenced", ["", "  # pragma: allowlist secret"], ids=["open", "with a remark"])
    def test_a_planted_secret_is_found(self, tmp_path: Path, line: str, silenced: str) -> None:
        (tmp_path / "settings.py").write_text(f'"""Settings."""\n\n{line}{silenced}\n')
        assert unexplained(found_in(["settings.py"], tmp_path))

    def test_a_finding_does_not_repeat_the_secret(self) -> None:
        assert "sesame" not in str(Finding("settings.py", 3, "Secret Keyword", "sesame99street"))

    def test_no_secret_stands_in_what_is_packaged_committed_or_not(self, tmp_path: Path) -> None:
        folder = tmp_path / "staged"
        stage(ROOT, folder)
        (folder / "requirements.txt").unlink()  # nothing but the hashes of the lock
        files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
        assert len(files) > 400
        assert unexplained(found_in(files, folder)) == []

    def test_functions_are_told_where_the_secrets_are_and_nothing_secret(self) -> None:
        template = load()
        functions = [each.get("Properties", {}) for each in template["Resources"].values()]
        told = {
            name: value
            for part in (template["Globals"]["Function"], *functions)
            for name, value in part.get("Environment", {}).get("Variables", {}).items()
        }
        assert told["PORTAL_SECRETS_ARN"] == {"Ref": "PortalSecrets"}
        in_words = {name: value for name, value in told.items() if isinstance(value, str)}
        assert in_words == {"PORTAL_TRUSTED_PROXIES": "1"}

    def test_every_explanation_has_words(self) -> None:
        assert [text for text, reason in leaked_secrets.explained().items() if not (text and reason)] == []

    @pytest.mark.skipif(not WHOLE, reason="reads every line ever committed; `make test-all` does")
    def test_no_secret_stands_in_the_history_and_nothing_is_explained_in_vain(self, tmp_path: Path) -> None:
        found = [*leaked_secrets.found_in_history(tmp_path), *found_in(leaked_secrets.tree())]
        assert unexplained(found) == []
        assert set(leaked_secrets.explained()) <= {finding.text for finding in found}


class TestWeakSpots:
    def test_no_rule_is_switched_off_and_no_remark_lacks_its_reason(self) -> None:
        assert [*weak_spots.setting_problems(self.settings()), *weak_spots.remark_problems(ROOT)] == []

    @pytest.mark.skipif(not WHOLE, reason="bandit reads every line of the source: `make check` and `make test-all` do")
    def test_no_finding_is_unexplained(self) -> None:
        assert list(weak_spots.bandit_problems(ROOT)) == []

    def settings(self) -> dict[str, Any]:
        with (ROOT / "pyproject.toml").open("rb") as file:
            found: dict[str, Any] = tomllib.load(file)["tool"]["ruff"]["lint"]
        return found

    @pytest.mark.parametrize(
        "change",
        [
            {"select": ["E", "F"]},
            {"ignore": ["S608"]},
            {"ignore": ["S"]},
            {"per-file-ignores": {"infra/**": ["S"]}},
            {"per-file-ignores": {"infra/**": ["S608"]}},
            {"per-file-ignores": {"chalicelib/web/*.py": ["S105"]}},
        ],
    )
    def test_a_security_rule_cannot_be_switched_off_unnoticed(self, change: dict[str, Any]) -> None:
        assert list(weak_spots.setting_problems(self.settings() | change))

    def test_other_rules_can(self) -> None:
        assert list(weak_spots.setting_problems(self.settings() | {"ignore": ["SIM102", "SLF001"]})) == []

    def planted(self, folder: Path, line: str) -> list[str]:
        (folder / "chalicelib").mkdir()
        (folder / "chalicelib" / "risky.py").write_text(f"import subprocess\n{line}\n")
        (folder / "app.py").write_text('"""App."""\n')
        (folder / "infra").mkdir()
        return [*weak_spots.remark_problems(folder), *weak_spots.bandit_problems(folder)]

    def test_a_planted_weak_spot_is_found(self, tmp_path: Path) -> None:
        found = self.planted(tmp_path, "subprocess.run('ls ' + name, shell=True)")
        assert any("B602" in problem for problem in found)

    def test_a_remark_without_reason_does_not_silence_it(self, tmp_path: Path) -> None:
        found = self.planted(tmp_path, "subprocess.run('ls ' + name, shell=True)  # noqa: S602")
        assert "chalicelib/risky.py:2 silences a security rule and does not say why" in found
        assert any("B602" in problem for problem in found)


def test_explanations_are_read_from_tables_that_can_be_read() -> None:
    assert all(row.path and row.number.isdigit() and row.reason for row in weak_spots.explained())
    assert json.loads((ROOT / "package-lock.json").read_text())["lockfileVersion"] == 3
