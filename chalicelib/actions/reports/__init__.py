"""The annual immunization report of a school (17 CCR 6075)."""
