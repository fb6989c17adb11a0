"""Drafting, signing, correcting, renewing and withdrawing an exemption form."""
