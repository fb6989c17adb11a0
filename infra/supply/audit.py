"""Known weaknesses of the packages that are locked: `make audit`.

pip-audit and npm ask an advisory service. Where the service does not answer they may say "nothing found" without
having looked: a package that the service does not know is skipped, and an empty answer counts as good news. So each
service is first asked about a package whose weakness has been known for years. Only when that is found do its answers
count, and only about packages that it names.

The exit code is 0 when everything was checked and nothing is known, 1 when a weakness is known, 2 when none is known
but something could not be checked.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from infra.supply.pins import PACKAGE_LOCK, PYTHON_LOCKS, versions
from infra.template import ROOT

LONG_KNOWN = ("jinja2", "2.4.1")  # CVE-2014-1402
LONG_KNOWN_NPM = ("minimist", "0.0.8")  # CVE-2020-7598
_TIMEOUT_SECONDS = 600
_CLOSING = {
    0: "Everything was checked; no weakness is known.",
    1: "Weaknesses are known: update these packages.",
    2: "This audit is NOT complete: see what was not checked. It must be run where the services answer.",
}
_NO_HASH = "0" * 64


class Outcome(NamedTuple):
    """What is known about the packages of one lock.

    `weak`: package, version and what is known. `unchecked`: what no one looked at, with the reason, in words.
    """

    lock: str
    packages: int
    weak: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


def main(arguments: list[str] | None = None) -> int:
    """Ask, say what is known and what could not be checked."""
    parser = argparse.ArgumentParser(prog="python -m infra.supply.audit")
    parser.add_argument("--osv-url", help="ask this OSV service about Python packages instead of the default one")
    parser.add_argument("--npm-registry", help="ask this registry about npm packages instead of the one configured")
    asked = parser.parse_args(arguments)
    outcomes = [*python_outcomes(ROOT, asked.osv_url), npm_outcome(ROOT, asked.npm_registry)]
    print("\n".join(spoken(outcomes)))
    return exit_code(outcomes)


def exit_code(outcomes: list[Outcome]) -> int:
    """See the top of this file."""
    if any(outcome.weak for outcome in outcomes):
        return 1
    return 2 if any(outcome.unchecked for outcome in outcomes) else 0


def spoken(outcomes: list[Outcome]) -> list[str]:
    """Return the outcomes in lines of words, and what they come to."""
    return [*(line for outcome in outcomes for line in _lines(outcome)), _CLOSING[exit_code(outcomes)]]


def _lines(outcome: Outcome) -> list[str]:
    lines = [f"{outcome.lock}: KNOWN WEAKNESS: {each}" for each in outcome.weak]
    lines += [f"{outcome.lock}: NOT CHECKED: {each}" for each in outcome.unchecked]
    return lines or [f"{outcome.lock}: all {outcome.packages} packages checked, no weakness known."]


def python_outcomes(root: Path, osv_url: str | None = None, names: Iterable[str] = PYTHON_LOCKS) -> list[Outcome]:
    """Return what pip-audit says of each lock, once its service has shown that it knows anything."""
    locks = {name: versions((root / name).read_text(encoding="utf-8")) for name in names}
    with TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.lock"
        probe.write_text("{}=={} --hash=sha256:{}\n".format(*LONG_KNOWN, _NO_HASH), encoding="utf-8")
        blind = python_blindness(_pip_audit(probe, osv_url))
    if blind:
        return [
            Outcome(name, len(locked), unchecked=(f"all {len(locked)} packages. {blind}",))
            for name, locked in locks.items()
        ]
    return [judged_python(name, locked, _pip_audit(root / name, osv_url)) for name, locked in locks.items()]


def python_blindness(answer: str) -> str:
    """Why the service's answers about Python packages count for nothing; empty when they count."""
    name, version = LONG_KNOWN
    report = _read(answer)
    if "dependencies" not in report:
        return f"The advisory service could not be reached: {_last_line(answer)}"
    found = {each["name"]: each for each in report["dependencies"]}.get(name, {})
    if "skip_reason" in found:
        return f"The advisory service does not answer: it skipped {name} {version} ({found['skip_reason']})"
    if not found.get("vulns"):
        return f"The advisory service knows no weakness of {name} {version}, which has one: it looks nothing up"
    return ""


