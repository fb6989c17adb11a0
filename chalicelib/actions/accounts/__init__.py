"""Accounts, signing in, passwords, invitations."""
