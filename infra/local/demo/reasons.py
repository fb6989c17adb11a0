"""Medical reasons as the demo's physicians write them: all invented."""

from datetime import date

from chalicelib.domain.request import LineDraft
from chalicelib.law.enums import Vaccine
from infra.local.demo.clinics import permanent, temporary

V = Vaccine


def leukemia(until: date) -> list[LineDraft]:
    """Both live vaccines wait for the end of chemotherapy."""
    text = (
        "Acute lymphoblastic leukemia, in maintenance chemotherapy at the children's hospital. Live virus vaccines "
        "must wait until three months after the last dose."
    )
    return [temporary(V.MMR, "LIVE-CHEMO", text, until), temporary(V.VAR, "LIVE-CHEMO", text, until)]


def kidney_transplant(until: date) -> list[LineDraft]:
    """Both live vaccines wait while rejection is being held off."""
    text = "Kidney transplant; takes tacrolimus and mycophenolate. Live virus vaccines are contraindicated meanwhile."
    return [temporary(V.MMR, "LIVE-SOT", text, until), temporary(V.VAR, "LIVE-SOT", text, until)]


def kawasaki(until: date) -> list[LineDraft]:
    """Antibodies from an infusion would make the live vaccines useless."""
    text = "Kawasaki disease, treated with intravenous immune globulin (2 g/kg). Cardiology sees the child again first."
    return [temporary(V.MMR, "LIVE-IG-141", text, until), temporary(V.VAR, "LIVE-IG-141", text, until)]


def seizures(until: date) -> list[LineDraft]:
    """The pertussis component waits until seizures are under control."""
    return [
        temporary(
            V.DTAP,
            "DTAP-NEURO",
            "Infantile spasms, not yet controlled. Neurology sees the child again in "
            "spring and will advise on the next dose.",
            until,
        )
    ]


def arthritis(until: date) -> list[LineDraft]:
    """The varicella vaccine waits while the immune system is held down."""
    return [
        temporary(V.VAR, "LIVE-ISUP", "Juvenile idiopathic arthritis, treated with adalimumab and methotrexate.", until)
    ]


def measles_vaccine_allergy() -> list[LineDraft]:
    """A reaction to the first dose."""
    return [
        permanent(
            V.MMR,
            "MMR-ANA",
            "Anaphylaxis eleven minutes after the first dose: hives, wheezing, low blood "
            "pressure. Epinephrine given twice; admitted overnight. Confirmed by allergy clinic.",
        )
    ]


def gelatin_allergy() -> list[LineDraft]:
    """Gelatin is in both live vaccines."""
    text = "Anaphylaxis to gelatin at age three, confirmed by specific IgE and by the allergy clinic."
    return [permanent(V.MMR, "LIVE-GEL", text), permanent(V.VAR, "LIVE-GEL", text)]


def immune_deficiency() -> list[LineDraft]:
    """Live vaccines are dangerous for the child."""
    text = "DiGeorge syndrome with low T cells, confirmed by flow cytometry; followed by clinical immunology."
    return [permanent(V.MMR, "LIVE-IMM-T-PART", text), permanent(V.VAR, "LIVE-IMM-T-PART", text)]


def encephalopathy() -> list[LineDraft]:
    """The pertussis component must not be given again."""
    return [
        permanent(
            V.DTAP,
            "DTAP-ENC7",
            "Encephalopathy with a long seizure three days after the third DTaP dose; "
            "no other cause found in hospital.",
        )
    ]


def tetanus_reaction() -> list[LineDraft]:
    """For the booster of grade 7."""
    return [
        permanent(
            V.TDAP,
            "TET-ANA-TT",
            "Anaphylaxis after a tetanus-containing dose at age five; confirmed by "
            "allergy clinic. Antitoxin plan is on file.",
        )
    ]


def yeast_allergy() -> list[LineDraft]:
    """Yeast is in the hepatitis B vaccine."""
    return [permanent(V.HEPB, "HEPB-YEAST", "Anaphylaxis to baker's yeast, confirmed by specific IgE.")]


def had_chickenpox() -> list[LineDraft]:
    """Immunity shown by a laboratory."""
    return [permanent(V.VAR, "IMM-VAR-LAB", "Varicella IgG positive (laboratory report of this spring on file).")]


def neomycin_allergy() -> list[LineDraft]:
    """Neomycin is in polio and both live vaccines."""
    text = "Anaphylaxis to neomycin eye drops, treated in the emergency department; confirmed by allergy clinic."
    return [permanent(V.IPV, "IPV-NEO", text), permanent(V.MMR, "LIVE-NEO", text)]


def family_worry() -> list[LineDraft]:
    """A reason that the state will not accept."""
    text = (
        "A cousin has an autoimmune disease. In my judgment this child should not have further doses; no test or "
        "specialist's letter is needed."
    )
    return [permanent(V.MMR, "OTHER-SOC", text), permanent(V.VAR, "OTHER-SOC", text)]


def eczema() -> list[LineDraft]:
    return [
        permanent(
            V.MMR, "OTHER-SOC", "Eczema since infancy, and the family reports that it grew worse after earlier shots."
        )
    ]


def egg_allergy() -> list[LineDraft]:
    """A reason that the criteria name as none, but with a severe reaction behind it."""
    return [
        permanent(
            V.MMR,
            "OTHER-SOC",
            "Severe egg allergy with two stays in intensive care. The allergy clinic "
            "advised against the vaccine outside a hospital; its letter is on file.",
        )
    ]