def judged_python(lock: str, locked: Mapping[str, str], answer: str) -> Outcome:
    """Return the outcome of one lock from pip-audit's report."""
    report = _read(answer)
    if "dependencies" not in report:
        reason = f"all {len(locked)} packages. The advisory service broke off: {_last_line(answer)}"
        return Outcome(lock, len(locked), unchecked=(reason,))
    seen = {each["name"].lower(): each for each in report["dependencies"]}
    weak = [
        f"{name} {each['version']}: {', '.join(known['id'] for known in each['vulns'])}"
        for name, each in seen.items()
        if each.get("vulns")
    ]
    unchecked = [
        f"{name} {version}: {seen.get(name, {}).get('skip_reason', 'it was not looked at in this version')}"
        for name, version in locked.items()
        if seen.get(name, {}).get("version") != version
    ]
    return Outcome(lock, len(locked), tuple(weak), tuple(unchecked))


def npm_outcome(root: Path, registry: str | None = None) -> Outcome:
    """Return what npm says of its lock, once its service has shown that it knows anything."""
    lock = json.loads((root / PACKAGE_LOCK).read_text(encoding="utf-8"))
    count = sum(1 for path in lock["packages"] if path)
    with TemporaryDirectory() as folder:
        _write_npm_probe(Path(folder))
        blind = npm_blindness(_npm_audit(Path(folder), registry))
    if blind:
        return Outcome(PACKAGE_LOCK, count, unchecked=(f"all {count} packages. {blind}",))
    return judged_npm(count, _npm_audit(root, registry))


def npm_blindness(answer: str) -> str:
    """Why the service's answers about npm packages count for nothing; empty when they count."""
    name, version = LONG_KNOWN_NPM
    report = _read(answer)
    if "metadata" not in report:
        return f"The advisory service could not be reached: {_refusal(answer)}"
    if name not in report.get("vulnerabilities", {}):
        return f"The advisory service knows no weakness of {name} {version}, which has one: it looks nothing up"
    return ""


def judged_npm(count: int, answer: str) -> Outcome:
    """Return the outcome of the lock of npm from npm's report."""
    report = _read(answer)
    if "metadata" not in report:
        reason = f"all {count} packages. The advisory service broke off: {_refusal(answer)}"
        return Outcome(PACKAGE_LOCK, count, unchecked=(reason,))
    weak = tuple(f"{name}: {found['severity']}, see `npm audit`" for name, found in report["vulnerabilities"].items())
    looked_at = report["metadata"]["dependencies"]["total"]
    unchecked = (f"{count - looked_at} of {count} packages: npm looked at {looked_at}",) if looked_at < count else ()
    return Outcome(PACKAGE_LOCK, count, weak, unchecked)


def _pip_audit(lock: Path, osv_url: str | None) -> str:
    service = ["-s", "osv", "--osv-url", osv_url] if osv_url else []
    return _said(
        [
            sys.executable,
            "-m",
            "pip_audit",
            "-r",
            str(lock),
            "--disable-pip",
            "--require-hashes",
            "-f",
            "json",
            "--progress-spinner",
            "off",
            *service,
        ],
        ROOT,
    )


def _npm_audit(folder: Path, registry: str | None) -> str:
    service = ["--registry", registry] if registry else []
    return _said(["npm", "audit", "--json", "--package-lock-only", "--fetch-retries=1", *service], folder)


def _write_npm_probe(folder: Path) -> None:
    name, version = LONG_KNOWN_NPM
    project = {"name": "probe", "version": "0.0.0", "dependencies": {name: version}}
    packages = {"": project, f"node_modules/{name}": {"version": version}}
    lock = {"name": "probe", "version": "0.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}
    (folder / "package.json").write_text(json.dumps(project), encoding="utf-8")
    (folder / PACKAGE_LOCK).write_text(json.dumps(lock), encoding="utf-8")


def _said(command: list[str], folder: Path) -> str:
    """Return what the tool printed: its report, or else its complaint."""
    ran = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=_TIMEOUT_SECONDS)
    return ran.stdout if ran.stdout.strip() else ran.stderr


def _read(answer: str) -> dict[str, Any]:
    try:
        report = json.loads(answer)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _refusal(answer: str) -> str:
    return _read(answer).get("message") or _last_line(answer)


def _last_line(answer: str) -> str:
    return (answer.strip().splitlines() or ["it said nothing"])[-1]


if __name__ == "__main__":
    sys.exit(main())
