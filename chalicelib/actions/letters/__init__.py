"""Letters that are printed and mailed."""
