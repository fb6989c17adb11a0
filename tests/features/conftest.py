"""The sentences of case files, and the story of each scenario."""

from tests.acceptance.plugin import *  # noqa: F403 - its fixtures and hooks
from tests.acceptance.plugin import _any_step  # noqa: F401 - the one step
