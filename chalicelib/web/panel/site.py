"""The pages of appeal panel members."""

from chalicelib.web.panel import cases, seat

PANEL = (cases.pages, seat.pages)
