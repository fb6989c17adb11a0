"""The words of the law page: how sure we are, what a rule concludes, and what its tables list."""

from collections.abc import Mapping

from chalicelib.law.book.rule_book import Enforcement
from chalicelib.law.enums import Confidence
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome

SURE: Mapping[Confidence, tuple[str, str]] = {
    Confidence.READ: (N_("V: read"), N_("We read this in the law itself or on an official page.")),
    Confidence.SECOND_HAND: (N_("P: second-hand"), N_("We read about this in another text, not in the law itself.")),
    Confidence.MEMORY: (
        N_("M: from memory"),
        N_("We know this from the law's text, but have not compared it with the text again. A lawyer must check it."),
    ),
    Confidence.RESOLVED: (
        N_("R: our choice"),
        N_("The law does not say, or the sources do not agree. We chose this, and a lawyer must check it."),
    ),
}
"""How sure we are of a fact: in short, and explained."""

ENFORCEMENTS: Mapping[Enforcement, tuple[str, str]] = {
    Enforcement.ENFORCED: (N_("Applied here"), N_("This website follows the rule when people use it.")),
    Enforcement.EXPLAINED: (
        N_("Explained only"),
        N_("This website does not apply the rule. We explain it because families, schools, and doctors may need it."),
    ),
}
"""What the portal does with a rule: in short, and explained."""

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ALLOWED: N_("Allowed"),
    Outcome.REFUSED: N_("Not allowed"),
    Outcome.MAY_ISSUE: N_("The physician may sign"),
    Outcome.HOLD: N_("The form is on hold"),
    Outcome.REFUSE: N_("The physician cannot sign"),
    Outcome.TRY_LATER: N_("Try again later"),
    Outcome.REQUIRED: N_("Required"),
    Outcome.NOT_REQUIRED: N_("Not required"),
    # Translators: an appeal that was filed by the last day for it
    Outcome.TIMELY: N_("On time"),
    # Translators: an appeal that was filed, or an answer that is given, after its last day
    Outcome.LATE: N_("Late"),
    Outcome.STAYED: N_("The doses can wait"),
    Outcome.NOT_STAYED: N_("The doses cannot wait"),
    Outcome.REINSTATE: N_("The exemption comes back"),
    Outcome.UPHOLD: N_("The revocation stays in force"),
    Outcome.CANNOT_DETERMINE: N_("This cannot be told from the facts"),
    Outcome.ADMIT: N_("Admit"),
    Outcome.ADMIT_CONDITIONALLY_UNTIL: N_("Admit conditionally"),
    Outcome.KEEP_ATTENDING_UNTIL: N_("May attend"),
    Outcome.NOT_AN_EXEMPTION: N_("Not an exemption today"),
    Outcome.CHECK_RECORD: N_("Check the record"),
    Outcome.EXCLUDE_FROM: N_("Exclude"),
    Outcome.MET: N_("The doses are complete"),
    Outcome.SHORT: N_("Doses are missing"),
}
"""What a rule concludes, in words."""

TABLES: Mapping[str, str] = {
    "assumed_calendar": N_("The assumed school calendar"),
    "conditional_doses": N_("When further doses are due"),
    "court_holidays": N_("Days on which the courts observe a holiday"),
    "criteria_sets": N_("Criteria for medical reasons"),
    "dca_status": N_("What each license status means"),
    "dose_kinds": N_("Which doses count toward which vaccine"),
    "dose_rules": N_("Doses by age and grade"),
    "enrollment": N_("Children who are enrolled right away"),
    "holiday_rules": N_("Holidays"),
    "license_types": N_("License numbers"),
    "listed_diseases": N_("Diseases that the law names"),
    "lunar_holidays": N_("Holidays whose date changes each year"),
    "medical_reasons": N_("Medical reasons"),
    "report_due": N_("Last days of the annual report"),
    "report_vaccines": N_("Vaccines that the annual report counts"),
    "reporters": N_("Who files the annual report"),
    "span_vaccines": N_("Vaccines that a form can name"),
    "stay_away": N_("How long students usually stay away"),
    "vaccine_products": N_("Vaccine products"),
}
"""What the tables of the law list, by their names."""
