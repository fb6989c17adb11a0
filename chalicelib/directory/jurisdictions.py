"""The 61 local health jurisdictions: 58 counties, and three cities with a health department of their own.

No official list in one piece was found: the table is made of the counties and the cities of Berkeley, Long
Beach and Pasadena. (Vernon's department covers environmental health only.) The counties stand in the order
of their CDS code, which is alphabetical, and their FIPS code is 06 and the odd numbers in the same order.
"""

from enum import StrEnum

from chalicelib.domain.record import FrozenModel

_COUNTY_NAMES = (
    "Alameda",
    "Alpine",
    "Amador",
    "Butte",
    "Calaveras",
    "Colusa",
    "Contra Costa",
    "Del Norte",
    "El Dorado",
    "Fresno",
    "Glenn",
    "Humboldt",
    "Imperial",
    "Inyo",
    "Kern",
    "Kings",
    "Lake",
    "Lassen",
    "Los Angeles",
    "Madera",
    "Marin",
    "Mariposa",
    "Mendocino",
    "Merced",
    "Modoc",
    "Mono",
    "Monterey",
    "Napa",
    "Nevada",
    "Orange",
    "Placer",
    "Plumas",
    "Riverside",
    "Sacramento",
    "San Benito",
    "San Bernardino",
    "San Diego",
    "San Francisco",
    "San Joaquin",
    "San Luis Obispo",
    "San Mateo",
    "Santa Barbara",
    "Santa Clara",
    "Santa Cruz",
    "Shasta",
    "Sierra",
    "Siskiyou",
    "Solano",
    "Sonoma",
    "Stanislaus",
    "Sutter",
    "Tehama",
    "Trinity",
    "Tulare",
    "Tuolumne",
    "Ventura",
    "Yolo",
    "Yuba",
)
_CITIES = {"Berkeley": "Alameda", "Long Beach": "Los Angeles", "Pasadena": "Los Angeles"}


class JurisdictionKind(StrEnum):
    """Whose health department it is."""

    COUNTY = "county"
    CITY = "city"


class Jurisdiction(FrozenModel):
    """One local health jurisdiction. `county` is the bare name of its county, for instance "Los Angeles"."""

    id: str
    name: str
    kind: JurisdictionKind
    county: str
    cds_county_code: str  # two digits, "01" to "58"
    county_fips: str  # five digits


def _county(place: int, name: str) -> Jurisdiction:
    code = f"{place:02}"
    return Jurisdiction(
        id=f"C{code}",
        name="San Francisco (City and County)" if name == "San Francisco" else f"{name} County",
        kind=JurisdictionKind.COUNTY,
        county=name,
        cds_county_code=code,
        county_fips=f"06{2 * place - 1:03}",
    )


COUNTIES = tuple(_county(place, name) for place, name in enumerate(_COUNTY_NAMES, start=1))
_BY_NAME = {county.county.casefold(): county for county in COUNTIES}
_BY_CODE = {county.cds_county_code: county for county in COUNTIES}

CITIES = tuple(
    _BY_NAME[county.casefold()].with_changes(id=f"M{city.replace(' ', '')}", name=city, kind=JurisdictionKind.CITY)
    for city, county in _CITIES.items()
)
_BY_CITY = {(city.county, city.name.casefold()): city for city in CITIES}

JURISDICTIONS = COUNTIES + CITIES
"""All 61."""


def county_named(name: str) -> Jurisdiction | None:
    """Return the county of that name, with or without the word "County"; None if there is none."""
    words = name.casefold().split()
    return _BY_NAME.get(" ".join(words[:-1] if words[-1:] == ["county"] else words))


def county_coded(cds_county_code: str) -> Jurisdiction | None:
    """Return the county of the first two digits of a CDS code; None if there is none."""
    return _BY_CODE.get(cds_county_code)


def jurisdiction_of(county: Jurisdiction, city: str) -> Jurisdiction:
    """Return the jurisdiction of a place: the city's own if it has one, else the county's.

    A postal city can reach beyond the city's limits, so this is a first reading that the department may
    correct.
    """
    return _BY_CITY.get((county.county, " ".join(city.casefold().split())), county)
