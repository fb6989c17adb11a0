"""The Chromium of the browser tests: the one that CHROMIUM names, the machine's, or the one of `make browser`."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from infra.template import ROOT

UNPACKED = ROOT / ".chromium"
# The same engine, first without all that a window has around the page: that takes a fourth less work.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
MISSING = "no Chromium"  # how a skipped test says why
# The pages with which Chromium draws what drops down from its address bar: two processes' work for each window.
_UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# What Playwright switches off by itself. Of several such lists Chromium reads the last one, so it is repeated.
_OF_PLAYWRIGHT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion"),
)
# A machine without a graphics card draws by the processor in any case; the process for the card costs more. (Without
# its thread for layers it would do a quarter less, but a page then draws nothing, and no button stands still.)
ARGUMENTS = ("--no-sandbox", "--disable-gpu", f"--disable-features={','.join((*_OF_PLAYWRIGHT, *_UNSEEN))}")


@dataclass(frozen=True)
class Chromium:
    """A program, and what its environment needs beside this process's own."""

    program: str
    needs: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str | float | bool]:
        """The whole environment to start it in."""
        return {**os.environ, **self.needs}


def found_chromium(unpacked: Path = UNPACKED) -> Chromium | None:
    """The browser to use; None where there is none."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if named:
        return Chromium(named)
    program = unpacked / "chromium"
    if not program.is_file():
        return None
    return Chromium(
        str(program),
        {"LD_LIBRARY_PATH": str(unpacked / "al2023" / "lib"), "FONTCONFIG_FILE": str(unpacked / "fonts.conf")},
    )
