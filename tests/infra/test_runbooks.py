"""Whoever is woken by an alarm finds what to do: each alarm names its section, and each section says the same four
things."""

import re

import pytest

from infra.package import alarms
from infra.package.runbooks import PAGE, SECTIONS, anchor_of, description_of
from infra.template import RESOURCES, ROOT, load

TEXT = (ROOT / PAGE).read_text()
SECTION_TEXTS = dict(re.findall(r"^## (.+)\n\n((?:(?!^## ).*\n?)+)", TEXT, re.MULTILINE))
WITHOUT_ALARM = {
    "Stolen account or license", "Leaked key", "Restore", "Roll back", "Breach", "A key is in danger",
    "A backup failed",
}  # fmt: skip
FUNCTIONS = ("APIHandler", "DeliverNotices", "LockedCopy", "MailEvents")
ALARMS = dict(
    [
        *alarms.of_pages("APIHandler"),
        *alarms.of_portal(),
        *(alarms.throttled(name) for name in FUNCTIONS),
        *(alarms.failed(name) for name in FUNCTIONS),
        *alarms.of_stream("LockedCopy"),
    ]
)


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_each_alarm_names_a_section_that_is_there_and_names_the_alarm(name: str) -> None:
    told = ALARMS[name]["Properties"]["AlarmDescription"]
    section, _, where = told.partition(": ")
    assert where == f"{PAGE}#{anchor_of(section)}"
    signal = SECTION_TEXTS[section].split("**First look**")[0]
    plain = name.removesuffix("Alarm")
    general = re.sub(r"^[A-Z][A-Za-z]+?(Failed|Throttled)$", r"(function)\1", plain)
    general = re.sub(r"^[A-Za-z]+DidNotRun$", "(job)DidNotRun", general)
    assert plain in signal or general in signal


@pytest.mark.parametrize("section", sorted(SECTION_TEXTS))
def test_each_section_says_signal_first_look_safe_act_and_undo(section: str) -> None:
    parts = re.findall(r"^- \*\*(.+?)\*\*: \S", SECTION_TEXTS[section], re.MULTILINE)
    assert parts == ["Signal", "First look", "Safe act", "Undo"]


def test_no_section_is_left_over_and_none_is_missing() -> None:
    assert SECTION_TEXTS.keys() == {*SECTIONS.values(), *WITHOUT_ALARM}
    with pytest.raises(LookupError):
        description_of("SomethingNew!")


@pytest.mark.parametrize("rule", ["KeyInDanger", "BackupFailed"])
def test_what_is_told_by_an_event_names_its_section_as_well(rule: str) -> None:
    told = load(RESOURCES)["Resources"][rule]["Properties"]
    section = told["Description"].partition(": ")[0]
    assert told["Description"].endswith(f"{PAGE}#{anchor_of(section)}")
    assert rule in SECTION_TEXTS[section]
    assert [target["Arn"] for target in told["Targets"]] == [{"Ref": "Alarms"}]
