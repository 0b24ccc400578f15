"""Labels: what the columns of ours are called in a target, as the user has set them up there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_icp.output.exports.machine_cells import machine_text

if TYPE_CHECKING:
    from graph_icp.output.exports.target import Target

LONGEST_LABEL = 200


def label_complaint(target: Target, label: str) -> str:
    """Return why a text cannot be a header of a target's own columns, "" if it can.

    A comma can be in it: it is quoted, as RFC 4180 has it, and importers read it so.
    """
    if not label.strip() or label != label.strip():
        return "is empty, or begins or ends with a blank"
    if not label.isprintable() or machine_text(label) != label or label.startswith("'"):
        return "holds a line break, or begins like a formula"
    if len(label) > LONGEST_LABEL:
        return f"is longer than {LONGEST_LABEL} characters"
    if label.casefold() in target.taken:
        return f"is a column that {target.title} has for something else; give it another name"
    if target.label_rule and not re.fullmatch(target.label_rule, label, re.ASCII):
        return f"is no API name of {target.title}, such as {next(iter(target.labels.values()))}"
    return ""
