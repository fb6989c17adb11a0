"""The words of an outbreak: the diseases by name, and why a student is unprotected."""

from collections.abc import Mapping

from chalicelib.law.marking import N_
from chalicelib.law.unprotected import WhyUnprotected

DISEASES: Mapping[str, str] = {
    "measles": N_("Measles"),
    "mumps": N_("Mumps"),
    "rubella": N_("Rubella"),
    "varicella": N_("Chickenpox (varicella)"),
    "pertussis": N_("Whooping cough (pertussis)"),
    "diphtheria": N_("Diphtheria"),
    "poliomyelitis": N_("Polio"),
    "Haemophilus influenzae type b": N_("Haemophilus influenzae type b (Hib)"),
    "hepatitis B": N_("Hepatitis B"),
    "tetanus": N_("Tetanus"),
}
"""By the names of the law's table, those that spread fastest in a school first."""

WHY: Mapping[WhyUnprotected, str] = {
    WhyUnprotected.PERMANENT_EXEMPTION: N_("Permanent medical exemption"),
    WhyUnprotected.TEMPORARY_EXEMPTION: N_("Temporary medical exemption"),
    WhyUnprotected.OLDER_PAPER: N_("Older exemption on paper"),
    WhyUnprotected.NOT_REQUIRED_OF_STUDENT: N_(
        "No shots are required: independent study, home-based school, or 18 or older"
    ),
    WhyUnprotected.SPECIAL_EDUCATION: N_("Individualized education program (IEP), without all doses"),
    WhyUnprotected.RECORD_AWAITED: N_("Record awaited: foster youth, homeless, or military family"),
    WhyUnprotected.CONDITIONAL: N_("Admitted conditionally, the next dose is not due yet"),
    WhyUnprotected.NO_RECORD: N_("No dose on record"),
    WhyUnprotected.DOUBTFUL_DOSES: N_("A dose is doubtful: the record names no day"),
    WhyUnprotected.NOT_YET_REQUIRED: N_("Not all doses. They are not required at this age or grade"),
    WhyUnprotected.OVERDUE: N_("Doses missing or overdue"),
}
