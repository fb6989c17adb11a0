"""Uploaded documents: where they are kept, and whether a file is what it must be. The files are hostile until proven."""
