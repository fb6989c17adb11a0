"""All places of all audiences."""

from tests.invariants import (  # noqa: F401 - each registers its places
    places_account,
    places_appeals,
    places_arrivals,
    places_boards,
    places_bulk_invitations,
    places_calendars,
    places_cases,
    places_charges,
    places_clinics,
    places_desk,
    places_desks,
    places_documents,
    places_doses,
    places_emergency,
    places_figures,
    places_imports,
    places_jobs,
    places_jurisdictions,
    places_letters,
    places_licenses,
    places_news,
    places_older_papers,
    places_operators,
    places_outbreaks,
    places_parents,
    places_people,
    places_physicians,
    places_public,
    places_published_reports,
    places_queue,
    places_records,
    places_reports,
    places_reviews,
    places_schools,
    places_student_records,
)
from tests.invariants.places import PLACES, ROUTES

PATHS = sorted(path for path in PLACES if path in ROUTES)
FORMS = [path for path in PATHS if ROUTES[path].submit]
