"""The pages of the agency that hears appeals, of the Secretary, and the one where a physician adds to an appeal."""

from chalicelib.web.appeals import case, decision, physician, queue, seats

AGENCY = (queue.pages, case.pages, seats.pages, decision.pages, physician.pages)
