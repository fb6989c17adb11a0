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

FERNWHISTLE = Doctor(
    "Marisol",
    "Fernwhistle",
    who="Physician",
    note="many patients in Fresno",
    license="A 900101",
    practice="San Joaquin Children's Clinic",
)
WRENFIELDS = Doctor(
    "Juniper",
    "Wrenfields",
    license="20A 90201",
    board="OMBC",
    practice="Wrenfields Family Medicine",
    street="77 Olive Avenue",
    telephone="(559) 555-0141",
)
QUILLFEATHER = Doctor(
    "Desmond",
    "Quillfeather",
    who="Physician, barred",
    note="five forms stopped by the state",
    license="A 900102",
    practice="Quillfeather Wellness",
    street="9 Levee Road",
    city="Sacramento",
    zip_code="95814",
    telephone="(916) 555-0142",
)
LANTERNWOOD = Doctor(
    "Priya",
    "Lanternwood",
    license="C 900103",
    practice="Bayside Pediatrics",
    street="300 Harbor Drive",
    city="San Diego",
    zip_code="92101",
    telephone="(619) 555-0143",
)
BRIGHTWATER = Doctor(
    "Zoë",
    "Núñez-Brightwater",
    license="A 900105",
    practice="Eastside Children's Health",
    street="1500 Boyle Avenue",
    city="Los Angeles",
    zip_code="90012",
    telephone="(213) 555-0144",
)
PENASCOVERDE = Doctor(
    "José",
    "Peñascoverde",
    license="A 900107",
    practice="Clínica del Valle",
    street="21 Alum Rock Way",
    city="San Jose",
    zip_code="95112",
    telephone="(408) 555-0145",
)
MARSHLIGHT = Doctor(
    "Odette",
    "Marshlight",
    license="A 900110",
    practice="Redwood Coast Pediatrics",
    street="8 Bay Street",
    city="Eureka",
    zip_code="95501",
    telephone="(707) 555-0146",
)
CLOVERIDGEWAY = Doctor(
    "Thaddeus",
    "Cloveridgeway",
    license="20A 90202",
    board="OMBC",
    practice="Harbor Osteopathic Group",
    street="60 Pine Avenue",
    city="Long Beach",
    zip_code="90802",
    telephone="(562) 555-0147",
)
# Their stories are told by their boards' records: see ports.py and the license service's data.
TIMBERSONG = Doctor(
    "Rupert",
    "Timbersong",
    license="A 900109",
    practice="Bluff Park Pediatrics",
    street="5 Ocean Terrace",
    city="Long Beach",
    zip_code="90803",
    telephone="(562) 555-0148",
)
MAPLEDALE = Doctor(
    "Siobhan",
    "O'Mapledale",
    license="A 900106",
    practice="Lake Merritt Pediatrics",
    street="14 Grand Way",
    city="Oakland",
    zip_code="94610",
    telephone="(510) 555-0149",
)
FOXHAVENER = Doctor(
    "Cordelia",
    "Foxhavener",
    license="A 900122",
    practice="Inland Family Care",
    street="33 Orange Show Way",
    city="San Bernardino",
    zip_code="92401",
    telephone="(909) 555-0150",
)
MOONSEDGE = Doctor(
    "Philippa",
    "Moonsedge",
    who="Physician, on hold",
    note="a form of hers waits for the state",
    license="A 900124",
    practice="Sequoia Gate Pediatrics",
    street="2 Mooney Place",
    city="Visalia",
    zip_code="93277",
    telephone="(559) 555-0151",
)
DUSKWATER = Doctor(
    "Anselm",
    "Duskwater",
    license="A 900121",
    practice="Duskwater Integrative",
    street="18 Barranca Way",
    city="Irvine",
    zip_code="92604",
    telephone="(949) 555-0152",
)
MOSSGROVER = Doctor(
    "Anneliese",
    "Mossgrover",
    license="20A 90203",
    board="OMBC",
    practice="Bayfront Family Practice",
    street="40 Delaware Court",
    city="San Mateo",
    zip_code="94401",
    telephone="(650) 555-0153",
)
LARKSPURGATE = Doctor(
    "Evander",
    "Larkspurgate",
    license="C 900125",
    practice="Larkspurgate Pediatrics",
    street="11 Vine Lane",
    city="Napa",
    zip_code="94559",
    telephone="(707) 555-0154",
)

OPERATOR = Person("Imani", "Castellanos", Role.OPERATOR, who="Operator", note="invites people; sees no child's record")
SCHOOL = Person("Dolores", "Aguilar-Xiong", Role.SCHOOL, who="School", note="Clovermead Elementary, Fresno")
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
MEDICAL_BOARD = Person("Ruben", "Sandoval-Pike", Role.BOARD, who="Medical Board")
OSTEOPATHIC_BOARD = Person("Winifred", "Okazaki", Role.BOARD, who="Osteopathic Board")
NEW_SCHOOL = Person("Percival", "Thornbury", Role.SCHOOL)  # invited, has not answered
FORGETFUL_SCHOOL = Person("Ottoline", "Vance", Role.SCHOOL)  # invited, let the invitation run out

SHOWN: tuple[Person, ...] = (
    FERNWHISTLE,
    MOONSEDGE,
    QUILLFEATHER,
    SCHOOL,
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
