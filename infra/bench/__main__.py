"""Measures the package in AWS's runtime client, beside a bare handler and two frameworks that do the same list.

All in one run, one after the other in each round, on the embedded store: times are worth nothing by themselves, their
ratios to the bare handler's are. More packages can be named, such as one that was built before a change.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Any

from infra.bench.runtime_api import Function, FunctionFailedError, Run, run
from infra.keys import fresh_keys
from infra.local.stack import LocalStack
from infra.package.build import ZIP
from infra.template import ROOT

ROUNDS = int(os.environ.get("ROUNDS", "7"))
WARM = 200
HOME, LIST = "/", "/parents"
_FOLDER = ROOT / "build" / "bench"
_HERE = Path(__file__).parent
_BARE = "bare boto3 handler, list"
_RIVALS = {
    _BARE: ("bare", "boto3"),
    "FastAPI with Mangum, list": ("with_fastapi", "mangum"),
    "Powertools resolver, list": ("with_powertools", "aws_lambda_powertools"),
}


@dataclass(frozen=True)
class Case:
    """One line of the table: a function and the page that it is asked for."""

    name: str
    function: Function
    path: str


def install(libraries: Path) -> None:
    """Put the pinned requirements of the bench into `libraries`; what cannot be had is said and left out."""
    wanted = _HERE / "requirements.txt"
    done = libraries / wanted.name
    if done.exists() and done.read_text() == wanted.read_text():
        return
    shutil.rmtree(libraries, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(libraries)]
    if subprocess.run([*pip, "-r", str(wanted)], check=False).returncode:
        shutil.rmtree(libraries, ignore_errors=True)
        for line in filter(lambda line: "==" in line, wanted.read_text().splitlines()):
            if subprocess.run([*pip, line], check=False).returncode:
                print(f"Cannot be had: {line}")
        return  # and try again next time
    shutil.copy(wanted, done)


def cases(packages: list[Path], libraries: Path) -> Iterator[Case]:
    """What is measured."""
    rivals = _FOLDER / "rivals"
    shutil.copytree(_HERE / "rivals", rivals, dirs_exist_ok=True)
    compileall.compile_dir(rivals, quiet=1)
    for name, (module, needs) in _RIVALS.items():
        if (libraries / needs).exists():
            yield Case(name, Function(rivals, f"{module}.handler", libraries), LIST)
        else:
            print(f"Left out: {name} ({needs} could not be installed)")
    for package in packages:
        unpacked = _FOLDER / "unpacked" / package.stem
        shutil.rmtree(unpacked, ignore_errors=True)
        with zipfile.ZipFile(package) as archive:
            archive.extractall(unpacked)
        size = f"{package.stem}, {package.stat().st_size / 1e6:.2f} MB"
        yield Case(f"portal ({size}), home", Function(unpacked, "app.app"), HOME)
        yield Case(f"portal ({size}), list", Function(unpacked, "app.app"), LIST)


def runtime_client(libraries: Path) -> Path:
    """A folder with AWS's runtime client alone: a package must not find its libraries beside it."""
    folder = _FOLDER / "runtime"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for pattern in ("awslambdaric", "runtime_client*", "simplejson", "snapshot_restore_py*"):
        for path in libraries.glob(pattern):
            (folder / path.name).symlink_to(path)
    return folder


def event(path: str, cookie: str) -> dict[str, Any]:
    """A GET as API Gateway hands it over (payload version 1)."""
    headers = {"accept": "text/html", "host": "portal.test", **({"cookie": cookie} if cookie else {})}
    return {
        "resource": path,
        "path": path,
        "httpMethod": "GET",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": "GET",
            "path": f"/api{path}",
            "stage": "api",
            "requestId": "request",
            "identity": {"sourceIp": "192.0.2.1"},
            "protocol": "HTTP/1.1",
        },
    }


def measure(measured: list[Case], runtime: Path, environment: Mapping[str, str]) -> dict[str, list[Run]]:
    """The runs of each case. Every round takes each case once, so that what else the machine does meets all alike."""
    from infra.bench import seed

    seed.plant()
    found: dict[str, list[Run]] = {case.name: [] for case in measured}
    for _round in range(ROUNDS):
        for case in measured:
            asked = event(case.path, seed.cookie() if case.path == LIST else "")
            done = run(case.function, runtime, asked, environment, warm=WARM)
            shown = case.path == HOME or "Kai 11 Example" in str(done.answer)
            if done.answer["statusCode"] != HTTPStatus.OK or not shown:
                raise FunctionFailedError(f"{case.name} did not show the page: {done.answer}")
            found[case.name].append(done)
    return found


def table(found: Mapping[str, list[Run]]) -> Iterator[str]:
    """Medians, and their ratios to the bare handler's."""
    fields = ("cold_wall", "cold_processor", "warm_wall", "warm_processor")
    medians = {
        name: {field: median(getattr(each, field) for each in runs) for field in fields} for name, runs in found.items()
    }
    head = f"medians of {ROUNDS}, ms (ratio to bare)"
    yield f"{head:48}" + "".join(f"{field.replace('_', ' '):>20}" for field in fields)
    for name, values in medians.items():
        cells = (f"{value:.2f} ({value / medians[_BARE][field]:.2f})" for field, value in values.items())
        yield f"{name:48}" + "".join(f"{cell:>20}" for cell in cells)


def main(arguments: list[str]) -> int:
    """Measure the built package, and those that are named."""
    packages = [ROOT / "build" / "out" / ZIP, *map(Path, arguments)]
    libraries = _FOLDER / "libraries"
    install(libraries)
    with LocalStack() as store:
        environment = {**store.environment, "PORTAL_KEYS": json.dumps(fresh_keys())}
        os.environ.update(environment)  # before the portal is imported
        found = measure(list(cases(packages, libraries)), runtime_client(libraries), environment)
    print("\n".join(table(found)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
