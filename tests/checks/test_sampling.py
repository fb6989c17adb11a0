"""The samples of the large matrices: what was changed here, and what the day draws."""

import subprocess
from pathlib import Path

import pytest

from chalicelib.web.site import all_routes
from tests import changed_cells
from tests.changed_cells import ROOT, changed_below, changed_files, files_of, is_changed
from tests.sampling import WHOLE, drawn, is_drawn

NAMES = [f"tests/security/test_matrix.py::test_each[{number}]" for number in range(4000)]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Rosalba", "-c", "user.email=rosalba@mail.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def committed(folder: Path, name: str) -> None:
    (folder / name).write_text(name)
    git(folder, "add", name)
    git(folder, "commit", "-m", name)


class TestWhatWasChanged:
    def test_on_a_branch_all_since_it_left_the_main_line_committed_or_not(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-b", "main")
        committed(tmp_path, "old")
        git(tmp_path, "checkout", "-b", "mine")
        committed(tmp_path, "first")
        committed(tmp_path, "second")
        (tmp_path / "old").write_text("otherwise")
        (tmp_path / "new").write_text("not yet added")
        assert changed_files(tmp_path) == {tmp_path / name for name in ("first", "second", "old", "new")}

    def test_on_the_main_line_what_the_last_commit_changed(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-b", "main")
        committed(tmp_path, "old")
        committed(tmp_path, "last")
        assert changed_files(tmp_path) == {tmp_path / "last"}

    def test_with_a_first_commit_alone_what_is_not_committed(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-b", "main")
        committed(tmp_path, "old")
        (tmp_path / "new").write_text("not yet added")
        assert changed_files(tmp_path) == {tmp_path / "new"}

    def test_without_a_history_nothing(self, tmp_path: Path) -> None:
        git(tmp_path, "init")
        (tmp_path / "new").write_text("not yet added")
        assert changed_files(tmp_path) == frozenset()

    def test_without_git_nothing(self, tmp_path: Path) -> None:
        assert changed_files(tmp_path) == frozenset()

    def test_the_files_of_an_address_are_its_page_its_template_and_its_act(self) -> None:
        (route,) = [each for each in all_routes() if each.path == "/parents/requests/{request_id}/check"]
        files = {path.relative_to(ROOT).as_posix() for path in files_of(route)}
        assert {
            "chalicelib/web/parents/check_answers.py",
            "chalicelib/actions/requests/submit_request.py",
            "templates/parents/check_answers.html",
        } <= files

    def test_a_page_is_known_by_the_address_behind_its_ids(self, monkeypatch: pytest.MonkeyPatch) -> None:
        changed = frozenset({"/parents/requests/{request_id}/check", "/help"})
        monkeypatch.setattr(changed_cells, "changed_addresses", lambda: changed)
        assert is_changed("/parents/requests/abc234/check?from=home")
        assert is_changed("/help")
        assert not is_changed("/parents/requests/abc234/check/more")
        assert not is_changed("/parents/requests/abc234")

    def test_a_folder_is_changed_where_a_file_somewhere_in_it_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(changed_cells, "changed_files", lambda: frozenset({ROOT / "templates" / "parents" / "x"}))
        assert changed_below("assets", "templates")
        assert not changed_below("assets", "tests")

    def test_every_address_has_files_and_hardly_one_is_everyones(self) -> None:
        routes = list(all_routes())
        files = [files_of(route) for route in routes]
        assert all(any(path.is_file() for path in each) for each in files)
        shared = {path for path in frozenset().union(*files) if sum(path in each for each in files) > len(routes) / 2}
        assert shared == set()


class TestWhatTheDayDraws:
    def test_one_in_twenty_the_same_all_day_and_others_the_next(self) -> None:
        today, tomorrow = ({name for name in NAMES if is_drawn(name, 20, day)} for day in ("2026-11-20", "2026-11-21"))
        assert today == {name for name in NAMES if is_drawn(name, 20, "2026-11-20")}
        assert all(len(NAMES) / 30 < len(each) < len(NAMES) / 15 for each in (today, tomorrow))
        assert len(today & tomorrow) < len(today) / 4

    def test_of_a_few_that_are_dear_one(self) -> None:
        few = ["wide", "narrow", "middle"]
        assert {name for day in range(1, 29) for name in drawn(few, f"2026-11-{day:02}")} == set(few)
        assert len(drawn(few, "2026-11-20")) == (len(few) if WHOLE else 1)

    def test_within_a_quarter_of_a_year_nearly_every_cell_is_drawn(self) -> None:
        days = [f"2026-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 29)]
        missed = [name for name in NAMES if not any(is_drawn(name, 20, day) for day in days)]
        assert len(missed) < len(NAMES) / 40
