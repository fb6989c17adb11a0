"""Reminders of days that come: what the clock alone brings about, and no one's act."""
