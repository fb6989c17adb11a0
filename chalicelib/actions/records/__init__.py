"""A child's record: guardians, corrections, export, access, emergencies."""
