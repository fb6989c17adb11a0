"""What becomes of one dose on record: whether it counts, and why it does not (17 CCR 6025)."""

from datetime import date

from chalicelib.law.conditional_schedule import commenced
from chalicelib.law.dose_schedule import Pupil, check_vaccine
from chalicelib.law.doses import Dose
from chalicelib.law.enums import Vaccine
from chalicelib.law.verdict import Outcome, Reason, ReasonCode, Verdict


def too_early(vaccine: Vaccine, pupil: Pupil, on: date) -> tuple[Reason, ...]:
    """Return why doses of a vaccine that is still short do not count: given before the least age, less four days."""
    found = check_vaccine(vaccine, pupil, on).reasons
    return tuple(each for each in found if each.code is ReasonCode.DOSE_TOO_EARLY)


def dose_counts(vaccine: Vaccine, pupil: Pupil, dose: Dose, on: date) -> Verdict:
    """Return MET where this one dose counts toward the vaccine's requirement, NOT_REQUIRED if there is none; SHORT
    with the reasons where it does not count."""
    alone = pupil._replace(doses=(dose,))
    found = check_vaccine(vaccine, alone, on)
    if found.outcome is not Outcome.SHORT:
        return found
    early = too_early(vaccine, alone, on)
    return Verdict(Outcome.SHORT, early) if early else commenced([vaccine], alone, on)
