"""The folder that holds everything of a local run (`var/`): store, mails, secret keys, log."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from infra.local.stack import end_left_over_store


class FolderInUseError(RuntimeError):
    """Another run works in this folder."""


class DataFolder:
    """One local run's data. Making it takes the folder for this process (else FolderInUseError)."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.path.mkdir(parents=True, exist_ok=True)
        # The system lets go of the lock when this process ends, however it ends.
        self._lock = (self.path / "run.lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            self._lock.close()
            raise FolderInUseError(os.fspath(path)) from problem

    @property
    def store(self) -> Path:
        """State and log of the embedded store."""
        return self.path / "store"

    @property
    def mail(self) -> Path:
        """Mails the portal sent."""
        return self.path / "mail"

    @property
    def keys(self) -> Path:
        """Secret keys of this run."""
        return self.path / "keys.json"

    @property
    def roots(self) -> Path:
        """The signed roots of the days."""
        return self.path / "roots"

    @property
    def documents(self) -> Path:
        """Files that people handed in."""
        return self.path / "documents"

    @property
    def log(self) -> Path:
        """The portal's log."""
        return self.path / "portal.log"

    def wipe(self) -> None:
        """Start afresh: remove what earlier runs kept."""
        end_left_over_store(self.store)
        for kept in (self.store, self.mail, self.roots, self.documents):
            shutil.rmtree(kept, ignore_errors=True)
        for file in (self.keys, *self.path.glob(f"{self.log.name}*")):
            file.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the folder."""
        self._lock.close()
