"""S-71: whatever is not the real portal's own data is made up: fixtures, demo, sample directory, examples, texts."""

import pytest

from infra.local.demo import cast
from infra.local.demo.cast import Doctor
from infra.local.license_service import load_physicians
from infra.sample_directory import read_sample
from infra.sample_directory.generate import sample_files
from infra.supply import real_people
from infra.supply.leaked_secrets import tree
from infra.supply.real_people import found_in_text, found_in_tree, unseeded_draws

AT = "@"


def joined(*parts: str) -> str:
    """A text that does not stand in this file as it is: the scan reads this file, too."""
    return "".join(parts)


REAL = {
    "a telephone number": (
        joined("(916) ", "445-2841"),
        joined("916", "4452841"),
        joined("+1 916 ", "445 2841"),
        joined("916-", "555-", "0200"),
        joined("1.916.", "445.2841"),
        joined("tel:916-", "445-2841"),
    ),
    "an e-mail address": (
        joined("ana", AT, "gmail.com"),
        joined("front.office", AT, "lausd.net"),
        joined("{who}", AT, "example.org.evil.net"),
        joined("x", AT, "myexample.org"),
        joined("mailto:ana", AT, "cdph.ca.gov"),
    ),
    "a social security number": (joined("219-", "09-", "9999"), joined("219 ", "09 ", "9999")),
}
OF_A_SCHOOL = 14  # digits
FICTION = (
    "(916) 555-0100",
    "916 555 0199",
    "tel:+19165550123",
    "ana@example.org",
    "a.b@mail.example",
    "x@x.test",
    "no-reply@localhost.test",
    "000-12-3456",
    "666-12-3456",
    "987-65-4320",
    "2026-11-20",
    "19757130000001",
    "A7KC-39WT-XHY",
    "@media print",
    "@pages.page",
    "93701-1234",
    "1798.24-1798.29",
    "990000001",
)


def test_nothing_in_the_project_could_be_someone_real() -> None:
    assert [str(finding) for finding in found_in_tree()] == []


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in REAL.items() for text in texts])
def test_what_could_be_somebodys_is_found(kind: str, text: str) -> None:
    (finding,) = found_in_text("notes.txt", f"nothing\nCall {text}, please")
    assert (finding.line, finding.kind) == (2, f"{kind} that could be someone's")
    assert text not in str(finding)


@pytest.mark.parametrize("text", FICTION)
def test_what_is_kept_free_for_fiction_is_not(text: str) -> None:
    assert list(found_in_text("notes.txt", f"Call {text}, please")) == []


def test_every_kind_of_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()
    monkeypatch.setattr(real_people, "found_in_text", lambda path, _text: read.add(path) or ())
    found_in_tree()
    for part in (
        "infra/local/demo/",
        "infra/sample_directory/",
        "infra/local/license_data/",
        "tests/",
        "tests/features/",
        "docs/",
        "templates/notices/",
        "chalicelib/law/tables/",
        "README.md",
    ):
        assert any(path.startswith(part) for path in read), part


# The Medical Board's A and C numbers have six digits and begin with 1; its G series ended before 90,000; the
# Osteopathic Board is in the 20,000s.
# Beyond these no one holds a license, for many years to come.
NOBODYS = {"A": 900_000, "C": 900_000, "G": 90_000, "20A": 90_000}


def test_the_physicians_of_the_local_run_have_numbers_that_no_board_has_given_out() -> None:
    people = list(load_physicians())
    assert len(people) > 30
    assert [person.number for person in people if int(person.number) <= NOBODYS[person.rank or "20A"]] == []


def test_the_demos_physicians_are_among_them() -> None:
    numbers = {int(person.number) for person in load_physicians()}
    doctors = [each for each in vars(cast).values() if isinstance(each, Doctor)]
    assert len(doctors) > 10
    assert [each.license for each in doctors if int(each.license.split()[-1]) not in numbers] == []


def test_the_sample_directory_is_the_same_each_time_and_every_number_of_it_is_invented() -> None:
    names = {row.facility.id: row.facility.name for parsed in read_sample() for row in parsed.rows}
    assert names[cast.CLOVERMEAD].startswith("Clovermead")  # the demo's families go there
    assert [finding for name, text in sample_files().items() for finding in found_in_text(name, text)] == []
    ids = list(names)
    assert len(ids) > 300
    # A school's number is county, district, school; districts 99000 and up are no one's. A child care number begins so.
    assert [number for number in ids if number[2 if len(number) == OF_A_SCHOOL else 0 :][:2] != "99"] == []


def test_whatever_draws_by_chance_draws_the_same_each_time() -> None:
    files = [path for path in tree() if path.endswith(".py") and path.startswith(("infra/", "tests/"))]
    assert [str(finding) for finding in unseeded_draws(files)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [("random.choice('ab')", 1), ("random.Random()", 1), ("random.Random(7)", 0), ("self.random.choice('ab')", 0)],
)
def test_a_draw_without_a_seed_is_found(
    source: str, found: int, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    (folder / "made.py").write_text(f"import random\n{source}\n")
    monkeypatch.setattr(real_people, "ROOT", folder)
    assert len(list(unseeded_draws(["made.py"]))) == found
