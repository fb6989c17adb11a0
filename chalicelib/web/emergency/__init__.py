"""Emergency access to a child's record: opening it, and judging it afterwards."""
