"""Physicians: registration, standing, bars."""
