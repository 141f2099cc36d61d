"""Names of businesses, churches, schools and parks with septic systems."""

from random import Random

from desktop.services.office.sample.names import BLACK, CZECH_GERMAN, ENGLISH, SPANISH

_TREES = (
    "Pine",
    "Oak",
    "Cedar",
    "Pecan",
    "Magnolia",
    "Dogwood",
    "Cypress",
    "Post Oak",
    "Live Oak",
    "Elm",
    "Yaupon",
    "Bluebonnet",
    "Lakeview",
    "Brazos",
    "Piney Woods",
    "Trinity",
    "Hidden",
    "Twin",
    "Sandy",
    "Rolling",
)
_FEATURES = (
    "Ridge",
    "Creek",
    "Hills",
    "Acres",
    "Point",
    "Harbor",
    "Meadows",
    "Bend",
    "Hollow",
    "Valley",
    "Landing",
    "Grove",
)
_SAINTS = ("Mary", "Joseph", "Ann", "John", "Michael", "Paul", "Anthony")
_LAST = ENGLISH.last + CZECH_GERMAN.last + SPANISH.last[:20] + BLACK.last

# What a business is called; {last} a surname, {town} a town, {tree} and {feature} a landscape.
PATTERNS: dict[str, tuple[str, ...]] = {
    "restaurant": (
        "{last}'s Cafe",
        "{last}'s BBQ",
        "{town} Diner",
        "Taqueria {latin}",
        "{tree} Grill",
        "{last} Bakery",
        "El {tree} Mexican Restaurant",
        "{town} Donuts",
        "{last}'s Catfish House",
        "{tree} {feature} Steakhouse",
        "{last} Meat Market",
    ),
    "rv_park": (
        "{tree} {feature} RV Park",
        "{town} RV & Campground",
        "{last}'s RV Park",
        "{tree} Marina & RV",
        "{town} Mobile Home Park",
    ),
    "church_school": (
        "First Baptist Church of {town}",
        "{tree} {feature} Baptist Church",
        "{town} United Methodist Church",
        "St. {saint} Catholic Church, {town}",
        "{tree} {feature} Church of Christ",
        "{town} ISD",
        "Greater {tree} Missionary Baptist Church",
        "{tree} {feature} Christian Academy",
    ),
    "shop": (
        "{last} Feed & Supply",
        "{town} Veterinary Clinic",
        "{last} Auto Repair",
        "{tree} {feature} HOA",
        "{last} Trucking LLC",
        "{town} Quick Stop",
        "{last} Welding",
        "{tree} {feature} Event Center",
        "{last} Self Storage",
        "{town} Family Dental",
        "{tree} {feature} Winery",
        "{last} Sand & Gravel",
    ),
    "builder": (
        "{last} Custom Homes",
        "{tree} {feature} Builders",
        "{last} & Sons Construction",
        "{last} Homes LLC",
    ),
    "realtor": (
        "{last} Realty",
        "{town} Land & Ranch Real Estate",
        "{tree} {feature} Properties",
    ),
    "government": (
        "City of {town}",
        "{county} County Precinct {digit}",
        "{town} Volunteer Fire Dept",
        "{county} County Road & Bridge",
        "{town} Water Supply Corp",
    ),
}


def firm(rng: Random, profile: str, town: str, county: str) -> str:
    """The name of a business of a profile that stands in a town."""
    return rng.choice(PATTERNS[profile]).format(
        last=rng.choice(_LAST),
        latin=rng.choice(SPANISH.last[:24]),
        town=town,
        county=county,
        tree=rng.choice(_TREES),
        feature=rng.choice(_FEATURES),
        saint=rng.choice(_SAINTS),
        digit=1 + int(rng.random() * 4),
    )
