"""A directory as large as the state's, drawn by a seed: 40,000 places with the names that such places have, most of
them many times over, in real cities. And what people would type to find some of them."""

from random import Random

from chalicelib.domain.account import Address
from chalicelib.domain.facility import Facility, FacilityKind

SEED = 20261129


def _listed(names: str) -> list[str]:
    return names.split(",")


_CITIES = _listed(
    "Los Angeles,Los Angeles,San Diego,San Jose,San Francisco,Fresno,Sacramento,Long Beach,Oakland,Bakersfield,"
    "Anaheim,Santa Ana,Riverside,Stockton,Irvine,Chula Vista,Fremont,San Bernardino,Modesto,Fontana,Moreno Valley,"
    "Oxnard,Huntington Beach,Glendale,Santa Clarita,Garden Grove,Oceanside,Rancho Cucamonga,Santa Rosa,Ontario,"
    "Elk Grove,Corona,Lancaster,Palmdale,Salinas,Pomona,Hayward,Escondido,Torrance,Sunnyvale,Pasadena,Fullerton,"
    "Orange,Thousand Oaks,Visalia,Simi Valley,Concord,Roseville,Victorville,Santa Clara,Vallejo,Berkeley,El Monte,"
    "Downey,Costa Mesa,Inglewood,Carlsbad,San Buenaventura,Fairfield,West Covina,Murrieta,Richmond,Norwalk,Antioch,"
    "Temecula,Burbank,Daly City,Rialto,Santa Maria,El Cajon,San Mateo,Clovis,Compton,Jurupa Valley,Vista,South Gate,"
    "Mission Viejo,Vacaville,Carson,Hesperia,Santa Monica,Westminster,Redding,Santa Barbara,Chico,Newport Beach,"
    "San Leandro,San Marcos,Whittier,Hawthorne,Citrus Heights,Tracy,Alhambra,Livermore,Buena Park,Menifee,Hemet,"
    "Lakewood,Merced,Chino,Indio,Redwood City,Lake Forest,Napa,Tustin,Bellflower,Mountain View,Chino Hills,"
    "Baldwin Park,Alameda,Upland,San Ramon,Folsom,Pleasanton,Union City,Perris,Manteca,Lynwood,Apple Valley,"
    "Redlands,Turlock,Milpitas,Redondo Beach,Rancho Cordova,Yorba Linda,Palo Alto,Davis,Camarillo,Walnut Creek,"
    "Pittsburg,South San Francisco,Yuba City,San Clemente,Laguna Niguel,Pico Rivera,Montebello,Lodi,Madera,"
    "Santa Cruz,La Habra,Encinitas,Monterey Park,Tulare,Cupertino,Gardena,National City,Rocklin,Petaluma,"
    "Huntington Park,San Rafael,La Mesa,Arcadia,Fountain Valley,Diamond Bar,Woodland,Santee,Lake Elsinore,"
    "Porterville,Paramount,Eastvale,Rosemead,Hanford,Highland,Brentwood,Novato,Colton,Cathedral City,Delano,Yucaipa,"
    "Watsonville,Placentia,Glendora,Gilroy,Palm Desert,Cerritos,West Sacramento,Aliso Viejo,Poway,La Mirada,"
    "Rancho Santa Margarita,Cypress,Dublin,Covina,Azusa,Palm Springs,San Luis Obispo,Ceres,San Jacinto,Lincoln,"
    "Newark,Lompoc,El Centro,Danville,Bell Gardens,Coachella,Rancho Palos Verdes,San Bruno,Rohnert Park,Brea,"
    "La Puente,Campbell,San Gabriel,Beaumont,Morgan Hill,Culver City,Calexico,Stanton,La Quinta,Pacifica,Montclair,"
    "Oakley,Monrovia,Los Banos,Martinez,Eureka,Ukiah,Truckee,Yreka,Susanville,Bishop,Quincy,Alturas,Sonora"
)
_PEOPLE = _listed(
    "Abraham Lincoln,George Washington,Thomas Jefferson,John Muir,Cesar Chavez,Rosa Parks,Martin Luther King,"
    "John Adams,Franklin Roosevelt,Theodore Roosevelt,Luther Burbank,Harriet Tubman,Helen Keller,Sally Ride,"
    "Dolores Huerta,Jackie Robinson,Albert Einstein,Amelia Earhart,Walt Whitman,Mark Twain,Junipero Serra,"
    "Leonardo da Vinci,William Penn,Andrew Carnegie,Horace Mann,Betsy Ross,Phillis Wheatley,Edwin Markham"
)
_FIRST = _listed(
    "Vine,Zelzah,Aragon,Budlong,Menlo,Normandie,Saturn,Cienega,Wilton,Trinity,Magnolia,Sycamore,Willow,Juniper,"
    "Cypress,Manzanita,Laurel,Hawthorn,Alder,Aspen,Birch,Cedar,Chestnut,Elder,Hazel,Hickory,Linden,Maple,Mulberry,"
    "Olive,Palm,Pepper,Poplar,Redwood,Rowan,Sequoia,Spruce,Walnut,Clover,Bluebell,Poppy,Lupine,Heather,Thistle,"
    "Meadowlark,Falcon,Heron,Osprey,Quail,Condor,Egret,Kestrel,Sparrow,Swallow,Coyote,Bobcat,Badger,Otter,Beaver,"
    "Granite,Marble,Copper,Silver,Golden,Crystal,Amber,Quartz,Flint,Slate,Harbor,Lagoon,Canyon,Mesa,Prairie,Bonita,"
    "Vista,Loma,Rancho,Arroyo,Sierra,Alta,Encina,Robles,Alamos,Palomar,Serrano,Castillo,Delgado,Fremont,Kearny,"
    "Stockdale,Bidwell,Sutter,Bancroft,Larkin,Sloat,Portola,Cabrillo,Balboa,Vizcaino,Anza,Moraga,Peralta,Castro"
)
_SECOND = _listed(
    "Meadow,Ridge,Grove,Creek,Hill,Hills,Valley,View,Park,Glen,Oaks,Springs,Canyon,Heights,Point,Vista,Field,Brook,"
    "Crest,Dale,Gate,Haven,Knoll,Lake,Landing,Mill,Pines,Ranch,Shore,Trail,Wood,Street,Avenue"
)
_SAINTS = _listed(
    "Odile,Brendan,Ignatius,Columba,Bernadette,Catherine,Cecilia,Dominic,Elizabeth,Francis,Genevieve,Helen,Jerome,"
    "Joachim,Justin,Kevin,Lawrence,Linus,Madeleine,Matthew,Monica,Norbert,Patrick,Philomena,Raphael,Rita,Sebastian"
)
_ENDS = _listed(
    "Elementary,Elementary,Elementary,Elementary School,Middle,Middle School,High,High School,Intermediate,Charter,"
    "Charter School,Academy,Charter Academy,Preparatory Academy,Continuation High,Christian School,Montessori"
)
_CARE = _listed(
    "Preschool,Child Development Center,Children's Center,Child Care Center,Head Start,Montessori Preschool,"
    "Learning Center,Early Education Center,State Preschool,Christian Preschool,Day Care,Infant Center"
)
_SHORT = {
    "Saint": "St",
    "St.": "Saint",
    "Elementary": "Elem",
    "School": "Sch",
    "Center": "Ctr",
    "Street": "St",
    "Avenue": "Ave",
    "Heights": "Hts",
    "Academy": "Acad",
    "High": "HS",
    "Middle": "MS",
    "Christian": "Chr",
    "Preparatory": "Prep",
    "Mount": "Mt",
    "Development": "Dev",
}


