"""All pages for parents."""

from chalicelib.web.parents import (
    amendments,
    appeals,
    check_answers,
    child_and_grade,
    children,
    dashboard,
    forms,
    guardians,
    parent_and_doctor,
    requests,
    saving,
    school,
    who_looked,
)
from chalicelib.web.register import Pages

PARENTS: tuple[Pages, ...] = (
    dashboard.pages,
    requests.pages,
    child_and_grade.pages,
    school.pages,
    parent_and_doctor.pages,
    check_answers.pages,
    forms.pages,
    children.pages,
    who_looked.pages,
    saving.pages,
    amendments.pages,
    guardians.pages,
    appeals.pages,
)
