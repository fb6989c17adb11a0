"""All pages of schools and child care."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.schools import (
    calendar,
    calendar_forms,
    news,
    parent_letters,
    pupil,
    pupils,
    records,
    student_doses,
    student_forms,
    student_letters,
    student_list,
    student_notice,
    students,
)

SCHOOLS: tuple[Pages, ...] = (
    pupils.pages,
    pupil.pages,
    records.pages,
    news.pages,
    calendar.pages,
    calendar_forms.pages,
    students.pages,
    student_forms.pages,
    student_doses.pages,
    student_list.pages,
    student_notice.pages,
    parent_letters.pages,
    student_letters.pages,
)
