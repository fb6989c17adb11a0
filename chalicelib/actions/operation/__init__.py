"""What operators do about the portal itself."""
