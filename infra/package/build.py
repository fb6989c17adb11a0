"""`make package`: the two zips of build/out, the lists of what is in them, and the templates of the three stacks, ready
for `make deploy`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from infra.package import checks, materials, passkeys
from infra.package.ahead import work_ahead
from infra.package.archive import write_zip
from infra.package.gateway import hand_on_every_address
from infra.package.join import Join
from infra.package.problems import PackageError
from infra.package.release import release_by_alias
from infra.package.stage import stage
from infra.package.trim import add_bytecode, drop_sources, trim
from infra.package.watch import watch
from infra.template import DATA, EDGE, RESOURCES, ROOT, load

STAGE_NAME = "prod"
ZIP = "deployment.zip"
TEMPLATE = "template.json"
DATA_TEMPLATE = "data.json"
EDGE_TEMPLATE = "edge.json"
_CHALICE_TEMPLATE = "sam.yaml"


def build(project: Path, target: Path, resources: Path = RESOURCES) -> int:
    """Package `project` into `target`. Returns the number of files in the zips. Raises PackageError."""
    staged = target.parent / "stage"
    stage(project, staged)
    shutil.rmtree(target, ignore_errors=True)
    checks.all_dependencies_came(_run_chalice(staged, target, resources))
    with tempfile.TemporaryDirectory() as unpacked:
        files, parts = _finish(Path(unpacked), target / ZIP)
    materials.write(project, target / ZIP, parts, beside=materials.of_pages(project))
    files += passkeys.build(project, target)
    _write_templates(target)
    return files


def _write_templates(target: Path) -> None:
    """As JSON: CloudFormation does not read the aliases that YAML writers make of repeated parts."""
    made = target / _CHALICE_TEMPLATE
    app, data = load(made), load(DATA)
    hand_on_every_address(app)
    passkeys.run_like_the_pages(app)
    watch(app, data)
    release_by_alias(app)
    joint = Join(data["Resources"])
    app = joint.imported(app)
    data["Outputs"] = joint.outputs()
    checks.template_is_whole(app)
    checks.gateway_can_hold_it(app)
    for name, template in ((TEMPLATE, app), (DATA_TEMPLATE, data), (EDGE_TEMPLATE, load(EDGE))):
        checks.template_is_small(name, template)
        (target / name).write_text(json.dumps(template, indent=1, sort_keys=True) + "\n")
    made.unlink()


def _finish(unpacked: Path, archive: Path) -> tuple[int, dict[str, materials.Part]]:
    """Return how many files the zip has, and of what it is made."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(unpacked)
    checks.no_wheel_was_built_here(unpacked)
    whose, version_of = materials.owners(unpacked)
    work_ahead(unpacked)
    trim(unpacked)
    add_bytecode(unpacked)
    drop_sources(unpacked)
    return write_zip(unpacked, archive), materials.parts(unpacked, whose, version_of)


def _run_chalice(staged: Path, target: Path, resources: Path) -> str:
    chalice = Path(sys.executable).parent / "chalice"
    done = subprocess.run(
        [
            *(str(chalice), "--project-dir", str(staged), "package", str(target), "--stage", STAGE_NAME),
            *("--template-format", "yaml", "--merge-template", str(resources)),
        ],
        # Packaging asks for a region even where it calls no one.
        env={**os.environ, "AWS_DEFAULT_REGION": "us-west-2", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PackageError(done.stdout)
    return done.stdout


def main() -> int:
    """Build, and say what came out."""
    target = ROOT / "build" / "out"
    try:
        files = build(ROOT, target)
    except PackageError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{files} files in:")
    for name in (ZIP, passkeys.ZIP):
        print(f"{target / name}: {(target / name).stat().st_size / 1_000_000:.1f} MB")
    for name in (materials.MATERIALS, passkeys.MATERIALS, DATA_TEMPLATE, EDGE_TEMPLATE, TEMPLATE):
        print(target / name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
