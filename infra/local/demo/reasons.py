"""Medical reasons as the demo's physicians write them: all invented."""

from collections.abc import Callable
from datetime import date

from chalicelib.domain.request import LineDraft
from chalicelib.law.enums import Vaccine
from infra.local.demo.clinics import permanent, temporary
from infra.local.demo.papers import Paper

V = Vaccine


def _temporary(code: str, text: str, *vaccines: Vaccine) -> Callable[[date], list[LineDraft]]:
    """The lines, once their last day is given."""
    return lambda until: [temporary(vaccine, code, text, until) for vaccine in vaccines]


def _permanent(code: str, text: str, *vaccines: Vaccine) -> list[LineDraft]:
    return [permanent(vaccine, code, text) for vaccine in vaccines]


leukemia = _temporary(
    "LIVE-CHEMO",
    "Acute lymphoblastic leukemia, in maintenance chemotherapy at the children's hospital. Live virus vaccines must "
    "wait until three months after the last dose.",
    *(V.MMR, V.VAR),
)
kidney_transplant = _temporary(
    "LIVE-SOT",
    "Kidney transplant; takes tacrolimus and mycophenolate. Live virus vaccines are contraindicated meanwhile.",
    *(V.MMR, V.VAR),
)
kawasaki = _temporary(
    "LIVE-IG-141",
    "Kawasaki disease, treated with intravenous immune globulin (2 g/kg). Cardiology sees the child again first.",
    *(V.MMR, V.VAR),
)
seizures = _temporary(
    "DTAP-NEURO",
    "Infantile spasms, not yet controlled. Neurology sees the child again in spring and will advise on the next dose.",
    V.DTAP,
)
arthritis = _temporary("LIVE-ISUP", "Juvenile idiopathic arthritis, treated with adalimumab and methotrexate.", V.VAR)
MEASLES_VACCINE_ALLERGY = _permanent(
    "MMR-ANA",
    "Anaphylaxis eleven minutes after the first dose: hives, wheezing, low blood pressure. Epinephrine given twice; "
    "admitted overnight. Confirmed by allergy clinic.",
    V.MMR,
)
GELATIN_ALLERGY = _permanent(
    "LIVE-GEL",
    "Anaphylaxis to gelatin at age three, confirmed by specific IgE and by the allergy clinic.",
    *(V.MMR, V.VAR),
)
IMMUNE_DEFICIENCY = _permanent(
    "LIVE-IMM-T-PART",
    "DiGeorge syndrome with low T cells, confirmed by flow cytometry; followed by clinical immunology.",
    *(V.MMR, V.VAR),
)
ENCEPHALOPATHY = _permanent(
    "DTAP-ENC7",
    "Encephalopathy with a long seizure three days after the third DTaP dose; no other cause found in hospital.",
    V.DTAP,
)
TETANUS_REACTION = _permanent(
    "TET-ANA-TT",
    "Anaphylaxis after a tetanus-containing dose at age five; confirmed by allergy clinic. Antitoxin plan is on file.",
    V.TDAP,
)
YEAST_ALLERGY = _permanent("HEPB-YEAST", "Anaphylaxis to baker's yeast, confirmed by specific IgE.", V.HEPB)
HAD_CHICKENPOX = _permanent("IMM-VAR-LAB", "Varicella IgG positive (laboratory report of this spring on file).", V.VAR)
_NEOMYCIN = "Anaphylaxis to neomycin eye drops, treated in the emergency department; confirmed by allergy clinic."
NEOMYCIN_ALLERGY = [permanent(V.IPV, "IPV-NEO", _NEOMYCIN), permanent(V.MMR, "LIVE-NEO", _NEOMYCIN)]
# Not a reason that the state will accept.
FAMILY_WORRY = _permanent(
    "OTHER-SOC",
    "A cousin has an autoimmune disease. In my judgment this child should not have further doses; no test or "
    "specialist's letter is needed.",
    *(V.MMR, V.VAR),
)
ECZEMA = _permanent(
    "OTHER-SOC", "Eczema since infancy, and the family reports that it grew worse after earlier shots.", V.MMR
)
# The criteria name it as no reason; there is a severe reaction behind it.
EGG_ALLERGY = _permanent(
    "OTHER-SOC",
    "Severe egg allergy with two stays in intensive care. The allergy clinic advised against the vaccine outside a "
    "hospital; its letter is on file.",
    V.MMR,
)
EGG_ALLERGY_LETTER = Paper(
    "Allergy clinic's letter",
    (
        "Allergy and Asthma Clinic",
        "",
        "This child was treated in intensive care twice after eating egg.",
        "We advise against the vaccine outside a hospital.",
    ),
)
