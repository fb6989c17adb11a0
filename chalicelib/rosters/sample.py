"""A file of made-up students, for a first try of an import."""

from pathlib import Path

SAMPLE = Path(__file__).with_name("sample_roster.csv")
"""Two of its lines need a person to look: a birth date that does not exist, and a word where a date belongs."""
