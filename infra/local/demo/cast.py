"""Who works with the portal in the demo: physicians of the local license service, schools, the state, the agency."""

from chalicelib.domain.account import Role
from infra.local.demo.people import Doctor, Person

# Schools and child care of the sample directory
CLOVERMEAD = "10990089900048"  # elementary school in Fresno, K-5
HAZELWICK = "10990089900050"  # middle school in Fresno, 7-8
FERNRILL = "10990089900051"  # high school in Fresno, 9-12
OTTERCOMBE = "10990089900059"  # preschool in Fresno
MISTLERILL = "990000028"  # child care center in Fresno
FERNWICK = "19990139900081"  # elementary school in Long Beach, K-6
JUNIPERHOLT = "19990169900108"  # elementary school in Los Angeles, TK-5
MARLSHAW = "19990169900110"  # middle school in Los Angeles, 6-8
GABLEBECK = "34990239900170"  # elementary school in Sacramento, TK-5
SABLEREACH = "34990239900175"  # elementary school in Sacramento, K-5
ALDERBARROW = "34990239900176"  # middle school in Sacramento, 6-8
MOSSNOOK = "37990259900190"  # elementary school in San Diego, TK-5
MISTLEBARROW = "37990269900204"  # elementary school in Chula Vista, TK-5
FERNMORE = "27990199900143"  # elementary school in Salinas, K-6
HAZELSTEAD = "38990279900208"  # elementary school in San Francisco, K-5
HERONSHAW = "43990289900219"  # elementary school in San Jose, K-5
BRAMBLEBARROW = "01990039900025"  # elementary school in Fremont, K-6
PLOVERHOLT = "01990029900013"  # elementary school in Oakland, K-5
FERNFALLOW = "36990249900183"  # elementary school in Ontario, K-5
MISTLESHAW = "12990109900065"  # elementary school in Eureka, TK-5


def _doctor(
    name: str, license: str, practice: str, office: str, telephone: str, *, who: str = "", note: str = ""
) -> Doctor:
    """A physician of the local license service; `license` as typed."""
    first, last = name.split(" ")
    return Doctor(first, last, Role.PHYSICIAN, who, note, "en", license, practice, office, telephone)


