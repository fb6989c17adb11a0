"""All pages for parents."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.parents import (
    access_history,
    appeals,
    charges,
    check_answers,
    child_and_grade,
    child_page,
    children,
    corrections,
    dashboard,
    forms,
    guardians,
    hand_over,
    parent_and_doctor,
    requests,
    saving,
    school,
)

PARENTS: tuple[Pages, ...] = (
    dashboard.pages,
    requests.pages,
    hand_over.pages,
    child_and_grade.pages,
    school.pages,
    parent_and_doctor.pages,
    check_answers.pages,
    forms.pages,
    child_page.pages,
    children.pages,
    access_history.pages,
    saving.pages,
    corrections.pages,
    charges.pages,
    guardians.pages,
    appeals.pages,
)
