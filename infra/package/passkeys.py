"""The zip of the function that judges passkeys: its own code, and the libraries that do not fit into the portal's
package (docs/decisions/0056)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from infra.package import materials
from infra.package.archive import write_zip
from infra.package.checks import no_wheel_was_built_here
from infra.package.problems import PackageError
from infra.package.trim import add_bytecode, drop_sources
from infra.package.watch import PAGES, PASSKEYS

ZIP = "passkeys.zip"
MATERIALS = "passkeys.cdx.json"
LOCK = "requirements-passkeys.lock"
_FOLDER = "passkeys"
PUBLIC_SUFFIXES = "fido2/public_suffix_list.dat"
"""Under a license that we do not deploy. The library reads it when it is imported, and here asks it nothing: an origin
is compared whole."""
_NEVER_USED = (
    # The compiler side of a binding; command lines; what pip notes.
    "bin",
    "cffi",
    "pycparser",
    "pycparser-*.dist-info",
    "*.dist-info/INSTALLER",
    "*.dist-info/RECORD",
    "*.dist-info/REQUESTED",
    "*.dist-info/WHEEL",
    "*.dist-info/direct_url.json",
    "*.dist-info/entry_points.txt",
    "*.dist-info/top_level.txt",
    # The side of a client and of a security key: card readers, USB, extensions, certificates of makers.
    "fido2/client",
    "fido2/ctap1.py",
    "fido2/ctap2",
    "fido2/hid",
    "fido2/mds3.py",
    "fido2/payment.py",
    "fido2/pcsc.py",
    "**/*.pyi",
)


def build(project: Path, target: Path) -> int:
    """Write the zip and the list of what is in it into `target`. Returns the number of files. Raises PackageError."""
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        _install(project / LOCK, unpacked)
        no_wheel_was_built_here(unpacked)
        whose, version_of = materials.owners(unpacked)
        _trim(unpacked)
        shutil.copytree(project / _FOLDER, unpacked / _FOLDER, ignore=shutil.ignore_patterns("__pycache__"))
        add_bytecode(unpacked)
        drop_sources(unpacked)
        files = write_zip(unpacked, target / ZIP)
        found = materials.parts(unpacked, {**whose, _FOLDER: materials.PORTAL}, version_of)
    materials.write(project, target / ZIP, found, lock=LOCK, name=MATERIALS)
    return files


def run_like_the_pages(app: dict[str, Any]) -> None:
    """Set the function's Python: Chalice sets that of its own functions, after the one that builds."""
    functions = app["Resources"]
    functions[PASSKEYS]["Properties"]["Runtime"] = functions[PAGES]["Properties"]["Runtime"]


def _install(lock: Path, target: Path) -> None:
    """Put wheels for Lambda into the folder, whatever this machine is."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"),
            *("--no-deps", "--require-hashes", "--only-binary", ":all:", "--platform", "manylinux2014_x86_64"),
            *("--implementation", "cp", "--python-version", version, "--target", str(target), "-r", str(lock)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PackageError(done.stdout + done.stderr)


def _trim(unpacked: Path) -> None:
    for pattern in _NEVER_USED:
        for path in list(unpacked.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    (unpacked / PUBLIC_SUFFIXES).write_bytes(b"")
