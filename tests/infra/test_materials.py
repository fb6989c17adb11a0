"""The list of materials says what is in the package: every library, each once, and nothing that is not there."""

import json
import zipfile
from collections.abc import Mapping
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import pytest

from infra.package import materials, passkeys
from infra.package.build import ZIP
from infra.package.materials import CHALICE, IN_STATIC, IN_ZIP, MATERIALS, PORTAL, Part
from infra.package.problems import PackageError
from infra.supply.licenses import licensed, plain_name
from infra.template import ROOT

pytestmark = [pytest.mark.package, pytest.mark.timeout(600)]
OF_THE_PORTAL = {"app", "chalicelib", "compiled_templates", "templates", "static"}


@pytest.fixture(scope="module")
def listed(built: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built / MATERIALS).read_text())
    return found


def of(component: Mapping[str, Any], name: str) -> list[str]:
    return [each["value"] for each in component.get("properties", ()) if each["name"] == name]


def libraries(listed: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each for each in listed["components"] if each["purl"].startswith(f"pkg:{kind}/")]


def test_every_module_in_the_zip_belongs_to_one_listed_library_and_each_library_has_modules_there(
    listed: dict[str, Any], unpacked: Path
) -> None:
    """Given the package as it is unpacked, each folder, module and extension at its top is listed once; of whom it is
    stands as this environment's own installation says it."""
    no_modules = (".dist-info", "__pycache__")
    in_zip = sorted(path.name.split(".")[0] for path in unpacked.iterdir() if not path.name.endswith(no_modules))
    assert [path.name.split(".")[0] for path in (unpacked / "__pycache__").iterdir()] == ["app"]
    components = [listed["metadata"]["component"], *libraries(listed, "pypi")]
    assert sorted(module for each in components for module in of(each, IN_ZIP)) == in_zip
    assert all(of(each, IN_ZIP) for each in components)
    installed = {module: {plain_name(each) for each in names} for module, names in packages_distributions().items()}
    for each in libraries(listed, "pypi"):
        assert all(each["name"] in installed[module] for module in of(each, IN_ZIP)), each["name"]
    assert set(of(components[0], IN_ZIP)) == OF_THE_PORTAL


def test_each_library_is_listed_in_the_version_that_is_locked_and_installed_with_its_license(
    listed: dict[str, Any], unpacked: Path
) -> None:
    told = [name.removesuffix(".dist-info").rsplit("-", 1) for name in (path.name for path in unpacked.glob("*-info"))]
    assert {(each["name"], each["version"]) for each in libraries(listed, "pypi")} == {
        (CHALICE, version("chalice")),
        *((plain_name(name), number) for name, number in told),
    }
    for each in listed["components"]:
        assert each["licenses"] == [{"expression": licensed()[each["name"]].license}]
    for each in libraries(listed, "pypi"):
        assert {found["alg"] for found in each["hashes"]} == {"SHA-256"}
        pin = (ROOT / "requirements.lock").read_text().partition(f"\n{each['name']}=={each['version']} ")[2]
        block = pin.partition("# via")[0] or (ROOT / "requirements.lock").read_text().partition("# via")[0]
        assert {found["content"] for found in each["hashes"]} == {
            line.partition("sha256:")[2].split()[0] for line in block.splitlines() if "sha256:" in line
        }


def test_what_the_pages_files_are_made_of_is_listed_with_them(listed: dict[str, Any]) -> None:
    (design,) = libraries(listed, "npm")
    assert design["name"] == "@uswds/uswds"
    published = {path.name for path in (ROOT / "static").iterdir()} - {"manifest.json"}
    ours = {name for name in published if name.startswith(("portal.", "mark.")) and not name.endswith(".css")}
    assert set(of(design, IN_STATIC)) == published - ours


def test_the_list_names_the_zip_that_it_is_of_and_no_time(listed: dict[str, Any], built: Path) -> None:
    portal = listed["metadata"]["component"]
    zipped = (built / ZIP).read_bytes()
    assert [each["content"] for each in portal["hashes"]] == [materials.hashlib.sha256(zipped).hexdigest()]
    assert listed["bomFormat"] == "CycloneDX"
    assert "timestamp" not in listed["metadata"]
    (of_portal,) = [each["dependsOn"] for each in listed["dependencies"] if each["ref"] == PORTAL]
    assert set(of_portal) == {each["bom-ref"] for each in listed["components"]}


def test_the_zip_of_passkeys_has_a_list_of_its_own_and_nothing_of_a_license_that_is_not_deployed(built: Path) -> None:
    listed = json.loads((built / passkeys.MATERIALS).read_text())
    assert {each["name"]: each["licenses"][0]["expression"] for each in listed["components"]} == {
        "cffi": "MIT-0",
        "cryptography": "Apache-2.0 OR BSD-3-Clause",
        "fido2": "BSD-2-Clause AND Apache-2.0",
    }
    with zipfile.ZipFile(built / passkeys.ZIP) as archive:
        tops = {name.split("/")[0].split(".")[0] for name in archive.namelist() if ".dist-info/" not in name}
        assert archive.read(passkeys.PUBLIC_SUFFIXES) == b""
    components = [listed["metadata"]["component"], *listed["components"]]
    assert {module for each in components for module in of(each, IN_ZIP)} == tops


def test_a_module_of_no_library_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "oats.pyc").touch()
    assert materials.parts(tmp_path, {"oats": "oats"}, {"oats": "2.0"}) == {"oats": Part("2.0", ("oats",))}
    (tmp_path / "rye").mkdir()
    with pytest.raises(PackageError, match="rye is in the package and belongs to no library"):
        materials.parts(tmp_path, {"oats": "oats"}, {"oats": "2.0"})


def test_a_library_in_another_version_than_is_locked_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / ZIP).touch()
    found = {PORTAL: Part("", ("app",)), "jinja2": Part("2.4.1", ("jinja2",))}
    with pytest.raises(PackageError, match=r"jinja2 2\.4\.1 is in the package, and 3\."):
        materials.write(ROOT, tmp_path / ZIP, found)


def test_the_same_package_gives_the_same_list(tmp_path: Path) -> None:
    (tmp_path / ZIP).write_bytes(b"a package")
    found = {PORTAL: Part("", ("app",)), CHALICE: Part("", ("chalice",)), "six": Part("", ("six",))}
    written = []
    for _time in range(2):
        materials.write(ROOT, tmp_path / ZIP, found)
        written.append((tmp_path / MATERIALS).read_bytes())
    assert written[0] == written[1]
