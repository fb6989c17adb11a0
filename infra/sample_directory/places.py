"""Where the invented schools stand. Counties and cities are real: they decide the health jurisdiction."""

from typing import NamedTuple


class Place(NamedTuple):
    """A city with its county and CDS county code, a ZIP and an area code, and how many schools it gets."""

    county_code: str
    county: str
    city: str
    zip: str
    area: str
    schools: int


PLACES = (
    Place("01", "Alameda", "Berkeley", "94704", "510", 12),
    Place("01", "Alameda", "Oakland", "94612", "510", 12),
    Place("01", "Alameda", "Fremont", "94538", "510", 5),
    Place("02", "Alpine", "Markleeville", "96120", "530", 2),
    Place("04", "Butte", "Chico", "95928", "530", 6),
    Place("07", "Contra Costa", "Richmond", "94801", "510", 6),
    Place("07", "Contra Costa", "Concord", "94520", "925", 4),
    Place("10", "Fresno", "Fresno", "93721", "559", 12),
    Place("10", "Fresno", "Clovis", "93612", "559", 5),
    Place("12", "Humboldt", "Eureka", "95501", "707", 5),
    Place("12", "Humboldt", "Arcata", "95521", "707", 3),
    Place("15", "Kern", "Bakersfield", "93301", "661", 8),
    Place("19", "Los Angeles", "Long Beach", "90802", "562", 14),
    Place("19", "Los Angeles", "Pasadena", "91101", "626", 10),
    Place("19", "Los Angeles", "South Pasadena", "91030", "626", 3),
    Place("19", "Los Angeles", "Los Angeles", "90012", "213", 24),
    Place("21", "Marin", "San Rafael", "94901", "415", 6),
    Place("21", "Marin", "Novato", "94945", "415", 4),
    Place("27", "Monterey", "Salinas", "93901", "831", 6),
    Place("30", "Orange", "Santa Ana", "92701", "714", 8),
    Place("30", "Orange", "Irvine", "92612", "949", 6),
    Place("33", "Riverside", "Riverside", "92501", "951", 8),
    Place("34", "Sacramento", "Sacramento", "95814", "916", 12),
    Place("36", "San Bernardino", "Ontario", "91764", "909", 7),
    Place("37", "San Diego", "San Diego", "92101", "619", 14),
    Place("37", "San Diego", "Chula Vista", "91910", "619", 5),
    Place("38", "San Francisco", "San Francisco", "94103", "415", 10),
    Place("43", "Santa Clara", "San Jose", "95113", "408", 10),
    Place("45", "Shasta", "Redding", "96001", "530", 5),
    Place("49", "Sonoma", "Santa Rosa", "95404", "707", 4),
    Place("50", "Stanislaus", "Modesto", "95354", "209", 2),
    Place("56", "Ventura", "Oxnard", "93030", "805", 2),
)

HEADWORDS = """
    Alder Amber Bramble Briar Cinder Clover Copper Dapple Ember Fern Finch Flint Gable Hazel Heron Juniper Lantern
    Larch Linnet Marl Mistle Moss Otter Pebble Plover Quill Russet Sable Thistle Wren
"""
ENDINGS = """
    barrow beck combe fallow garth holt hythe mead more nook reach rill shaw stead thwaite wick
"""
STREETS = ("Road", "Street", "Lane", "Way", "Avenue", "Drive")
