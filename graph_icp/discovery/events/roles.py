"""Parts that companies and people take in events: sponsor, exhibitor, speaker, attendee."""

from __future__ import annotations

from graph_icp.graph.model import ATTENDEE, EXHIBITOR, SPEAKER, SPONSOR

ROLES = (SPONSOR, EXHIBITOR, SPEAKER, ATTENDEE)
# All parts together.
ANY = "any"
# The roles whose participants are known from the same lists: who pays, and who comes.
PAYING, COMING = (SPONSOR, EXHIBITOR), (SPEAKER, ATTENDEE)
