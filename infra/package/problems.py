"""What stops a build."""


class PackageError(RuntimeError):
    """The package would not be right; the text says why and what to do."""
