"""The directory of schools and child care."""
