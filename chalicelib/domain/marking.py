"""Marks a string for translation where it is written; it is translated where it is shown."""


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Return `text` unchanged. The catalogue extractor collects every literal passed here."""
    return text
