"""Uploaded documents: where their files are, and whether a file is what it must be."""
