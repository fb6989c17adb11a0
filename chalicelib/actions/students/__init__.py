"""The school's record of its students, with or without an exemption (17 CCR 6070(b))."""
