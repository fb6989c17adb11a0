"""What the criteria say about each coded reason, in the portal's own words, and which facts of a file bear on it.

The words sum up the cited source; they are not its text. A code without words here is shown with its source and edition
alone.
"""

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.marking import N_


class FileFact(StrEnum):
    """A question that the file of a form can answer without judging."""

    EARLIER_DOSES = auto()  # doses of this vaccine on record when the form was signed
    DURATION = auto()  # how long the line lasts, beside what the table expects
    WAIT = auto()  # months between the signing and the end, beside the months to wait
    SUPPORT = auto()  # what the physician wrote, and what came after a question


class Criterion(NamedTuple):
    """The marked sentence, and the facts to look up. The sentence may name %(months)s to wait."""

    text: str
    facts: tuple[FileFact, ...]


_REACTION = (FileFact.EARLIER_DOSES, FileFact.DURATION)
_DURATION = (FileFact.DURATION,)

_AFTER_A_DOSE = Criterion(
    N_("Not given after a severe allergic reaction, such as anaphylaxis, to an earlier dose of this vaccine."),
    _REACTION,
)
_COMPONENT = Criterion(
    N_(
        "Not given after a severe allergic reaction to a component of the vaccine. "
        "A product without that component can still be given."
    ),
    _DURATION,
)
_ENCEPHALOPATHY = Criterion(
    N_(
        "Pertussis vaccine is not given after encephalopathy within 7 days of an earlier dose, where no other cause "
        "was found. Vaccines against diphtheria and tetanus alone can still be given."
    ),
    _REACTION,
)
_NEUROLOGIC = Criterion(
    N_("Put off while a neurologic disorder is progressive or unstable, until treatment has stabilized it."), _DURATION
)
_INHERITED = Criterion(
    N_("A live vaccine is not given to a child with this inherited immune deficiency."),
    (FileFact.SUPPORT, FileFact.DURATION),
)
_WEAKENED = Criterion(
    N_(
        "A live vaccine is not given while a disease or its treatment severely weakens the immune system. "
        "It can be given when the immune system has recovered."
    ),
    _DURATION,
)
_ANTIBODIES = Criterion(
    N_(
        "A live vaccine is put off for %(months)s months after this product, because its antibodies weaken the vaccine."
    ),
    (FileFact.WAIT, FileFact.EARLIER_DOSES),
)
_PRODUCT = Criterion(
    N_("Concerns the combined MMRV product alone. Separate MMR and varicella vaccines can be given."), _DURATION
)
_IMMUNITY = Criterion(
    N_(
        "Proof of immunity takes the place of doses: a laboratory result or, for varicella, a clinician who verified "
        "the disease. For MMR, all three diseases must be shown."
    ),
    (FileFact.SUPPORT, FileFact.EARLIER_DOSES),
)
_NO_REASON = Criterion(
    N_("A condition that is commonly mistaken for a contraindication. It cannot carry an exemption by itself."),
    (FileFact.SUPPORT,),
)

_SINGLE: Mapping[str, Criterion] = {
    "GEN-MODSEV": Criterion(
        N_("Put off while the child is moderately or severely ill, with or without fever, and given after recovery."),
        _DURATION,
    ),
    "TET-GBS": Criterion(
        N_("Weigh the next dose where Guillain-Barré syndrome came within 6 weeks of a vaccine with tetanus toxoid."),
        _REACTION,
    ),
    "TET-ARTHUS": Criterion(
        N_("Put off after an Arthus reaction until 10 years have passed since the last dose with tetanus toxoid."),
        _REACTION,
    ),
    "IPV-PREG": Criterion(N_("Put off during pregnancy, unless protection is needed right away."), _DURATION),
    "LIVE-PREG": Criterion(N_("A live vaccine is not given during pregnancy."), _DURATION),
    "LIVE-NEO": Criterion(
        N_(
            "Not given after a severe allergic reaction to neomycin. A skin rash from neomycin (contact dermatitis) is "
            "no contraindication."
        ),
        _DURATION,
    ),
    "LIVE-HIV-SEV": Criterion(
        N_("Not given with HIV infection while the immune system is severely weakened. Without that, it can be given."),
        (FileFact.SUPPORT, FileFact.DURATION),
    ),
    "LIVE-FHX": Criterion(
        N_(
            "Not given with a family history of inherited immune deficiency in a parent, brother, or sister, unless "
            "the child's immune system has been tested and found normal."
        ),
        (FileFact.SUPPORT, FileFact.DURATION),
    ),
    "LIVE-TB": Criterion(N_("Put off with active tuberculosis until it is being treated."), _DURATION),
    "MMR-THROMBO": Criterion(
        N_("Weigh the next dose where low platelets (thrombocytopenia) are in the child's history."), _REACTION
    ),
    "MMR-TST": Criterion(
        N_("A tuberculosis test is done before the vaccine or on the same day. Otherwise wait 4 weeks with the test."),
        _DURATION,
    ),
    "VAR-ANTIVIRAL": Criterion(
        N_(
            "Put off for 24 hours after acyclovir, famciclovir, or valacyclovir. Avoid them for 14 days after the dose."
        ),
        _DURATION,
    ),
    "VAR-ASA": Criterion(N_("Weigh the dose while the child takes aspirin or a product with it."), _DURATION),
    "HIB-AGE": Criterion(N_("Not given before the age of 6 weeks."), ()),
    "OTHER-SOC": Criterion(
        N_(
            "No reason on the list of criteria. Another contraindication or precaution, family history too, can be "
            "accepted where the physician gives written support that agrees with the standard of care."
        ),
        (FileFact.SUPPORT, FileFact.DURATION, FileFact.EARLIER_DOSES),
    ),
}
_SHARED: tuple[tuple[Criterion, tuple[str, ...]], ...] = (
    (
        _AFTER_A_DOSE,
        ("GEN-ANA-DOSE", "TET-ANA-DT", "TET-ANA-TT", "PER-ANA", "IPV-ANA", "MMR-ANA", "VAR-ANA", "HEPB-ANA", "HIB-ANA"),
    ),
    (_COMPONENT, ("GEN-ANA-COMP", "IPV-NEO", "IPV-STREP", "IPV-POLYB", "IPV-2PE", "LIVE-GEL", "HEPB-YEAST")),
    (_ENCEPHALOPATHY, ("DTAP-ENC7", "TDAP-ENC7")),
    (_NEUROLOGIC, ("DTAP-NEURO", "TDAP-NEURO")),
    (_INHERITED, ("LIVE-IMM-T-COMP", "LIVE-IMM-T-PART", "LIVE-IMM-IFN", "LIVE-IMM-PHAG")),
    (_WEAKENED, ("LIVE-MALIG", "LIVE-CHEMO", "LIVE-RADIO", "LIVE-SOT", "LIVE-ISUP")),
    (_ANTIBODIES, tuple(code for code in LABELS if code.startswith("LIVE-IG-"))),
    (_PRODUCT, ("MMRV-HIV", "MMRV-SEIZ")),
    (_IMMUNITY, ("IMM-MEA", "IMM-MUM", "IMM-RUB", "IMM-VAR-LAB", "IMM-VAR-HX", "IMM-HEPB")),
    (_NO_REASON, tuple(code for code in LABELS if code.startswith("MIS-"))),
)
CRITERIA: Mapping[str, Criterion] = MappingProxyType(
    {**_SINGLE, **{code: criterion for criterion, codes in _SHARED for code in codes}}
)
"""By reason code."""
