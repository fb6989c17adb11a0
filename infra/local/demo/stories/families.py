"""Families whose child has, had or asks for an exemption, and nothing goes wrong."""

from chalicelib.domain.account import Address
from chalicelib.domain.request import PrimaryCare
from chalicelib.law.enums import Grade, Vaccine
from infra.local.demo import cast, clinics, reasons
from infra.local.demo.accounts import join_as_parent
from infra.local.demo.families import (
    Wish,
    ask_to_renew,
    begin_request,
    cancel,
    change_physician,
    first_day,
    move_school,
    send,
    start_again,
)
from infra.local.demo.papers import Paper, hand_in
from infra.local.demo.people import Parent, Pupil, address_of
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, asked, issued, opened

XOCHITL = Parent(
    "Xochitl", "Ramírez-Luna", who="Parent", note="three children", home="118 Ventura Street, Fresno 93701"
)
_MATEO = Pupil("Mateo", "Ramírez-Luna", (3, 9), Grade.GRADE_2, cast.CLOVERMEAD)
_CITLALI = Pupil("Citlali", "Ramírez-Luna", (5, 2), Grade.GRADE_6, cast.HAZELWICK, next_grade=Grade.GRADE_7)
_EMILIANO = Pupil("Emiliano", "Ramírez-Luna", (1, 30), Grade.PRESCHOOL, cast.OTTERCOMBE)
_MAI = Parent("Mai Nhia", "Vang", home="42 Butler Avenue, Fresno 93701", telephone="(559) 555-0101")
_GURLEEN = Parent("Gurleen", "Sandhu", home="9 Almond Court, Fresno 93701", telephone="(559) 555-0102")
_DESHAWN = Parent(
    "DeShawn", "Whitfield", relationship="father", home="71 Fig Avenue, Fresno 93701", telephone="(559) 555-0103"
)
_ANI = Parent("Ani", "Petrossian", home="3 Raisin Row, Fresno 93701", telephone="(559) 555-0104")
_SOOJIN = Parent("Soo-jin", "Baek", home="880 Kingsley Drive, Los Angeles 90005", telephone="(213) 555-0105")
_THUY = Parent("Thuy", "Pham", home="15 Tully Road, San Jose 95122", telephone="(408) 555-0106")
_FATIMA = Parent("Fatima", "Noori", home="60 Thornton Avenue, Fremont 94536", telephone="(510) 555-0107")
_SINA = Parent(
    "Sina",
    "Leota-Faleolo",
    relationship="grandmother and guardian",
    home="27 Magnolia Avenue, Long Beach 90806",
    telephone="(562) 555-0108",
)
_WEILING = Parent(
    "Wei-Ling", "Chen", home="210 Clement Street, San Francisco 94118", telephone="(415) 555-0109", language="zh-Hant"
)
_SOPHEAP = Parent(
    "Sopheap", "Chea", relationship="father", home="4 Anaheim Street, Long Beach 90804", telephone="(562) 555-0110"
)
_ANALYN = Parent("Analyn", "Bautista-Reyes", home="19 Otay Lakes Road, Chula Vista 91910", telephone="(619) 555-0111")
_TALIA = Parent("Talia", "Rosenthal", home="5 Culver Drive, Irvine 92604", telephone="(949) 555-0112")
_MARIA = Parent(
    "María Fernanda", "Ochoa", home="88 Alisal Street, Salinas 93905", telephone="(831) 555-0113", language="es"
)
_ALYSSA = Parent("Alyssa", "Whitethorn", home="31 Myrtle Avenue, Eureka 95501", telephone="(707) 555-0114")
_IFRAH = Parent("Ifrah", "Warsame", home="54 University Avenue, San Diego 92105", telephone="(619) 555-0115")


def ends_in_ten_days(stage: Stage) -> Story:
    """Leukemia: signed half a year ago, ends soon; clinic staff prepared the renewal for the physician."""
    lines = reasons.leukemia(stage.in_days(10))
    form = yield from issued(stage, Visit(Wish(XOCHITL, _MATEO, cast.FERNWHISTLE), cast.FERNWHISTLE, lines, 200))
    yield 6
    renewal = ask_to_renew(stage, XOCHITL, form)
    yield 3
    clinics.open_(stage, cast.FERNWHISTLE, renewal)
    yield 1
    clinics.fill_in(stage, cast.CLINIC_STAFF, renewal.id, reasons.leukemia(stage.in_days(180)))
    clinics.hand_over(stage, cast.CLINIC_STAFF, renewal.id)


def for_the_next_span(stage: Stage) -> Story:
    """Grade 7 is still to come: signed now, in effect from the first day there."""
    yield from issued(
        stage, Visit(Wish(XOCHITL, _CITLALI, cast.FERNWHISTLE), cast.FERNWHISTLE, reasons.TETANUS_REACTION, 14)
    )


