"""Readers of school calendars as people have them: lines of dates, a table, an iCal file."""
