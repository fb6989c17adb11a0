"""The AWS command line, as the deployment calls it; and one that only says what it would be asked."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any

from infra.template import ROOT

TOOLS = ROOT / ".venv-deploy" / "bin"


class CloudError(RuntimeError):
    """A command failed; the text is what it said."""


class Cloud:
    """Runs `aws`. `environment`: in addition to this process's own."""

    is_dry = False

    def __init__(self, region: str, environment: Mapping[str, str] | None = None) -> None:
        self.region = region
        self._environment = {**os.environ, **(environment or {})}

    def has_credentials(self) -> bool:
        """Whether AWS knows who we are."""
        return self._run(("sts", "get-caller-identity"), self.region, "").returncode == 0

    def do(self, *arguments: str, region: str = "", sent: str = "") -> None:
        """Run a command, and say which. `sent`: what it reads, which is not said. Raises CloudError."""
        print("  " + self._shown(arguments, region))
        self._answer(arguments, region, sent)

    def ask(self, *arguments: str, region: str = "") -> Any:
        """What a command that only reads answers, as data; None for no words. Raises CloudError."""
        answer = self._answer((*arguments, "--output", "json"), region, "")
        return json.loads(answer) if answer.strip() else None

    def outputs(self, stack: str, region: str = "") -> Mapping[str, str]:
        """The outputs of a stack by name; empty where there is none yet."""
        try:
            told = self.ask("cloudformation", "describe-stacks", "--stack-name", stack, region=region)
        except CloudError as error:
            if "does not exist" in str(error):
                return {}
            raise
        return {each["OutputKey"]: each["OutputValue"] for each in told["Stacks"][0].get("Outputs", [])}

    def resources(self, stack: str) -> list[Mapping[str, str]]:
        """Everything in a stack, with its LogicalResourceId, PhysicalResourceId and ResourceType. Raises CloudError."""
        # Not describe-stack-resources: AWS answers that with a hundred, and the app has more.
        told = self.ask("cloudformation", "list-stack-resources", "--stack-name", stack)
        return list(told["StackResourceSummaries"])

    def _answer(self, arguments: tuple[str, ...], region: str, sent: str) -> str:
        done = self._run(arguments, region, sent)
        if done.returncode:
            raise CloudError(f"{self._shown(arguments, region)}\n{done.stdout}{done.stderr}".strip())
        return done.stdout

    def _run(self, arguments: tuple[str, ...], region: str, sent: str) -> subprocess.CompletedProcess[str]:
        command = shutil.which("aws") or str(TOOLS / "aws")
        return subprocess.run(
            [command, "--region", region or self.region, *arguments],
            env=self._environment, input=sent, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def _shown(self, arguments: tuple[str, ...], region: str) -> str:
        return shlex.join(("aws", "--region", region or self.region, *arguments))


class DryCloud(Cloud):
    """Says the commands and runs none; each name that only a stack could tell stands in angle brackets."""

    is_dry = True

    def do(self, *arguments: str, region: str = "", sent: str = "") -> None:
        """Say the command."""
        print(f"  {self._shown(arguments, region)}" + (" < (secret)" if sent else ""))

    def ask(self, *_arguments: str, region: str = "") -> Any:
        """Nothing: no one was asked."""
        return None

    def outputs(self, stack: str, region: str = "") -> Mapping[str, str]:
        """Placeholders."""
        return _Placeholders(stack)


class _Placeholders(dict[str, str]):
    def __init__(self, stack: str) -> None:
        super().__init__()
        self._stack = stack

    def __missing__(self, name: str) -> str:
        return f"<{name} of {self._stack}>"

    def get(self, name: str, _otherwise: Any = None) -> str:
        return self[name]
