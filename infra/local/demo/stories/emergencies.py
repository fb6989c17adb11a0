"""A record that was opened in an emergency, the review of it afterwards, and a form that a county flags."""

from chalicelib.actions.jurisdictions.flag_form import flag_form
from chalicelib.actions.records.open_emergency import EmergencyCommand, open_emergency
from chalicelib.actions.records.review_emergency import review_emergency
from chalicelib.domain.emergency import EmergencyFinding, EmergencyReason
from chalicelib.law.enums import Grade
from infra.local.demo import cast, reasons
from infra.local.demo.families import Wish
from infra.local.demo.people import PASSPHRASE, Parent, Pupil
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, issued


def exposed_away_from_home(stage: Stage) -> Story:
    """A pupil of another county meets a measles case in Long Beach; its health department looks the record up."""
    parent = Parent("Soledad", "Marchand", home="5 Kern Street, Fresno 93701", telephone="(559) 555-0166")
    pupil = Pupil("Iker", "Marchand", (4, 3), Grade.GRADE_2, cast.CLOVERMEAD)
    form = yield from issued(stage, Visit(Wish(parent, pupil), cast.FERNWHISTLE, reasons.GELATIN_ALLERGY, 64))
    yield 21
    child = form.child
    asked = EmergencyCommand(
        child.first_name,
        child.last_name,
        child.birth_date,
        EmergencyReason.EXPOSURE,
        "Measles case at a summer camp in Long Beach; the family cannot be reached tonight.",
        "The camp is in Long Beach, the child's school in Fresno County.",
    )
    done = open_emergency(stage.as_(cast.LONG_BEACH_HEALTH), asked, PASSPHRASE)
    yield 20
    review_emergency(
        stage.as_(cast.OPERATOR),
        done.subject.id,
        EmergencyFinding.JUSTIFIED,
        "The camp's exposure list names the day.",
        None,
    )
    yield 6
    flag_form(
        stage.as_(cast.FRESNO_HEALTH), form.id, "Six forms of this physician at one school, with almost the same words."
    )
