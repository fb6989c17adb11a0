"""All pages of schools and child care."""

from chalicelib.web.http.routing import Pages
from chalicelib.web.schools import (
    calendar,
    calendar_forms,
    class_records,
    exports,
    import_questions,
    imports,
    news,
    pupil,
    records,
    report,
    report_filing,
    roster,
    student_doses,
    student_forms,
    student_record,
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
    student_record.pages,
    class_records.pages,
    report.pages,
    report_filing.pages,
)
