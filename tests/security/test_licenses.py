"""S-80: each package has a license that the project allows where the package is."""

from email.message import Message
from pathlib import Path

import pytest

from infra.supply import __main__ as supply
from infra.supply import licenses
from infra.supply.licenses import EVERYWHERE, Licensed, allowed, changed_words, licensed, of_package, told_by


def judged(license: str, *, is_deployed: bool = False) -> list[str]:
    return list(of_package("oats", {"oats": Licensed(license, license)}, is_deployed=is_deployed))


def metadata(**told: str) -> Message:
    made = Message()
    for name, value in told.items():
        made[name.replace("_", "-").rstrip("0123456789")] = value
    return made


def test_every_locked_package_is_of_an_allowed_license() -> None:
    assert licenses.problems() == []


def test_the_locks_and_what_is_deployed_are_looked_at_whole() -> None:
    """Given the locks of Python and npm, packages of each are among those looked at."""
    locked, deployed = licenses.locked_packages(), licenses.deployed_packages()
    assert {"jinja2", "pytest", "ministack", "awscli", "sass", "tar-fs"} <= locked
    assert {"jinja2", "chalice", "@uswds/uswds"} <= deployed <= locked
    assert not deployed & {"pytest", "ministack", "awscli", "sass"}


def test_what_is_installed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    told = licenses.told_in_environments()
    assert told["pydantic"] == "MIT"
    assert told["jinja2"] == "BSD License"
    assert licenses.told_in_npm_locks()["sass"] == "MIT"


@pytest.mark.parametrize("license", ["GPL-3.0-only", "AGPL-3.0-or-later", "LGPL-2.1-only", "SSPL-1.0", "BUSL-1.1"])
def test_a_license_that_is_not_on_the_list_is_refused_everywhere(license: str) -> None:
    assert judged(license) == [f"oats: {license} is not allowed in tools (infra/supply/allowed_licenses.csv)"]
    assert len(judged(license, is_deployed=True)) == 1


@pytest.mark.parametrize("words", ["", "BSD", "see the file", "MIT OR", "UNKNOWN", "MIT;Apache-2.0"])
def test_words_that_are_no_license_are_refused(words: str) -> None:
    assert len(judged(words)) == 1


def test_what_is_allowed_in_tools_is_not_thereby_allowed_in_what_is_deployed() -> None:
    assert judged("MPL-2.0") == []
    assert judged("MPL-2.0", is_deployed=True) == [
        "oats: MPL-2.0 is not allowed in what is deployed (infra/supply/allowed_licenses.csv)"
    ]


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT AND Apache-2.0", True),
        ("MIT AND GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("(MIT OR GPL-3.0-only) AND ISC", True),
        ("MIT AND (GPL-2.0-only OR GPL-3.0-only)", False),
        ("Apache-2.0 WITH LLVM-exception", False),
    ],
)
def test_of_several_licenses_all_must_be_allowed_or_the_one_that_is_chosen(
    expression: str, *, is_allowed: bool
) -> None:
    assert (judged(expression, is_deployed=True) == []) is is_allowed


def test_a_package_without_a_row_is_of_no_known_license() -> None:
    (problem,) = of_package("rye", {}, is_deployed=True)
    assert problem.startswith("rye: its license is not known")


def test_other_words_than_were_read_are_told() -> None:
    known = {"oats": Licensed("MIT", "MIT License"), "rye": Licensed("MIT", "MIT")}
    assert list(changed_words(known, {"oats": "Proprietary", "rye": "MIT", "sesame": "MIT"})) == [
        "oats: says 'Proprietary' of its license, and 'MIT License' was read; read it again"
    ]


def test_a_planted_package_of_a_license_that_is_not_allowed_turns_the_check_red(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a tool under a license that is not on the list, when the supply is checked, then the check fails and names
    the package."""
    for name in ("pins", "weak_spots"):
        monkeypatch.setattr(getattr(supply, name), "problems", list)
    monkeypatch.setattr(supply.leaked_secrets, "found_in_tree", list)
    monkeypatch.setattr(supply.real_people, "found_in_tree", list)
    assert supply.main() == 0
    planted = {**licensed(), "pytest": Licensed("AGPL-3.0-only", licensed()["pytest"].told)}
    monkeypatch.setattr(licenses, "licensed", lambda: planted)
    assert supply.main() == 1
    assert "pytest: AGPL-3.0-only is not allowed in tools" in capsys.readouterr().out


def test_a_package_that_is_locked_and_has_no_row_or_the_reverse_turns_the_check_red(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = {name: row for name, row in licensed().items() if name != "jinja2"} | {"oats": Licensed("MIT", "MIT")}
    monkeypatch.setattr(licenses, "licensed", lambda: changed)
    first, second = licenses.problems()
    assert first.startswith("jinja2: its license is not known")
    assert second == "licenses.csv: oats is locked no more"


def test_each_allowed_license_has_a_reason_and_is_some_packages() -> None:
    rows = licenses.ALLOWED.read_text(encoding="utf-8").splitlines()[1:]
    assert all(len(row.split(",", 2)) == 3 and row.split(",", 2)[2] for row in rows)
    assert set(allowed().values()) == {EVERYWHERE, "tools"}
    used = " ".join(row.license for row in licensed().values()).replace("(", " ").replace(")", " ").split()
    assert allowed().keys() <= set(used)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"License_Expression": "MIT", "License": "the MIT one"}, "MIT"),
        (
            {"License": "MIT License\n\nCopyright", "Classifier": "License :: OSI Approved :: BSD License"},
            "MIT License",
        ),
        ({"License": "UNKNOWN", "Classifier": "License :: OSI Approved :: BSD License"}, "BSD License"),
        ({"Classifier1": "License :: A", "Classifier2": "Topic :: B", "Classifier3": "License :: C"}, "A; C"),
        ({}, ""),
    ],
)
def test_a_package_tells_its_license_in_one_of_three_ways(told: dict[str, str], words: str) -> None:
    made = metadata(**told)
    assert told_by(made) == words


def test_nothing_is_read_where_nothing_is_installed(tmp_path: Path) -> None:
    for name in licenses.PYTHON_LOCKS:
        (tmp_path / name).touch()
    assert licenses.told_in_environments(tmp_path) == {}
