"""The labels of the medical reasons, marked for translation; the coded rows are in `tables/`."""

from collections.abc import Mapping
from types import MappingProxyType

from chalicelib.law.marking import N_

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "GEN-ANA-DOSE": N_("Severe allergic reaction (for example, anaphylaxis) after an earlier dose of this vaccine"),
        "GEN-ANA-COMP": N_("Severe allergic reaction to a component of this vaccine"),
        "GEN-MODSEV": N_("Moderate or severe acute illness, with or without fever"),
        "DTAP-ENC7": N_("Encephalopathy with no other identifiable cause within 7 days of an earlier DTP/DTaP dose"),
        "TDAP-ENC7": N_(
            "Encephalopathy with no other identifiable cause within 7 days of an earlier DTP/DTaP/Tdap dose"
        ),
        "DTAP-NEURO": N_(
            "Progressive or unstable neurologic disorder (infantile spasms, uncontrolled epilepsy, "
            "progressive encephalopathy) until stabilized"
        ),
        "TDAP-NEURO": N_(
            "Progressive or unstable neurologic disorder, uncontrolled seizures or progressive "
            "encephalopathy until stabilized"
        ),
        "TET-GBS": N_("Guillain-Barré syndrome within 6 weeks after a tetanus-toxoid vaccine"),
        "TET-ARTHUS": N_(
            "Arthus-type reaction after a diphtheria- or tetanus-toxoid vaccine; wait until 10 years "
            "after last tetanus-toxoid dose"
        ),
        "TET-ANA-DT": N_("Severe allergic reaction after a diphtheria-containing dose"),
        "TET-ANA-TT": N_("Severe allergic reaction after a tetanus-containing dose"),
        "PER-ANA": N_("Severe allergic reaction after a pertussis-containing dose"),
        "IPV-ANA": N_("Severe allergic reaction after a polio vaccine dose"),
        "IPV-NEO": N_("Severe allergy to neomycin"),
        "IPV-STREP": N_("Severe allergy to streptomycin"),
        "IPV-POLYB": N_("Severe allergy to polymyxin B"),
        "IPV-2PE": N_("Hypersensitivity to 2-phenoxyethanol"),
        "IPV-PREG": N_("Pregnancy"),
        "MMR-ANA": N_("Severe allergic reaction after a measles-, mumps- or rubella-containing dose"),
        "LIVE-NEO": N_("Severe allergy to neomycin"),
        "LIVE-GEL": N_("Severe allergy to gelatin"),
        "LIVE-PREG": N_("Pregnancy"),
        "LIVE-IMM-T-COMP": N_("Complete T-lymphocyte defect (for example, SCID, complete DiGeorge)"),
        "LIVE-IMM-T-PART": N_(
            "Partial T-lymphocyte defect (for example, most DiGeorge, Wiskott-Aldrich, ataxia-telangiectasia)"
        ),
        "LIVE-IMM-IFN": N_("Interferon-gamma/alpha axis deficiency"),
        "LIVE-IMM-PHAG": N_("Leukocyte adhesion defect or myeloperoxidase deficiency"),
        "LIVE-HIV-SEV": N_("HIV infection with severe immunosuppression"),
        "MMRV-HIV": N_("HIV infection of any severity: MMRV product only"),
        "LIVE-MALIG": N_("Generalized malignancy, leukemia or lymphoma"),
        "LIVE-CHEMO": N_("Chemotherapy: from 14 days before start until 3 months after end"),
        "LIVE-RADIO": N_("Radiation therapy"),
        "LIVE-SOT": N_("Solid organ transplant / anti-rejection therapy (at least 2 months after stopping)"),
        "LIVE-ISUP": N_(
            "Immunosuppressive therapy (including high-dose steroids 14 days or more, TNF inhibitors, anti-B-cell)"
        ),
        "LIVE-FHX": N_(
            "First-degree relative with congenital or hereditary immunodeficiency, until the child is "
            "shown immunocompetent"
        ),
        "LIVE-TB": N_("Active untreated tuberculosis"),
        "LIVE-IG-125": N_("Antibody-containing product in the last 3 months: Tetanus immune globulin"),
        "LIVE-IG-126": N_("Antibody-containing product in the last 6 months: Hepatitis A immune globulin"),
        "LIVE-IG-127": N_("Antibody-containing product in the last 3 months: Hepatitis B immune globulin"),
        "LIVE-IG-128": N_("Antibody-containing product in the last 4 months: Rabies immune globulin"),
        "LIVE-IG-129": N_("Antibody-containing product in the last 5 months: Varicella immune globulin"),
        "LIVE-IG-130": N_("Antibody-containing product in the last 5 months: Measles IG, 0.25 mL/kg"),
        "LIVE-IG-131": N_("Antibody-containing product in the last 6 months: Measles IG, 0.5 mL/kg"),
        "LIVE-IG-132": N_("Antibody-containing product in the last 3 months: RBC, adenine-saline added"),
        "LIVE-IG-133": N_("Antibody-containing product in the last 6 months: Packed RBC"),
        "LIVE-IG-134": N_("Antibody-containing product in the last 6 months: Whole blood"),
        "LIVE-IG-135": N_("Antibody-containing product in the last 7 months: Plasma or platelets"),
        "LIVE-IG-136": N_("Antibody-containing product in the last 6 months: CMV IGIV"),
        "LIVE-IG-137": N_("Antibody-containing product in the last 8 months: IGIV replacement for immune deficiency"),
        "LIVE-IG-138": N_("Antibody-containing product in the last 8 months: IGIV for ITP 400 mg/kg"),
        "LIVE-IG-139": N_("Antibody-containing product in the last 8 months: IGIV varicella post-exposure"),
        "LIVE-IG-140": N_("Antibody-containing product in the last 10 months: IGIV for ITP 1000 mg/kg"),
        "LIVE-IG-141": N_("Antibody-containing product in the last 11 months: IGIV for Kawasaki disease"),
        "MMR-THROMBO": N_("History of thrombocytopenia or thrombocytopenic purpura"),
        "MMR-TST": N_("Tuberculin skin test or IGRA needed"),
        "VAR-ANA": N_("Severe allergic reaction after a varicella-containing dose"),
        "VAR-ANTIVIRAL": N_("Acyclovir, famciclovir or valacyclovir in the 24 hours before (avoid for 14 days after)"),
        "VAR-ASA": N_("Aspirin or aspirin-containing therapy"),
        "MMRV-SEIZ": N_("Personal or first-degree family history of seizures: MMRV product only"),
        "HEPB-ANA": N_("Severe allergic reaction after a hepatitis B dose"),
        "HEPB-YEAST": N_("Hypersensitivity to yeast"),
        "HIB-ANA": N_("Severe allergic reaction after a Hib dose"),
        "HIB-AGE": N_("Age under 6 weeks"),
        "IMM-MEA": N_("Laboratory evidence of measles immunity"),
        "IMM-MUM": N_("Laboratory evidence of mumps immunity"),
        "IMM-RUB": N_("Laboratory evidence of rubella immunity"),
        "IMM-VAR-LAB": N_("Laboratory evidence of varicella immunity or disease"),
        "IMM-VAR-HX": N_("Clinician-verified varicella or herpes zoster"),
        "IMM-HEPB": N_("Laboratory evidence of hepatitis B immunity or infection"),
        "OTHER-SOC": N_(
            "Other contraindication or precaution, including family medical history, with written "
            "support consistent with the standard of care"
        ),
        "MIS-01": N_("Mild acute illness with or without fever"),
        "MIS-02": N_("Low-grade or moderate fever after an earlier dose"),
        "MIS-03": N_("Mild or moderate local reaction after an earlier dose"),
        "MIS-04": N_("Current antimicrobial therapy"),
        "MIS-05": N_("Convalescent phase of illness"),
        "MIS-06": N_("Recent exposure to an infectious disease"),
        "MIS-07": N_("Preterm birth"),
        "MIS-08": N_("Breastfeeding"),
        "MIS-09": N_("Unimmunized, pregnant or immunodeficient household contact"),
        "MIS-10": N_("Penicillin or other non-vaccine allergy; relatives with allergy"),
        "MIS-11": N_("Lack of a physical examination in a well-appearing child"),
        "MIS-12": N_("Family history of seizures (DTaP, MMR, VAR separately)"),
        "MIS-13": N_("Family history of sudden infant death"),
        "MIS-14": N_("Family history of an adverse event after immunization"),
        "MIS-15": N_("Family history of autism or autoimmune disease; personal autoimmune disease"),
        "MIS-16": N_(
            "Stable neurologic condition (for example, cerebral palsy, controlled epilepsy, developmental delay)"
        ),
        "MIS-17": N_("Fever, prolonged crying, fainting or limpness after an earlier DTaP dose"),
        "MIS-18": N_("Egg allergy (MMR)"),
        "MIS-19": N_("Positive tuberculin test without disease (MMR, VAR)"),
        "MIS-20": N_("Asthma, eczema, hay fever, atopy; inhaled or low-dose topical steroids"),
        "MIS-21": N_("Pregnancy of mother or close contact (MMR, VAR)"),
        "MIS-22": N_("MTHFR variants or other unvalidated genetic tests"),
        "MIS-23": N_("Multiple vaccines at one visit; alternative schedule"),
        "MIS-24": N_("Fear of needles / prior fainting"),
    }
)