def half_filled_in(stage: Stage) -> Story:
    """A request that a parent began two days ago."""
    yield 2
    join_as_parent(stage, XOCHITL)
    begin_request(stage, Wish(XOCHITL, _EMILIANO), pages=3)


def plain_and_permanent(stage: Stage) -> Story:
    """A child who can never have the vaccine."""
    pupil = Pupil("Tou", "Vang", (6, 17), Grade.GRADE_3, cast.CLOVERMEAD)
    yield from issued(stage, Visit(Wish(_MAI, pupil), cast.FERNWHISTLE, reasons.MEASLES_VACCINE_ALLERGY, 150))


def ended_by_date(stage: Stage) -> Story:
    """Kawasaki disease long ago; the exemption ended three weeks ago, and no one renewed it."""
    pupil = Pupil("Harjot", "Sandhu", (2, 11), Grade.K, cast.CLOVERMEAD)
    lines = reasons.kawasaki(stage.days_ago(20))
    yield from issued(stage, Visit(Wish(_GURLEEN, pupil), cast.WRENFIELDS, lines, 320))


def renewed(stage: Stage) -> Story:
    """Renewed before it ended: the old line is replaced."""
    wish = Wish(_DESHAWN, Pupil("Amari", "Whitfield", (7, 4), Grade.GRADE_1, cast.CLOVERMEAD), cast.FERNWHISTLE)
    form = yield from issued(stage, Visit(wish, cast.FERNWHISTLE, reasons.arthritis(stage.days_ago(40)), 260))
    yield 58
    renewal = ask_to_renew(stage, _DESHAWN, form)
    yield 55
    clinics.open_(stage, cast.FERNWHISTLE, renewal)
    clinics.fill_in(stage, cast.FERNWHISTLE, renewal.id, reasons.arthritis(stage.in_days(120)))
    yield 54
    clinics.sign(stage, cast.FERNWHISTLE, renewal.id)


def corrected(stage: Stage) -> Story:
    """A slip of the pen, corrected four days later."""
    pupil = Pupil("Levon", "Petrossian", (4, 24), Grade.GRADE_4, cast.CLOVERMEAD)
    form = yield from issued(stage, Visit(Wish(_ANI, pupil), cast.WRENFIELDS, reasons.GELATIN_ALLERGY, 90))
    yield 86
    text = "Anaphylaxis to gelatin at age four (not three), confirmed by specific IgE and by the allergy clinic."
    clinics.correct(
        stage, cast.WRENFIELDS, form, [clinics.permanent(line.vaccine, "LIVE-GEL", text) for line in form.lines]
    )


def given_back_and_declined(stage: Stage) -> Story:
    """The first physician gives the request back, then declines; another one signs a copy of it."""
    wish = Wish(_SOOJIN, Pupil("Haneul", "Baek", (8, 1), Grade.GRADE_5, cast.JUNIPERHOLT), cast.BRIGHTWATER)
    request = yield from opened(stage, wish, cast.BRIGHTWATER, 48)
    clinics.release(stage, cast.BRIGHTWATER, request, "Please check the school: the clinic has another one on file.")
    yield 44
    clinics.open_(stage, cast.BRIGHTWATER, stage.again(request))
    yield 41
    clinics.decline(
        stage,
        cast.BRIGHTWATER,
        request,
        "I am not the right doctor to judge this. Please ask the allergy clinic that saw your child.",
    )
    yield 38
    copy = start_again(stage, _SOOJIN, request)
    yield 33
    clinics.open_(stage, cast.CLOVERIDGEWAY, copy)
    yield 32
    clinics.fill_in(
        stage,
        cast.CLOVERIDGEWAY,
        copy.id,
        reasons.NEOMYCIN_ALLERGY,
        PrimaryCare(
            name="Zoë Núñez-Brightwater",
            license="A 900105",
            business_address=address_of(cast.BRIGHTWATER.office),
            telephone=cast.BRIGHTWATER.telephone,
            why_not_issuer="I treat the allergy; the primary care physician referred the child to me.",
        ),
    )
    clinics.sign(stage, cast.CLOVERIDGEWAY, copy.id)


def waits_for_a_physician(stage: Stage) -> Story:
    """Taken back from one physician; the number is ready for another."""
    wish = Wish(_THUY, Pupil("Minh-Anh", "Pham", (1, 19), Grade.GRADE_2, cast.HERONSHAW), cast.PENASCOVERDE)
    request = yield from opened(stage, wish, cast.PENASCOVERDE, 12)
    yield 8
    change_physician(stage, _THUY, request)


def canceled(stage: Stage) -> Story:
    """The family found that the child can have the shots after all. An older draft was never finished."""
    yield 210
    join_as_parent(stage, _FATIMA)
    begin_request(stage, Wish(_FATIMA, Pupil("Omid", "Noori", (3, 21), Grade.K, cast.BRAMBLEBARROW)), pages=2)
    pupil = Pupil("Zahra", "Noori", (2, 8), Grade.GRADE_3, cast.BRAMBLEBARROW)
    request = yield from opened(stage, Wish(_FATIMA, pupil), cast.PENASCOVERDE, 29)
    yield 25
    cancel(stage, _FATIMA, request)


