"""The state's review of forms."""
