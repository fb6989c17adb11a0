"""A state that is empty yet, in no file."""

import pytest

from tests.checks.recorder import Recorder
from tests.clock import Clock
from tests.license_answers import LicenseAnswers
from tests.scale.filled import FilledState


@pytest.fixture
def empty_state(stand_ins: None, clock: Clock, licenses: LicenseAnswers, recorder: Recorder) -> FilledState:
    """A state without a form."""
    return FilledState.at(":memory:", clock, licenses, recorder)
