"""Remarks as a page makes them: the controls and pages that do what commands and options do."""

from __future__ import annotations

import re

_WITHOUT = re.compile(r"""(?<=out: )((?:--without (?:"[^"]*"|'[^']*'|\S+) ?)+)$""")
_BRINGS_BACK = re.compile(r" '?(?:graph-icp [\w -]*)?--with .* brings? (?:it|them) back\.")
# What a command or an option does, by the page or the control that does it.
_CONTROLS = tuple(
    (re.compile(said), control)
    for said, control in (
        (r"'graph-icp backtest'", "Back-test"),
        (r"'graph-icp hygiene show \"([^\"]*)\"' says why they are", r"the filter Tag lists them"),
        (
            r"'graph-icp customers (?:set|add)(?: FILE)?'(?: or '--where [^']*')?",
            "the page Customers",
        ),
        (r"'graph-icp customers(?: remove)?'", "the page Customers"),
        (r"'graph-icp events --all'", "“All that was tested”"),
        (r"--all (?=lists the rest)", "“All that was tested” "),
        (r"'graph-icp discover'", "the page List"),
        (r"'graph-icp accounts TEXT' searches", "The search at the top of the page finds others"),
        (r"'graph-icp resolve[^']*'", "Data, Uncertain matches"),
        (r"'graph-icp feedback'", "the filter Feedback"),
    )
)


def on_page(remark: str) -> str:
    """Return a remark with the page or control that does what it names a command or option for.

    What only a command can do, such as to load a file, stays.
    """
    for said, control in _CONTROLS:
        remark = said.sub(control, remark)
    remark = _BRINGS_BACK.sub("", remark)
    return _WITHOUT.sub(_left_out, remark)


def _left_out(found: re.Match[str]) -> str:
    """Say how to leave out what options name: by a weight, or traits by icp.toml."""
    if "=" in found[1]:
        return "[leave_out] in icp.toml does."
    return "give it the weight 0 under Profile, “What counts, and who would move”."
