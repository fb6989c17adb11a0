"""What a package works out ahead, so that no cold start does: run by the build on the unpacked package.

compiled_templates/            every page's template as a module
chalicelib/web/route_table.json  the addresses, each with the module that answers it
chalicelib/web/fixed/          the pages that say the same to everyone, in every language
templates/locale/**/joined.texts  the catalogues, with each English text once
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from infra.package.catalogues import join_catalogues
from infra.package.problems import PackageError

_DAYS = (datetime(2026, 1, 1, 20, tzinfo=UTC), datetime(2031, 7, 1, 20, tzinfo=UTC))
_ROOT = Path(__file__).resolve().parents[2]


def work_ahead(folder: Path) -> None:
    """Do it all for the package unpacked in `folder`. Raises PackageError.

    In a process of its own: with the package's portal, this machine's libraries (the package's own may be for another
    machine), no setting of this machine, and a fixed hash seed, as two builds must give the same bytes.
    """
    with tempfile.TemporaryDirectory() as portal:
        for name in ("app.py", "chalicelib"):
            (Path(portal) / name).symlink_to(folder / name)
        done = subprocess.run(
            [sys.executable, "-P", "-c", "from infra.package.ahead import work; work()"],
            env={
                "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join((portal, str(_ROOT))), "PYTHONHASHSEED": "0",
                "PYTHONDONTWRITEBYTECODE": "1", "AWS_DEFAULT_REGION": "us-west-2",
                "PORTAL_KEYS": json.dumps({"csrf": "00" * 32, "session": "00" * 32}),
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise PackageError(done.stdout[-2000:] + done.stderr[-4000:])
    for source in (folder / "templates").rglob("*"):
        if source.is_file() and source.suffix != ".mo" and folder / "templates" / "notices" not in source.parents:
            source.unlink()
    join_catalogues(folder / "templates" / "locale")


def work() -> None:
    """The same, in the process of its own."""
    from chalicelib.web.route_table import WRITTEN, addresses

    written_down = [asdict(address) for address in sorted(addresses(), key=lambda each: each.path)]
    _write_fixed_pages([each["path"] for each in written_down if each["fixed"]])
    WRITTEN.write_text(json.dumps(written_down, indent=1))
    _compile_templates()


def _compile_templates() -> None:
    from chalicelib.web.http.templating import COMPILED, environment

    # Not those of mails: the job that sends them makes no one wait, and they would be most of the package's templates.
    environment("en").compile_templates(
        COMPILED, zip=None, ignore_errors=False,
        filter_func=lambda name: name.endswith(".html") and not name.startswith("notices/"),
    )  # fmt: skip


def _write_fixed_pages(paths: list[str]) -> None:
    from chalicelib.runtime.languages import LANGUAGES
    from chalicelib.web import fixed_pages
    from chalicelib.web.route_table import name_of

    shutil.rmtree(fixed_pages.FOLDER, ignore_errors=True)
    for language in LANGUAGES:
        (fixed_pages.FOLDER / language).mkdir(parents=True)
        for path in paths:
            one, other = (_shown(path, language, day) for day in _DAYS)
            if one != other:
                raise PackageError(f"{path} is registered as fixed, but says different things on different days")
            (fixed_pages.FOLDER / language / f"{name_of(path)}.html").write_text(one, encoding="utf-8")
    fixed_pages.SETTINGS.write_text(json.dumps(fixed_pages.settings_shown()))


def _shown(path: str, language: str, at: datetime) -> str:
    """The page as the door gives it to a visitor who comes for the first time."""
    from chalice.test import Client

    from app import app
    from chalicelib.web.http import pipeline

    pipeline.clock = lambda: at
    answer = Client(app).http.get(path, headers={"Accept-Language": language})
    if answer.status_code != HTTPStatus.OK:
        raise PackageError(f"{path} cannot be shown: {answer.status_code}")
    return str(answer.body.decode())