FERNWHISTLE = _doctor(
    "Marisol Fernwhistle",
    "A 900101",
    "San Joaquin Children's Clinic",
    "400 Manzanita Avenue, Fresno 93701",
    "(559) 555-0140",
    who="Physician",
    note="many patients in Fresno",
)
WRENFIELDS = _doctor(
    "Juniper Wrenfields", "20A 90201", "Wrenfields Family Medicine", "77 Olive Avenue, Fresno 93701", "(559) 555-0141"
)
BRAMBLETHORPE = _doctor(
    "Harold Bramblethorpe",
    "G 90104",
    "Bramblethorpe Pediatrics",
    "12 Shattuck Square, Berkeley 94704",
    "(510) 555-0151",
    who="Physician, not confirmed",
    note="the letter with the code is at /local/letters",
)
NOT_PEBBLEWICK = _doctor(
    "Florian Pebblewick", "A 900119", "Pebblewick Wellness", "1 Main Street, Ventura 93001", "(805) 555-0152"
)
"""Someone who registered with the license of a physician, who got the letter."""
PINECHORD = _doctor(
    "Lionel Pinechord", "G 900128", "Pacific Pediatrics", "7 Ocean Street, Santa Cruz 95060", "(831) 555-0153"
)
LEO_PINECHORD = _doctor(
    "Leo Pinechord", "G 900128", "Pinechord Health", "9 Ocean Street, Santa Cruz 95060", "(831) 555-0154"
)
"""Another person of that last name, with the same license."""
NOT_HEATHERSTONE = _doctor(
    "Callum Heatherstone", "A 900111", "Redding Care", "4 Market Street, Redding 96001", "(530) 555-0155"
)
"""Someone whom staff took for the physician, wrongly."""
QUILLFEATHER = _doctor(
    "Desmond Quillfeather",
    "A 900102",
    "Quillfeather Wellness",
    "9 Levee Road, Sacramento 95814",
    "(916) 555-0142",
    who="Physician, barred",
    note="five forms stopped by the state",
)
LANTERNWOOD = _doctor(
    "Priya Lanternwood", "C 900103", "Bayside Pediatrics", "300 Harbor Drive, San Diego 92101", "(619) 555-0143"
)
BRIGHTWATER = _doctor(
    "Zoë Núñez-Brightwater",
    "A 900105",
    "Eastside Children's Health",
    "1500 Boyle Avenue, Los Angeles 90012",
    "(213) 555-0144",
)
PENASCOVERDE = _doctor(
    "José Peñascoverde", "A 900107", "Clínica del Valle", "21 Alum Rock Way, San Jose 95112", "(408) 555-0145"
)
MARSHLIGHT = _doctor(
    "Odette Marshlight", "A 900110", "Redwood Coast Pediatrics", "8 Bay Street, Eureka 95501", "(707) 555-0146"
)
CLOVERIDGEWAY = _doctor(
    "Thaddeus Cloveridgeway",
    "20A 90202",
    "Harbor Osteopathic Group",
    "60 Pine Avenue, Long Beach 90802",
    "(562) 555-0147",
)
# Their stories are told by their boards' records: see ports.py and the license service's data.
TIMBERSONG = _doctor(
    "Rupert Timbersong", "A 900109", "Bluff Park Pediatrics", "5 Ocean Terrace, Long Beach 90803", "(562) 555-0148"
)
MAPLEDALE = _doctor(
    "Siobhan O'Mapledale", "A 900106", "Lake Merritt Pediatrics", "14 Grand Way, Oakland 94610", "(510) 555-0149"
)
FOXHAVENER = _doctor(
    "Cordelia Foxhavener",
    "A 900122",
    "Inland Family Care",
    "33 Orange Show Way, San Bernardino 92401",
    "(909) 555-0150",
)
MOONSEDGE = _doctor(
    "Philippa Moonsedge",
    "A 900124",
    "Sequoia Gate Pediatrics",
    "2 Mooney Place, Visalia 93277",
    "(559) 555-0151",
    who="Physician, on hold",
    note="a form of hers waits for the state",
)
DUSKWATER = _doctor(
    "Anselm Duskwater", "A 900121", "Duskwater Integrative", "18 Barranca Way, Irvine 92604", "(949) 555-0152"
)
MOSSGROVER = _doctor(
    "Anneliese Mossgrover",
    "20A 90203",
    "Bayfront Family Practice",
    "40 Delaware Court, San Mateo 94401",
    "(650) 555-0153",
)
LARKSPURGATE = _doctor(
    "Evander Larkspurgate", "C 900125", "Larkspurgate Pediatrics", "11 Vine Lane, Napa 94559", "(707) 555-0154"
)

