"""Readers of school calendars."""