def large_directory(size: int = 40_000) -> list[Facility]:
    """The same places at each call."""
    draw = Random(SEED)  # noqa: S311 - the same places each time
    return [_place(draw, number) for number in range(size)]


def _place(draw: Random, number: int) -> Facility:
    is_care = number % 5 < 2
    city = draw.choice(_CITIES)
    name = f"{_beginning(draw)} {draw.choice(_CARE if is_care else _ENDS)}"
    return Facility(
        id=f"{100_000_000 + number}" if is_care else f"19647330{number:06}",
        kind=FacilityKind.CHILD_CARE_CENTER if is_care else FacilityKind.PUBLIC_SCHOOL,
        name=name,
        address=Address(
            street=f"{draw.randrange(100, 9999)} {draw.choice(_FIRST)} {draw.choice(('St.', 'Ave.', 'Dr.'))}",
            city=city,
            zip_code=f"9{_CITIES.index(city) * 3 + draw.randrange(3):04}",
        ),
        county="Los Angeles",
        jurisdiction="C19",
    )


def _beginning(draw: Random) -> str:
    kind = draw.random()
    if kind < 0.12:
        return draw.choice(_PEOPLE)
    if kind < 0.2:
        return f"{draw.choice(('Saint', 'St.'))} {draw.choice(_SAINTS)}"
    first, second = draw.choice(_FIRST), draw.choice(_SECOND)
    if kind < 0.35:
        return f"{first}{second.lower()}"
    return first if kind < 0.45 else f"{first} {second}"


def typed_for(draw: Random, facility: Facility) -> str:
    """What someone may type who looks for this place: a part of the name or all, with slips, and where it is."""
    words = facility.name.split()
    keep = words[: draw.randrange(min(2, len(words)), len(words) + 1)]
    keep = _changed(draw, keep)
    city = facility.address.city
    where = draw.choice((city, city, city.lower(), facility.address.zip_code, _slip(draw, city)))
    return " ".join((*keep, where)) if draw.random() < 0.8 else " ".join((where, *keep))


def _changed(draw: Random, words: list[str]) -> list[str]:
    """The words with one thing that people do to them, or two."""
    for _time in range(draw.choice((1, 1, 2))):
        way = draw.choice(("slip", "slip", "short", "join", "case"))
        if way == "slip":
            longest = max(range(len(words)), key=lambda place: len(words[place]))
            words = [_slip(draw, word) if place == longest else word for place, word in enumerate(words)]
        elif way == "short":
            words = [_SHORT.get(word, word) for word in words]
        elif way == "join" and len(words) > 1 and words[0].isalpha() and words[0] not in _SHORT:
            words = [words[0] + words[1].lower(), *words[2:]]
        else:
            words = [word.lower() for word in words]
    return words


def _slip(draw: Random, word: str) -> str:
    """One letter left out, doubled, replaced, or swapped with the next."""
    if len(word) < 5:
        return word
    at = draw.randrange(1, len(word) - 1)
    way = draw.choice(("out", "twice", "other", "swap"))
    if way == "out":
        return word[:at] + word[at + 1 :]
    if way == "twice":
        return word[:at] + word[at] + word[at:]
    if way == "other":
        return word[:at] + draw.choice("aeiourstln") + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
