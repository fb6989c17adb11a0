"""What a local health department does in its jurisdiction."""
