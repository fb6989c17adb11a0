"""Joins the app's stack to the data's: what the app names of it, the data's stack exports and the app imports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

DATA_STACK = "portal-data-${Stage}"
_NAMED = re.compile(r"\$\{(?P<id>[A-Za-z0-9]+)(?:\.(?P<attribute>[A-Za-z0-9.]+))?\}")


class Join:
    """Collects what one template imports of the other. `resources`: those of the data's stack."""

    def __init__(self, resources: Mapping[str, Any]) -> None:
        self._resources = resources
        self._named: set[tuple[str, str]] = set()

    def imported(self, part: Any) -> Any:
        """The part of a template with an import in the place of each mention of the data's resources."""
        if isinstance(part, list):
            return [self.imported(each) for each in part]
        if not isinstance(part, dict):
            return part
        if part.keys() == {"Ref"} and part["Ref"] in self._resources:
            return self._import(part["Ref"], "")
        if part.keys() == {"Fn::GetAtt"} and part["Fn::GetAtt"][0] in self._resources:
            return self._import(*part["Fn::GetAtt"])
        if part.keys() == {"Fn::Sub"}:
            return self._substituted(part["Fn::Sub"])
        return {name: self.imported(each) for name, each in part.items()}

    def outputs(self) -> dict[str, Any]:
        """What the data's stack must export for it."""
        return {
            f"{logical_id}{attribute}": {
                "Value": {"Fn::GetAtt": [logical_id, attribute]} if attribute else {"Ref": logical_id},
                "Export": {"Name": {"Fn::Sub": _export_name(logical_id, attribute)}},
            }
            for logical_id, attribute in sorted(self._named)
        }

    def _import(self, logical_id: str, attribute: str) -> dict[str, Any]:
        self._named.add((logical_id, attribute))
        return {"Fn::ImportValue": {"Fn::Sub": _export_name(logical_id, attribute)}}

    def _substituted(self, given: Any) -> dict[str, Any]:
        text, variables = (given[0], self.imported(given[1])) if isinstance(given, list) else (given, {})
        for found in _NAMED.finditer(text):
            logical_id, attribute = found["id"], found["attribute"] or ""
            if logical_id in self._resources and logical_id not in variables:
                variable = f"{logical_id}{attribute}"
                variables[variable] = self._import(logical_id, attribute)
                text = text.replace(found[0], f"${{{variable}}}")
        return {"Fn::Sub": [text, variables] if variables else text}


def _export_name(logical_id: str, attribute: str) -> str:
    return "-".join(filter(None, (DATA_STACK, logical_id, attribute)))
