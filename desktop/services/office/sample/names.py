"""Names of people as one finds them between Bryan and Livingston."""

from random import Random
from typing import NamedTuple

from desktop.services.office.sample.odds import Odds


class Roots(NamedTuple):
    """First and last names that go together."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    last: tuple[str, ...]


class Person(NamedTuple):
    """One or two people of a household."""

    first: str
    last: str
    second: str | None

    @property
    def listed(self) -> str:
        """As the office lists them: last name first."""
        return f"{self.last}, {self.first}" + (f" & {self.second}" if self.second else "")


def _roots(women: str, men: str, last: str) -> Roots:
    return Roots(tuple(women.split()), tuple(men.split()), tuple(last.split()))


ENGLISH = _roots(
    "Mary Linda Patricia Barbara Susan Debra Karen Donna Brenda Pamela Cynthia Sharon Amy Melissa"
    " Kimberly Angela Tammy Rhonda Jennifer Ashley Amanda Brittany Lauren Kayla Emily Peggy Joyce"
    " Martha Betty Judy Glenda Stacy Misty Heather Shelby Paige Courtney Rebecca Laura",
    "James John Robert Michael William David Richard Charles Joseph Thomas Larry Jerry Gary Ronnie"
    " Billy Bobby Jimmy Johnny Randy Terry Danny Kenneth Donald Steve Mark Kevin Brian Jason Chad"
    " Justin Cody Travis Dustin Clint Wesley Tyler Austin Colton Ray Dale Wayne Earl",
    "Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Thomas White"
    " Harris Martin Thompson Robinson Clark Lewis Lee Walker Hall Allen Young King Wright Scott"
    " Green Baker Adams Nelson Hill Campbell Mitchell Roberts Carter Phillips Evans Turner Parker"
    " Collins Edwards Stewart Morris Rogers Reed Cook Bell Murphy Bailey Cooper Richardson Cox"
    " Howard Ward Peterson Gray James Watson Brooks Kelly Sanders Price Bennett Wood Barnes Ross"
    " Henderson Coleman Jenkins Perry Powell Long Patterson Hughes Butler Simmons Foster McCoy"
    " McDaniel McKinney Pruitt Stringer Wiggins Tatum Dunlap Sikes Goodson Hightower Burch Crowder",
)
SPANISH = _roots(
    "Maria Ana Rosa Guadalupe Juana Carmen Leticia Sandra Yolanda Norma Patricia Veronica Claudia"
    " Araceli Esmeralda Gabriela Alma Irma Silvia Elena Teresa Daniela Marisol",
    "Jose Juan Luis Carlos Jesus Antonio Francisco Miguel Pedro Manuel Roberto Ricardo Javier"
    " Fernando Raul Hector Sergio Arturo Alejandro Ruben Mario Alfredo Ramiro",
    "Garcia Martinez Rodriguez Hernandez Lopez Gonzalez Perez Sanchez Ramirez Torres Flores Rivera"
    " Gomez Reyes Cruz Morales Ortiz Gutierrez Chavez Ramos Mendoza Castillo Vasquez Jimenez"
    " Moreno Salazar Delgado Cantu Trevino Garza Villarreal Zamora De_La_Cruz Ybarra Peña Muñoz",
)
BLACK = _roots(
    "Latasha Keisha Yolanda Denise Gloria Vanessa Tamika Ebony Shanice Regina Felicia Bernice"
    " Ernestine Loretta Jasmine Aaliyah Monique Tanisha Dorothy",
    "Marcus Darnell Terrence Reginald Tyrone Demetrius Cedric Willie Otis Curtis Clarence Leroy"
    " Malik Andre Jerome Roosevelt Lamar Isaiah Darius",
    "Washington Jefferson Jackson Williams Johnson Robinson Hardy Franklin Booker Mosley Banks"
    " Gaines Dorsey Battle Grimes Sweat Felder Wade Rutledge Sims Bradford Mayes Toliver Hubert",
)
CZECH_GERMAN = _roots(
    "Dorothy Bernadette Georgia Marlene Annette Rosalie Lillian Evelyn Judith Kathleen Debbie"
    " Michelle Christine Monica",
    "Edwin Alvin Leroy Raymond Daniel Eugene Alfons Herman Victor Frank August Kenneth Larry"
    " Dennis Norbert Milton Emil",
    "Kovar Novak Dvorak Svoboda Janac Jurena Kubena Marek Orsak Polansky Skrivanek Vajdak Zalesak"
    " Kristinek Hejl Krenek Schulz Mueller Schneider Lehmann Kuehn Weber Krause Schroeder Zgabay"
    " Hilscher Wendt Balke Groce Jahns Loehr Nitsche Rosenbaum Tiemann",
)
VIETNAMESE = _roots(
    "Lan Huong Thuy Mai Linh Hoa Kim Phuong Ngoc Trang Anh",
    "Minh Tuan Hung Dung Duc Long Hai Khanh Phuc Son Bao",
    "Nguyen Tran Le Pham Huynh Vo Dang Bui Do Ngo Truong",
)

_ROOTS = Odds({ENGLISH: 52, SPANISH: 20, BLACK: 12, CZECH_GERMAN: 12, VIETNAMESE: 4})
_INITIALS = "ABCDEFGHJKLMRSTW"
_SUFFIXES = ("Jr", "Sr", "III")


def person(rng: Random) -> Person:
    """One person, or a couple."""
    roots = _ROOTS.draw(rng)
    lead, other = (roots.men, roots.women) if rng.random() < 0.56 else (roots.women, roots.men)
    first, last = rng.choice(lead), rng.choice(roots.last).replace("_", " ")
    second = rng.choice(other) if rng.random() < 0.36 else None
    roll = rng.random()
    if roll < 0.12:
        first = f"{first} {rng.choice(_INITIALS)}"
    elif roll < 0.15 and lead is roots.men:
        last = f"{last} {rng.choice(_SUFFIXES)}"
    return Person(first, last, second)


def misspelt(rng: Random, word: str) -> str:
    """The same word as someone else would have typed it."""
    place = 1 + int(rng.random() * max(len(word) - 2, 1))
    way = int(rng.random() * 3)
    if way == 0:
        return word[:place] + word[place + 1 :]
    if way == 1:
        return word[: place + 1] + word[place] + word[place + 1 :]
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
