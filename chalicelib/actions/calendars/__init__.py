"""The calendars of schools and districts."""
