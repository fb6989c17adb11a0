"""All pages of the portal, by audience."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from chalicelib.web.account import account, passkeys, two_factor
from chalicelib.web.appeals.site import AGENCY
from chalicelib.web.boards.site import BOARDS
from chalicelib.web.case_documents import documents
from chalicelib.web.emergency import access as emergency_access
from chalicelib.web.emergency import reviews as emergency_reviews
from chalicelib.web.figures import home as figures_home
from chalicelib.web.health_departments.site import HEALTH_DEPARTMENTS
from chalicelib.web.http.route import ReportEndpoint, Route
from chalicelib.web.http.routing import Pages
from chalicelib.web.letters import own, to_post
from chalicelib.web.operators import (
    accounts,
    bulk_invitations,
    desk,
    expired_invitations,
    invitations,
    invite_school,
    jobs,
    published_reports,
    unlisted_schools,
)
from chalicelib.web.panel.site import PANEL
from chalicelib.web.parents.site import PARENTS
from chalicelib.web.physicians import (
    clinic_staff,
    examination,
    issued_forms,
    opening,
    patients,
    prepared_forms,
    signing,
    vaccines,
)
from chalicelib.web.physicians import home as physicians_home
from chalicelib.web.physicians import license as physicians_license
from chalicelib.web.public import (
    email_links,
    evidence_key,
    home,
    law,
    license_disputes,
    policy_reports,
    register,
    register_physician,
    register_school,
    reset_password,
    sign_in,
    statistics,
    verify_certificate,
)
from chalicelib.web.public import invitations as accept_invitation
from chalicelib.web.reviews.site import REVIEWS
from chalicelib.web.route_table import WITH_FILES, Address
from chalicelib.web.schools.site import SCHOOLS

AUDIENCES: tuple[Pages, ...] = (
    home.pages,
    law.pages,
    statistics.pages,
    evidence_key.pages,
    verify_certificate.pages,
    sign_in.pages,
    register.pages,
    register_physician.pages,
    register_school.pages,
    license_disputes.pages,
    email_links.pages,
    reset_password.pages,
    accept_invitation.pages,
    policy_reports.pages,
    account.pages,
    two_factor.pages,
    passkeys.pages,
    *PARENTS,
    *AGENCY,
    *PANEL,
    physicians_home.pages,
    patients.pages,
    physicians_license.pages,
    opening.pages,
    examination.pages,
    vaccines.pages,
    signing.pages,
    issued_forms.pages,
    clinic_staff.pages,
    prepared_forms.pages,
    *REVIEWS,
    figures_home.pages,
    *SCHOOLS,
    *HEALTH_DEPARTMENTS,
    *BOARDS,
    desk.pages,
    invitations.pages,
    jobs.pages,
    invite_school.pages,
    expired_invitations.pages,
    bulk_invitations.pages,
    published_reports.pages,
    unlisted_schools.pages,
    accounts.pages,
    documents.pages,
    to_post.pages,
    own.pages,
    emergency_access.pages,
    emergency_reviews.pages,
)


def all_routes() -> Iterator[Route]:
    """Every registered page."""
    for pages in AUDIENCES:
        yield from pages.routes


def all_report_endpoints() -> Iterator[ReportEndpoint]:
    """Every registered address that browsers send something to by themselves."""
    for pages in AUDIENCES:
        yield from pages.report_endpoints


def registered() -> Iterator[Address]:
    """The addresses of all of them."""
    for route in all_routes():
        methods = ("GET", "HEAD", "POST") if route.submit else ("GET", "HEAD")
        made = Address(route.path, _module_of(route.submit or route.show), methods, fixed=route.fixed)
        yield replace(made, content_types=WITH_FILES) if route.takes_files else made
    for report_endpoint in all_report_endpoints():
        yield Address(
            report_endpoint.path,
            _module_of(report_endpoint.handle),
            ("POST",),
            report_endpoint.content_types,
            takes_reports=True,
        )


def _module_of(answers: Callable[..., object]) -> str:
    return answers.__module__.removeprefix("chalicelib.web.")
