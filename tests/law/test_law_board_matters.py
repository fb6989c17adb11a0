"""What the codes of a license mean, and which of them CDPH has to classify."""

from datetime import date

import pytest

from chalicelib.law.board_matters import board_matter
from chalicelib.law.physician_standing import MatterKind, unknown_status

ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("code", "kind"), [("50", MatterKind.ACCUSATION), ("53", MatterKind.PROBATION), ("70", MatterKind.OTHER)]
)
def test_a_code_that_holds_is_classified_and_its_usual_kind_is_known(code: str, kind: MatterKind) -> None:
    matter = board_matter(code, ON)

    assert matter.needs_classification
    assert matter.usual_kind is kind
    assert matter.label


@pytest.mark.parametrize("code", ["48", "71", "82", "52"])
def test_a_code_that_only_informs_or_that_blocks_by_itself_is_not_classified(code: str) -> None:
    assert not board_matter(code, ON).needs_classification


@pytest.mark.parametrize("code", ["999", "X:12", "800-2026-000001|ACCUSATION FILED|2026-03-02"])
def test_a_code_no_one_knows_and_a_public_action_are_classified(code: str) -> None:
    matter = board_matter(code, ON)

    assert matter.needs_classification
    assert (matter.label, matter.is_status) == ("", False)


def test_a_license_status_no_one_knows_is_a_matter_of_its_own() -> None:
    matter = board_matter(unknown_status("50 ", ON) or unknown_status(" 30 ", ON), ON)

    assert (matter.code, matter.label, matter.is_status, matter.needs_classification) == ("status 30", "", True, True)