CLINIC_STAFF = Person(
    "Nadira", "Osei-Whitlock", Role.CLINIC_STAFF, who="Clinic staff", note="prepares forms for Dr. Fernwhistle"
)
OPERATOR = Person("Imani", "Castellanos", Role.OPERATOR, who="Operator", note="invites people; sees no child's record")
SCHOOL = Person("Dolores", "Aguilar-Xiong", Role.SCHOOL, who="School", note="Clovermead Elementary, approver")
CLERK = Person("Yesenia", "Benavides", Role.SCHOOL, who="School clerk", note="Clovermead, staff")
READER = Person("Lucinda", "Farrow", Role.SCHOOL, who="School nurse", note="Clovermead, reads only")
CLAIMANT = Person("Emory", "Tidewell", Role.SCHOOL, who="Asks for a school", note="waits for Clovermead's approver")
DISTRICT = Person("Harpreet", "Dhaliwal", Role.SCHOOL, who="School district", note="four schools in Fresno")
CHILD_CARE = Person("Teuila", "Mataafa", Role.SCHOOL, who="Child care center", note="in Fresno")
FRESNO_HEALTH = Person("Armando", "Villaseñor", Role.LOCAL_HEALTH, who="Local health dept.", note="Fresno County")
LONG_BEACH_HEALTH = Person("Chantrea", "Sok", Role.LOCAL_HEALTH, who="Local health dept.", note="City of Long Beach")
HEALTH_DEPARTMENTS = {
    "C10": FRESNO_HEALTH,
    "MLongBeach": LONG_BEACH_HEALTH,
    "C34": Person("Tomasina", "Figueredo", Role.LOCAL_HEALTH),  # Sacramento County
    "C37": Person("Rashid", "Alameddine", Role.LOCAL_HEALTH),  # San Diego County
    "C43": Person("Meenakshi", "Subramanian", Role.LOCAL_HEALTH),  # Santa Clara County
    "C01": Person("Odalys", "Pereira", Role.LOCAL_HEALTH),  # Alameda County
    "C19": Person("Hagop", "Terzian", Role.LOCAL_HEALTH),  # Los Angeles County
    "C36": Person("Lavinia", "Tuiasosopo", Role.LOCAL_HEALTH),  # San Bernardino County
    "C38": Person("Cormac", "Delahunt", Role.LOCAL_HEALTH),  # San Francisco
}
"""By local health jurisdiction. The others have no one in the portal yet: their notices go out as letters."""
OTHER_SCHOOLS = {
    Person("Solveig", "Brandt", Role.SCHOOL): (GABLEBECK, SABLEREACH, ALDERBARROW),
    Person("Augusto", "Belmonte", Role.SCHOOL): (MOSSNOOK,),
    Person("Mireille", "Kaplan", Role.SCHOOL): (HAZELSTEAD,),
    Person("Sunil", "Raghunathan", Role.SCHOOL): (FERNWICK,),
    Person("Nkechi", "Obiora", Role.SCHOOL): (PLOVERHOLT,),
    Person("Clementine", "Rusk", Role.SCHOOL): (FERNFALLOW,),
}
NURSE = Person("Beatriz", "Almonte-Reed", Role.REVIEWER, who="State reviewer, nurse")
REVIEWER = Person("Kenji", "Murasaki", Role.REVIEWER, who="State reviewer, doctor")
OFFICER = Person("Adaeze", "Nwachukwu", Role.OFFICER, who="Public Health Officer", note="decides reviews")
DESIGNEE = Person("Lorcan", "Fairweather", Role.OFFICER, who="Designated physician")
STAFF = Person("Malia", "Kahananui", Role.APPEALS_STAFF, who="Appeals staff")
SECRETARY = Person("Eleanor", "Winterbourne", Role.SECRETARY, who="Agency Secretary")
PANELISTS = (
    Person("Naveen", "Krishnaswami", Role.PANELIST, who="Appeal panelist", note="has a vote to cast"),
    Person("Graciela", "Monteverde", Role.PANELIST, who="Appeal panelist"),
    Person("Isaac", "Goldfinch", Role.PANELIST, who="Appeal panelist"),
    Person("Hyacinth", "Beaumont", Role.PANELIST),
)
PRACTICES_OF_PANELISTS = {
    "Krishnaswami": ("A", "900181", "Pediatrics", "Tule Fog Pediatrics", "1840 Juniper Row", "Sacramento", "95816"),
    "Monteverde": ("A", "900182", "Infectious diseases", "Arbor Street Clinic", "22 Arbor Street", "Davis", "95616"),
    "Goldfinch": ("G", "90183", "Family medicine", "Almond Orchard Family Care", "601 Almond Way", "Chico", "95926"),
    "Beaumont": ("C", "900184", "Allergy and immunology", "Delta Allergy", "9 Levee Lane", "Lodi", "95240"),
}
"""By last name: rank and number of the license, specialty, practice and its address."""
MEDICAL_BOARD = Person("Ruben", "Sandoval-Pike", Role.BOARD, who="Medical Board")
OSTEOPATHIC_BOARD = Person("Winifred", "Okazaki", Role.BOARD, who="Osteopathic Board")
NEW_SCHOOL = Person("Percival", "Thornbury", Role.SCHOOL)  # invited, has not answered
FORGETFUL_SCHOOL = Person("Ottoline", "Vance", Role.SCHOOL)  # invited, let the invitation run out

SHOWN: tuple[Person, ...] = (
    FERNWHISTLE,
    CLINIC_STAFF,
    MOONSEDGE,
    QUILLFEATHER,
    BRAMBLETHORPE,
    SCHOOL,
    CLERK,
    READER,
    CLAIMANT,
    DISTRICT,
    CHILD_CARE,
    FRESNO_HEALTH,
    LONG_BEACH_HEALTH,
    NURSE,
    REVIEWER,
    OFFICER,
    DESIGNEE,
    STAFF,
    SECRETARY,
    *PANELISTS[:3],
    MEDICAL_BOARD,
    OSTEOPATHIC_BOARD,
    OPERATOR,
)
"""Whom the start banner names, beside some parents: at least one person of every role."""
