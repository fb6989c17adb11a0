"""What the law costs, counted so that no other work of the machine changes it: how much it loads and runs at a cold
start, and how many calls a whole form takes. Milliseconds are the subject of `make bench`."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType

from chalicelib import law
from chalicelib.law import physician_standing as standing
from chalicelib.law.duration import LineFacts, check_line
from chalicelib.law.enums import GradeSpan, LineKind, Vaccine
from chalicelib.law.exemption_content import FormFacts, FormLineFacts, PhysicianFacts, check_form
from chalicelib.law.grade_spans import check_vaccine_in_span
from chalicelib.law.medical_reasons import LineReasons, check_reason
from chalicelib.law.verdict import Verdict
from tests.by_python import of_this_python

ROOT = Path(law.__file__).parents[2]
BUDGET = json.loads((ROOT / "perf/budgets.json").read_text())["law"]
ON = date(2026, 11, 20)
MODULES = sorted(
    f"chalicelib.law.{path.stem}"
    for path in Path(law.__file__).parent.glob("*.py")
    if not path.stem.startswith(("rule_", "worked_", "__"))
)
IMPORT = """
import calendar, csv, enum, importlib, json, locale, pathlib, sys, typing, unicodedata, zoneinfo
import pydantic
before = set(sys.modules)
calls = 0
def count(frame, event, argument):
    global calls
    calls += event == "call"
sys.setprofile(count)
for name in sys.argv[1:]:
    importlib.import_module(name)
sys.setprofile(None)
print(json.dumps({"calls": calls, "modules": sorted(set(sys.modules) - before)}))
"""


def test_importing_all_of_the_law_loads_little_and_runs_little() -> None:
    command = [sys.executable, "-c", IMPORT, *MODULES]

    cost = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)

    assert [name for name in cost["modules"] if not name.startswith("chalicelib")] == []
    assert len(cost["modules"]) <= BUDGET["modules"]
    assert cost["calls"] <= of_this_python(BUDGET["import_calls"])


VACCINES = (Vaccine.DTAP, Vaccine.IPV, Vaccine.MMR, Vaccine.VAR, Vaccine.HEPB)
PHYSICIAN = PhysicianFacts("Alex Rivera", "A 60666", "1 Main Street, Fresno", "555-0100")
FORM = FormFacts(
    signed_on=ON,
    issuer=PHYSICIAN,
    issuer_is_pcp=False,
    pcp=PHYSICIAN,
    pcp_explanation="The specialist treats the condition",
    child_name="Kai",
    parent_name="Robin",
    parent_address="2 Oak Street, Fresno",
    institution_name="Oak School",
    institution_address="3 Oak Street, Fresno",
    examination_certified=True,
    treating_since=date(2020, 1, 2),
    lines=tuple(FormLineFacts(each, "Severe reaction to a dose", LineKind.TEMPORARY, ON) for each in VACCINES),
    release_authorized_by="Robin",
    release_authorized_on=ON,
    truth_certified=True,
    no_charge_attested=True,
)
STANDING = standing.StandingFacts(
    datetime(2026, 11, 20, 20, tzinfo=UTC),
    standing.Purpose.ISSUE,
    standing.LookUp.FOUND,
    "Rivera",
    record=standing.LicenseRecord("RIVERA", "20", date(2027, 9, 30), secondary_codes=("47",)),
)


def whole_form() -> list[Verdict]:
    verdicts = [check_form(FORM), standing.decide(STANDING)]
    for line in FORM.lines:
        verdicts.append(check_vaccine_in_span(line.vaccine, GradeSpan.TK_TO_6, on=ON, age_years=8))
        verdicts.append(check_line(LineFacts(LineKind.TEMPORARY, ON, date(2027, 11, 20))))
        verdicts.append(check_reason(LineReasons(line.vaccine, ("GEN-ANA-DOSE",), "Severe reaction", ON)))
    return verdicts


def calls_of(task: Callable[[], object]) -> int:
    """How many Python functions a second run of `task` calls; the first has filled the caches."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    task()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(before)
    return calls


def test_the_form_of_the_measurement_is_in_order() -> None:
    assert all(each.allowed for each in whole_form())


def test_a_whole_form_is_judged_in_few_calls() -> None:
    assert calls_of(whole_form) <= BUDGET["form_calls"]


def test_judging_a_form_twice_costs_the_same_both_times() -> None:
    assert calls_of(whole_form) == calls_of(whole_form)


def test_no_module_reads_a_table_when_it_is_imported() -> None:
    read = """
import importlib, sys
from chalicelib.law import tables
for name in sys.argv[1:]:
    importlib.import_module(name)
    if tables.rows.cache_info().currsize:
        sys.exit(name)
"""

    done = subprocess.run([sys.executable, "-c", read, *MODULES], cwd=ROOT, check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
