"""The colours of the picture of a neighbourhood, on a light page and on a dark one."""

from __future__ import annotations

INK, PAPER, BLUE, BROWN = "#1F2933", "#FFFFFF", "#0B5394", "#A34A00"
GREY, QUIET, PALE_BLUE, LIGHT_BLUE = "#9AA5B1", "#52606D", "#E3EEF9", "#6FA3D4"
GREEN = "#3B8F70"
PEOPLE_LOOKS = {
    "colleague": ("#DDF3E8", "#0B5B43", 2),
    "introducer": ("#EFE6F8", "#5B3A8C", 2),
    "target": ("#FFF0CC", "#8A5A00", 2),
}
"""Background, border, and its width, by ring."""
ON_DARK = {
    INK: "#E4E7EB",
    PAPER: "#14191F",
    BLUE: "#8CC2F5",
    BROWN: "#F0B35C",
    GREY: "#64707C",
    QUIET: "#A9B4BF",
    PALE_BLUE: "#17314A",
    LIGHT_BLUE: "#4F86BA",
    GREEN: "#5FB695",
    "#DDF3E8": "#12352A",
    "#0B5B43": "#7FD6B4",
    "#EFE6F8": "#2D2240",
    "#5B3A8C": "#C3A6EE",
    "#FFF0CC": "#3A2D0C",
    "#8A5A00": "#E0B04A",
}
"""Each colour of a light page, and what it is on a dark one."""
