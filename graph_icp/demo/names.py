"""The words that the demo's companies, places and people are named with."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random


class Country(NamedTuple):
    """A country, the sales region it belongs to and the legal forms of its companies."""

    name: str
    code: str
    region: str
    legal_forms: tuple[str, ...]


def coin_company_names(random: Random, count: int) -> list[str]:
    """Coin distinct two-part company names, such as Kestrelwick.

    Parameters
    ----------
    random : random.Random
        Where chance comes from.
    count : int
        How many names; there are `COINAGES` of them.

    Returns
    -------
    list of str
    """
    return random.sample(
        [first + second for first, second in product(_FIRST.split(), _SECOND.split())], count
    )


def name_people(random: Random, count: int) -> list[tuple[str, str]]:
    """Draw distinct (given name, family name) pairs, `PEOPLE` at most."""
    return random.sample(list(product(_GIVEN.split(), _FAMILY.split())), count)


COUNTRIES = (
    Country("United States", "US", "North America", ("Inc.", "LLC", "Corp.")),
    Country("Canada", "CA", "North America", ("Inc.", "Ltd.")),
    Country("United Kingdom", "GB", "UK and Ireland", ("Ltd", "PLC", "Limited")),
    Country("Ireland", "IE", "UK and Ireland", ("Ltd", "Limited")),
    Country("Germany", "DE", "DACH", ("GmbH", "AG")),
    Country("Austria", "AT", "DACH", ("GmbH", "AG")),
    Country("Switzerland", "CH", "DACH", ("AG", "GmbH")),
    Country("Sweden", "SE", "Nordics", ("AB",)),
    Country("Denmark", "DK", "Nordics", ("ApS", "A/S")),
    Country("Finland", "FI", "Nordics", ("Oy",)),
    Country("Netherlands", "NL", "Benelux and France", ("B.V.", "N.V.")),
    Country("Belgium", "BE", "Benelux and France", ("N.V.",)),
    Country("France", "FR", "Benelux and France", ("SAS", "SA")),
    Country("Australia", "AU", "Asia Pacific", ("Pty Ltd",)),
    Country("Singapore", "SG", "Asia Pacific", ("Pte. Ltd.",)),
    Country("India", "IN", "Asia Pacific", ("Pvt. Ltd.", "Ltd.")),
)

REGIONS = tuple(sorted({country.region for country in COUNTRIES}))

# What a company of the industry likes to be called after its coined name.
INDUSTRIES = {
    "Financial services": ("Capital", "Finance", "Invest"),
    "Payments": ("Pay", "Payments", "Ledger"),
    "Insurance": ("Insurance", "Cover"),
    "Retail": ("Stores", "Market", "Retail"),
    "Consumer goods": ("Goods", "Home", "Foods"),
    "Fashion": ("Apparel", "Studio"),
    "Industrial machinery": ("Machines", "Robotics", "Drives"),
    "Electronics": ("Sensors", "Devices", "Electronics"),
    "Automotive": ("Motors", "Mobility"),
    "Chemicals": ("Chemicals", "Materials"),
    "Energy": ("Energy", "Power"),
    "Logistics": ("Freight", "Logistics"),
    "Software": ("Software", "Cloud", "Labs"),
    "Media": ("Media", "Press"),
    "Health care": ("Health", "Clinics"),
    "Life sciences": ("Bio", "Therapeutics"),
    "Education": ("Learning", "Academy"),
    "Hospitality": ("Hotels", "Travel"),
    "Construction": ("Build", "Construction"),
    "Professional services": ("Advisory", "Consulting"),
}

TITLES = (
    "Head of Engineering",
    "Platform Engineer",
    "Data Engineer",
    "VP Operations",
    "Chief Technology Officer",
    "Product Manager",
    "Head of Data",
    "IT Manager",
    "Site Reliability Engineer",
    "Procurement Lead",
    "Chief Information Officer",
    "Marketing Director",
)

_FIRST = (
    "Alder Amber Ash Birch Bram Calder Cinder Corvin Dapple Drey Elder Ember Fallow Fenn Garn "
    "Gilder Hale Harrow Hazel Hollin Iver Juniper Kestrel Kinder Larch Linden Lorn Marl Merrow "
    "Mossel Nether Norrin Oaken Ostler Pell Perrin Plover Quill Raven Rowan Rusk Sable Sedge "
    "Selwyn Sorrel Tamar Tarn Tern Thistle Umber Vale Verrin Wexel Whin Wren Yarrow"
)
_SECOND = (
    "beck bourne brook bury by carr combe cote croft dale den fell ford garth gate grove ham "
    "haven holm hurst keld leigh low mark mead mere mont more nook ney ridge rigg scale shaw "
    "stead stock ston stow strand sund thorpe thwaite tide ton toft vane wald ward water "
    "well wick wold worth yard"
)
_GIVEN = (
    "Aaliyah Aarav Ada Agnes Ahmed Aino Alba Amelia Anders Anika Ann Antoine Astrid Ben Beatriz "
    "Carla Chen Clara Daniel Deepa Diego Elena Elias Emeka Emil Erik Esther Farah Felix Fiona "
    "Freya Gita Grace Hana Hassan Helena Hugo Ines Isaac Ivan Jana Jonas Julia Kai Karim Katya "
    "Keiko Lars Lea Leila Liam Lucia Magnus Maya Mei Milan Mira Nadia Nils Noor Olga Omar Oscar "
    "Paula Priya Rafael Ravi Rosa Ruth Samir Sofia Stefan Tariq Tess Theo Uma Vera Viktor Yara "
    "Zoe"
)
_FAMILY = (
    "Abbott Adeyemi Ahlgren Almeida Andersen Bakker Banerjee Bauer Becker Berg Bianchi Blom "
    "Carter Castro Chandra Cohen Costa Dahl Das Dubois Dupont Eklund Evans Farouk Fischer Foster "
    "Garcia Ghosh Gruber Haas Hansen Hayes Hoffmann Hughes Ibrahim Ito Iyer Jansen Jensen Johnson "
    "Kaplan Keller Khan Kim Koch Kowalski Kumar Larsen Lee Lindgren Lopez Martin Mehta Meyer "
    "Moreau Murphy Nakamura Nguyen Novak Okafor Olsen Ortega Park Patel Petrov Quinn Rossi Roy "
    "Sato Schmidt Silva Singh Svensson Tanaka Tran Vargas Visser Wagner Weber Wong"
)

COINAGES = len(_FIRST.split()) * len(_SECOND.split())
PEOPLE = len(_GIVEN.split()) * len(_FAMILY.split())
