"""The pages of appeal panel members."""

from chalicelib.web.panel import cases, seat, votes

PANEL = (cases.pages, seat.pages, votes.pages)
