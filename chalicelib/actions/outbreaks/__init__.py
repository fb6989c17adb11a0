"""An exposure at a school and the health officer's orders that follow (17 CCR 2508 and 6060; HSC 120370(b))."""
