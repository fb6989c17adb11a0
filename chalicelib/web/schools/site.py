"""All pages of schools and child care."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.schools import (
    calendar,
    calendar_forms,
    exports,
    import_questions,
    imports,
    news,
    pupil,
    records,
    roster,
    student_doses,
    student_forms,
    students,
)

SCHOOLS: tuple[Pages, ...] = (
    roster.pages,
    pupil.pages,
    records.pages,
    news.pages,
    calendar.pages,
    calendar_forms.pages,
    students.pages,
    student_forms.pages,
    student_doses.pages,
    imports.pages,
    import_questions.pages,
    exports.pages,
)
