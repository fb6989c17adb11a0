"""Importing the state's files, and the operator's command line."""

from pathlib import Path

import pytest

from chalicelib.actions.accounts.invite import Invitation, invite
from chalicelib.actions.facilities.import_directory import CHILD_CARE, PRIVATE_SCHOOLS, PUBLIC_SCHOOLS, import_directory
from chalicelib.directory.schools import read_schools
from chalicelib.domain.account import Role
from chalicelib.domain.errors import PortalError
from chalicelib.storage.districts import schools_of_district
from chalicelib.storage.table import Table
from infra import command
from infra.sample_directory import sample_contents
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.people import PASSWORD
from tests.portal import Portal


def test_the_sample_files_come_in_whole_and_a_second_time_changes_nothing(tables: Table) -> None:
    contents = sample_contents()
    first = list(import_directory(tables, contents))
    assert [(report.source, report.read, len(report.problems)) for report in first] == [
        (PUBLIC_SCHOOLS, 240, 0),
        (PRIVATE_SCHOOLS, 60, 0),
        (CHILD_CARE, 80, 0),
    ]
    assert [report.changed for report in first] == [report.read for report in first]
    assert [report.changed for report in import_directory(tables, contents)] == [0, 0, 0]
    assert len([item for item in all_items(tables.name) if item["type"] == "facility"]) == 380


def test_a_district_has_its_open_public_schools_and_no_private_one(tables: Table) -> None:
    """Given the state's files, when they are imported, then each district's list holds its open schools of the public
    file alone; a school that closes leaves the list, and a second import changes nothing."""
    contents = sample_contents()
    list(import_directory(tables, contents))
    office = "10990080000000"
    first = schools_of_district(tables, office)
    public = [row.facility for row in read_schools(contents[PUBLIC_SCHOOLS]).rows]
    is_open = {each.id for each in public if each.is_open and each.id.startswith(office[:7])}
    assert {each.facility_id for each in first} == is_open
    assert len(is_open) > 3
    before = all_items(tables.name)
    list(import_directory(tables, contents))
    assert all_items(tables.name) == before
    closed = min(is_open)
    lines = contents[PUBLIC_SCHOOLS].decode().split("\n")
    changed = [line.replace("Active", "Closed") if line.startswith(closed) else line for line in lines]
    list(import_directory(tables, {PUBLIC_SCHOOLS: "\n".join(changed).encode()}))
    assert {each.facility_id for each in schools_of_district(tables, office)} == is_open - {closed}


def test_a_districts_office_can_be_invited_once_the_directory_knows_it(world: World) -> None:
    """Given the state's file of public schools, then a person of a district's office can be invited; the office of a
    district that the file does not name cannot."""
    list(import_directory(world.table, sample_contents()))
    operator = world.ctx(world.operator())
    asked = Invitation("office@district.example", Role.SCHOOL, facility_ids=("10990080000000",))
    assert invite(operator, asked).subject.kind == "account"
    unknown = Invitation("other@district.example", Role.SCHOOL, facility_ids=("10999990000000",))
    with pytest.raises(PortalError) as refused:
        invite(world.ctx(world.operator()), unknown)
    assert refused.value.code == "FACILITY_UNKNOWN"


def test_the_command_tells_problems_by_line(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = sample_contents()[PRIVATE_SCHOOLS].decode().splitlines()
    broken = lines[2].replace("Active", "Asleep")
    (tmp_path / "schools.txt").write_text("\n".join([lines[0], lines[1], broken]) + "\n")
    assert command.main(["import-directory", "--private-schools", str(tmp_path / "schools.txt")]) == 0
    said = capsys.readouterr().out
    assert "private schools: 1 read, 1 new or changed, 1 problems" in said
    assert "Line 3, column StatusType" in said
    assert len(all_items(world.table.name)) > 1


@pytest.mark.parametrize("content", ["", "Name\tCity\nA\tB\n"])
def test_a_file_of_another_shape_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "other.txt").write_text(content)
    assert command.main(["import-directory", "--public-schools", str(tmp_path / "other.txt")]) == 1
    assert "0 read" in capsys.readouterr().out
    assert [item for item in all_items(world.table.name) if item.get("type") != "mark"] == []


def test_naming_no_file_is_an_error(tables: Table, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["import-directory"]) == 2
    assert "Name at least one file" in capsys.readouterr().err


def test_the_first_operator_opens_the_account_with_the_printed_link(
    world: World, portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "system_clock", world.clock)
    assert command.main(["first-operator", "operator@office.example"]) == 0
    link = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("https://"))
    page = portal.get(link.removeprefix("https://exemptions.example.org"))
    assert page.press("Open my account", first_name="Odile", last_name="Varga", password=PASSWORD).status == 303
    portal.get("/sign-in")
    assert portal.post("/sign-in", email="operator@office.example", password=PASSWORD).location == "/operators"
    assert portal.get("/operators").location == "/account/second-step"  # the second factor is set up first


def test_an_address_with_an_account_cannot_be_the_first_operator(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["first-operator", world.parent().email]) == 1
    assert "has an account already" in capsys.readouterr().err
