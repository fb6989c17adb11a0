"""The pages of the agency that hears appeals, and of the Secretary."""

from chalicelib.web.appeals import case, decision, queue, seats

AGENCY = (queue.pages, case.pages, seats.pages, decision.pages)
