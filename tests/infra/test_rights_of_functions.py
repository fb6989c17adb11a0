"""What each function's role allows is what the function uses (S-79; tests/rights): in a process of its own, as all that
the functions do must happen in one."""

import subprocess
import sys

import pytest

from infra.template import ROOT
from tests.changed_cells import changed_below
from tests.sampling import WHOLE

pytestmark = [
    pytest.mark.package,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not (WHOLE or changed_below(".chalice", "chalicelib/jobs", "chalicelib/runtime", "tests/rights")),
        reason="takes a minute; runs when a role, a job or a service was changed, and in `make test-all` always",
    ),
]


def test_each_function_uses_the_rights_that_it_has_and_no_others() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.rights"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
