"""The deployment's command line: `make deploy`, `make doctor` and `make remove-trial` call it.

python -m infra.deploy deploy test
"""

import argparse
import sys

from chalicelib.law.calendar import california_date
from chalicelib.runtime.clock import system_clock
from infra.deploy.cloud import Cloud, CloudError, DryCloud
from infra.deploy.deploying import deploy
from infra.deploy.doctor import examine
from infra.deploy.removing import remove_trial
from infra.deploy.stages import STAGES, TRIAL, Stage, problems, read_stage
from infra.template import ROOT

PACKAGE = ROOT / "build" / "out"


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m infra.deploy")
    parser.add_argument("command", choices=("deploy", "doctor", "remove-trial"))
    parser.add_argument("stage", choices=STAGES, nargs="?", default=TRIAL)
    asked = parser.parse_args(arguments)
    stage = read_stage(asked.stage)
    to_fill = list(problems(stage))
    for problem in to_fill:
        print(f"infra/stages/{stage.name}.json: {problem}", file=sys.stderr)
    cloud = Cloud(stage.region)
    is_known = cloud.has_credentials()
    if not is_known or to_fill:
        why = "infra/stages is not filled in" if is_known else "AWS gave no credentials"
        print(f"Nothing is done, because {why}. This is what would be:")
        cloud = DryCloud(stage.region)
    try:
        return _run(asked.command, cloud, stage) or int(is_known and bool(to_fill))
    except (CloudError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


def _run(command: str, cloud: Cloud, stage: Stage) -> int:
    on = california_date(system_clock())
    if command == "deploy":
        deploy(cloud, stage, PACKAGE, on)
    elif command == "remove-trial":
        remove_trial(cloud, stage)
    elif cloud.is_dry:
        print("  The doctor asks AWS and the stage's addresses.")
    else:
        findings = list(examine(cloud, stage, on))
        for finding in findings:
            print(f"{'FAILS' if finding.trouble else 'well '}  {finding.about}  {finding.trouble}".rstrip())
        return int(any(finding.trouble for finding in findings))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