def moved(stage: Stage) -> Story:
    """From Long Beach to Fresno: the exemption goes along."""
    pupil = Pupil("Tavita", "Leota", (5, 28), Grade.GRADE_1, cast.FERNWICK)
    form = yield from issued(stage, Visit(Wish(_SINA, pupil), cast.CLOVERIDGEWAY, reasons.IMMUNE_DEFICIENCY, 130))
    yield 15
    move_school(stage, _SINA, form.child_id, cast.CLOVERMEAD)


def withdrawn(stage: Stage) -> Story:
    """A new test shows that the allergy is gone."""
    wish = Wish(_WEILING, Pupil("Jia-Hao", "Chen", (6, 6), Grade.GRADE_4, cast.HAZELSTEAD))
    form = yield from issued(stage, Visit(wish, cast.PENASCOVERDE, reasons.YEAST_ALLERGY, 170))
    yield 12
    clinics.withdraw(
        stage,
        cast.PENASCOVERDE,
        form,
        frozenset({Vaccine.HEPB}),
        "The allergy clinic repeated the test: the child tolerates yeast. Parents agree.",
    )


def specialist_signs(stage: Stage) -> Story:
    """The transplant clinic signs for the family's own doctor."""
    pupil = Pupil("Dara", "Chea", (7, 15), Grade.GRADE_7, cast.HAZELWICK)
    family_doctor = PrimaryCare(
        name="Linnea De La Cloudberry",
        license="A 900108",
        telephone="(626) 555-0116",
        business_address=Address(street="90 Lake Avenue", city="Pasadena", zip_code="91101"),
        why_not_issuer="The transplant clinic decides when live vaccines are safe again.",
    )
    yield from issued(
        stage,
        Visit(
            Wish(_SOPHEAP, pupil),
            cast.CLOVERIDGEWAY,
            reasons.kidney_transplant(stage.in_days(45)),
            240,
            primary_care=family_doctor,
        ),
    )


def on_the_physicians_desk(stage: Stage) -> Story:
    """Opened yesterday by the physician whom the demo shows, with a letter that the parent added; nothing filled in
    yet."""
    wish = Wish(_ANALYN, Pupil("Jericho", "Bautista-Reyes", (4, 2), Grade.K, cast.CLOVERMEAD), cast.FERNWHISTLE)
    request = yield from opened(stage, wish, cast.FERNWHISTLE, 1)
    lines = (
        "Eye Clinic",
        "",
        "Seen for a reaction to antibiotic eye drops.",
        "Please ask an allergist before any shot.",
    )
    hand_in(stage, _ANALYN, f"request/{request.id}", Paper("Eye clinic's letter", lines))


def not_enrolled_yet(stage: Stage) -> Story:
    """A toddler without a place in child care: signing will wait for one."""
    wish = Wish(_TALIA, Pupil("Noa", "Rosenthal", (2, 27), Grade.INFANT_TODDLER, ""), not_in_school_now=True)
    yield from asked(stage, wish, 5)


def in_child_care(stage: Stage) -> Story:
    """A toddler with infantile spasms in a child care center."""
    wish = Wish(_MARIA, Pupil("Lucía", "Ochoa", (3, 3), Grade.INFANT_TODDLER, cast.MISTLERILL))
    yield from issued(stage, Visit(wish, cast.FERNWHISTLE, reasons.seizures(stage.in_days(75)), 60))


def starts_kindergarten(stage: Stage) -> Story:
    """Immunity shown by a laboratory, and a form for kindergarten."""
    wish = Wish(
        _ALYSSA,
        Pupil("Juniper", "Whitethorn", (8, 20), Grade.PRESCHOOL, cast.MISTLESHAW, next_grade=Grade.K),
        cast.MARSHLIGHT,
    )
    yield from issued(stage, Visit(wish, cast.MARSHLIGHT, reasons.HAD_CHICKENPOX, 30))


def with_a_known_next_school(stage: Stage) -> Story:
    """Encephalopathy after DTaP; the first day in grade 7 is known, so the end is, too."""
    pupil = Pupil("Abdi", "Warsame", (1, 12), Grade.GRADE_5, cast.CLOVERMEAD)
    yield 76
    entry = first_day(stage, Wish(_IFRAH, pupil)).replace(year=stage.today.year + 2)
    wish = Wish(_IFRAH, pupil, cast.FERNWHISTLE, next_span_entry=entry)
    join_as_parent(stage, _IFRAH)
    request = send(stage, _IFRAH, begin_request(stage, wish))
    yield 74
    clinics.open_(stage, cast.FERNWHISTLE, request)
    clinics.fill_in(stage, cast.FERNWHISTLE, request.id, reasons.ENCEPHALOPATHY)
    yield 73
    clinics.sign(stage, cast.FERNWHISTLE, request.id)
