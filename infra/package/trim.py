"""Takes out of an unpacked package what is never used on Lambda, and puts the bytecode in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra.package.data import OPERATIONS, cut_languages, cut_services
from infra.package.problems import PackageError

LAMBDA_FOLDER = "/var/task"
# Spanish of the US inherits from Latin American Spanish; traditional Chinese stands alone.
LOCALES = frozenset({"root", "en", "en_US", "es", "es_419", "es_US", "zh_Hant"})
_NEVER_USED = (
    "*.dist-info/RECORD",
    "*.dist-info/INSTALLER",
    "*.dist-info/REQUESTED",
    "*.dist-info/direct_url.json",
    "*.dist-info/WHEEL",
    "*.dist-info/top_level.txt",
    "*.dist-info/entry_points.txt",
    "*.dist-info/zip-safe",
    "**/*.pyi",
    "**/*.c",
    "**/*.h",
    "**/*.pyx",
    "**/__pycache__",
    "botocore/data/**/examples-*.json*",
    # What a wheel was built of.
    "**/*.cyclonedx.json",
    "bin",
    "*.data",
    # The compiler side of argon2's binding, and a second copy of the world's time zones.
    "cffi",
    "pycparser",
    "pycparser-*.dist-info",
    # Babel's tools for making catalogues: ours are compiled when the package is made.
    "babel/messages",
    # Version 1 of pydantic, which version 2 carries along for models that are still written for it.
    "pydantic/v1",
    # What pydantic tries out, its decorators of version 1, and colors; what botocore does with a library that is not
    # here, and its own tests' stand-in.
    "pydantic/experimental",
    "pydantic/color.py",
    *(
        f"pydantic/deprecated/{name}.py"
        for name in ("class_validators", "config", "decorator", "json", "parse", "tools")
    ),
    "botocore/crt/auth.py",
    "botocore/stub.py",
    # Windows, HTTP/2, test data, command lines, and ways to render that no page uses.
    "dateutil/tz/win.py",
    "dateutil/tzwin.py",
    "dateutil/zoneinfo",
    "babel/localtime/_win32.py",
    "babel/units.py",
    "urllib3/http2/connection.py",
    "annotated_types/test_cases.py",
    "argon2/__main__.py",
    "jinja2/sandbox.py",
    "jinja2/nativetypes.py",
    "jinja2/meta.py",
    # What serves type checkers, calendar files, browsers, SOCKS proxies and a library for TLS that is not here.
    "pydantic/mypy.py",
    "dateutil/rrule.py",
    "dateutil/easter.py",
    "urllib3/contrib/emscripten",
    "urllib3/contrib/pyopenssl.py",
    "urllib3/contrib/socks.py",
    "segno/cli.py",
)
# Which library it is, in which version, and under which license.
_TOLD_OF_A_LIBRARY = ("Metadata-Version:", "Name:", "Version:", "License")
# The portal counts in California's time; its tables of other zones stay behind.
_ZONES = frozenset({"America/Los_Angeles", "UTC"})


def trim(folder: Path) -> None:
    """Remove unused service descriptions, locales and leftovers of installation below `folder`."""
    for pattern in _NEVER_USED:
        for path in list(folder.glob(pattern)):
            _remove(path)
    for service in (folder / "botocore" / "data").glob("*/"):
        if service.name not in OPERATIONS:
            _remove(service)
    cut_services(folder / "botocore" / "data")
    _drop_remarks(folder / "botocore" / "cacert.pem")
    _trim_time_zones(folder / "tzdata" / "zoneinfo")
    for described in folder.glob("*.dist-info/METADATA"):
        told = described.read_text(encoding="utf-8").partition("\n\n")[0].splitlines(keepends=True)
        described.write_text("".join(line for line in told if line.startswith(_TOLD_OF_A_LIBRARY)), encoding="utf-8")
    for locale in (folder / "babel" / "locale-data").glob("*.dat"):
        if locale.stem not in LOCALES:
            _remove(locale)
    cut_languages(folder / "babel")


def _drop_remarks(certificates: Path) -> None:
    """Leave of the roots of trust what is read of them: a quarter of the file are remarks about who they are."""
    lines = certificates.read_text(encoding="utf-8").splitlines(keepends=True)
    certificates.write_text("".join(line for line in lines if line.strip() and not line.startswith("#")))


def _trim_time_zones(zones: Path) -> None:
    for path in [path for path in zones.rglob("*") if path.is_file() and path.suffix != ".py"]:
        if path.relative_to(zones).as_posix() not in _ZONES:
            path.unlink()


def add_bytecode(folder: Path) -> None:
    """Compile every module, so that a cold start does not. Raises PackageError for code that cannot be compiled.

    Done in a process of its own with a fixed hash seed: the order of constants in a set depends on it, and
    two builds must give the same bytes.
    """
    done = subprocess.run(
        [
            # Without the columns of each instruction: a tenth of the package, which nothing that we log would show.
            *(sys.executable, "-X", "no_debug_ranges"),
            # Docstrings are for readers of the source: they were a fifteenth of the package. `app.py` keeps its own,
            # since its source is what is loaded.
            *("-m", "compileall", "-q", "-j", "1", "-o", "0", "-o", "2", "--invalidation-mode", "unchecked-hash"),
            *("-s", str(folder), "-p", LAMBDA_FOLDER, str(folder)),
        ],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PackageError(done.stdout + done.stderr)


def drop_sources(folder: Path) -> None:
    """Leave of each module only its bytecode, in the place of its source; `app.py` is what the function is named by.
    The log names file and line of an error, and the source of each release is in the repository."""
    for compiled in list(folder.rglob("__pycache__/*.opt-2.pyc")):
        source = compiled.parent.parent / f"{compiled.name.split('.')[0]}.py"
        whole = compiled.with_name(compiled.name.replace(".opt-2", ""))
        if source == folder / "app.py":
            compiled.unlink()
            continue
        whole.unlink()
        compiled.rename(source.with_suffix(".pyc"))
        source.unlink()
    for cache in list(folder.rglob("__pycache__")):
        if not any(cache.iterdir()):
            cache.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()
