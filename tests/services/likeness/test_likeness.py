"""Who is who: the rules of the specification row by row, and what holds for any two people."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.services.importing.planning.comparable import comparable
from desktop.services.likeness import SUGGESTED, Blocks, Person, Rarity, compare, one_to_one, place
from desktop.services.likeness.blocking import LARGEST_BLOCK, MOST_CANDIDATES, keys
from desktop.services.likeness.evidence import EVIDENCE, found
from desktop.services.likeness.nicknames import is_short_form
from desktop.services.likeness.rules import NEVER, RULES
from desktop.services.likeness.similar import edits
from desktop.services.likeness.streets import read_line

OAK = place("12 Oak St", "", "Tyler", "75701", "TX")
ELM = place("99 Elm Rd", "", "Waco", "76701", "TX")
PHONE, OTHER_PHONE = "(903) 555-0151", "(430) 555-0909"


def who(name: str, *phones: str, at: Any = None, **more: Any) -> Person:
    """A customer with a name, phones and at most one address."""
    return comparable(name, phones=phones, places=[at] if at else (), **more)


def test_what_says_less_of_the_same_house_is_no_second_place() -> None:
    bare, flat = place("12 Oak St", "", "Tyler", "75701"), place("12 Oak St", "Apt 3", "Tyler")
    assert comparable("Ana", places=[bare, OAK, ELM]).places == (OAK, ELM)
    assert comparable("Ana", places=[bare, flat]).places == (bare, flat)
    assert comparable("Ana", places=[]).places == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome", "rule"),
    [
        (who("Bob Reyes", PHONE), who("Reyes, Robert", PHONE), "suggested", ""),
        (who("Pat Reyes", PHONE), who("Patricia Reyes", PHONE), "suggested", ""),
        (who("Ana Reyes", emails=["a@x.com"]), who("Anna Reyes", emails=["A@x.com"]),
         "suggested", ""),
        (who("Ana Reyes", at=OAK), who("Reyes, Anna", at=OAK), "suggested", ""),
        (who("Reyes, Ana 48213077", PHONE), who("Ana Reyes", PHONE), "suggested", ""),
        (who("Adam & Brenda Kowalski", at=OAK), who("Kowalski, Brenda", at=OAK), "suggested", ""),
        (who("Kowalski, Adam", PHONE, second="Brenda"), who("Kowalski, Brenda", PHONE),
         "suggested", ""),
        (who("Barb's Diner LLC", PHONE), who("Barb’s Diner", PHONE), "suggested", ""),
        (who("Tom Reyes", PHONE, at=OAK), who("Ana Reyes", PHONE, at=OAK), "shown", "household"),
        (who("Ana Reyes", PHONE, at=OAK), who("Ana Reyes", OTHER_PHONE, at=ELM),
         "shown", "two_people"),
        (who("Reyes, Juan Jr.", PHONE, at=OAK), who("Reyes, Juan Sr.", PHONE, at=OAK),
         "never", "generation"),
        (who("Juan Reyes II", PHONE), who("Juan Reyes III", PHONE), "never", "generation"),
        (who("Juan Reyes Jr", PHONE, at=OAK), who("Juan Reyes", PHONE, at=OAK),
         "shown", "one_generation"),
        (who("Dale Nystrom (SOLD 6/24)", at=OAK), who("Ana Reyes", at=OAK), "shown", "sold"),
        (who("Dale Nystrom", at=OAK), who("Ana Reyes", at=OAK), "not", "strangers"),
        (who("Hill Farms", PHONE, parent="hill"), who("Hill Farm", PHONE, parent="hill"),
         "never", "siblings"),
        (who("Ana Reyes", PHONE), who("Zeb Young", PHONE), "not", ""),
        (who(""), who(""), "not", ""),
    ],
)  # fmt: skip
def test_who_is_who(ours: Person, theirs: Person, outcome: str, rule: str) -> None:
    like = compare(ours, theirs, Rarity())
    told = "suggested" if like.is_suggested else "shown" if like.is_shown else "not"
    assert told == {"never": "not"}.get(outcome, outcome)
    assert (like.score == 0) is (outcome == "never")
    if like.is_shown or outcome == "never":
        assert like.rule == rule


def test_the_reasons_are_words() -> None:
    like = compare(who("Bob Reyes", PHONE, at=OAK), who("Robert Reyes", PHONE, at=OAK), Rarity())
    assert like.reasons == (
        "first name nearly the same: Bob / Robert",
        "same last name",
        "same phone (903) 555-0151",
        "same address",
    )


def test_a_rare_name_says_more_than_a_common_one() -> None:
    list_of_many = [who(f"Ann{n} Smith") for n in range(800)]
    rarity = Rarity([*list_of_many, who("Ann Drzezdzon")])
    rare, common = (
        compare(who(f"Al {last}", at=OAK), who(f"Alma {last}", at=OAK), rarity).bits
        for last in ("Drzezdzon", "Smith")
    )
    assert rare > common + 5


def test_a_neighbour_is_not_the_same_house() -> None:
    next_door = OAK._replace(number="14")
    rarity = Rarity([who(f"Q{n}x Smith", at=OAK._replace(number=str(n))) for n in range(300)])
    assert not compare(who("Al Smith", at=OAK), who("Jo Smith", at=next_door), rarity).is_shown


@pytest.mark.parametrize(
    ("one", "other"),
    [("14210 Farm to Market Rd 2818", "14210 FM 2818"), ("12 N. Oak Street", "12 North Oak St"),
     ("330 CR 4110", "330 County Road 4110"), ("P.O. Box 12", "PO Box 12")],
)  # fmt: skip
def test_the_same_street_is_written_in_many_ways(one: str, other: str) -> None:
    assert read_line(one) == read_line(other)


@pytest.mark.parametrize(("one", "other"), [("bob", "robert"), ("pat", "patricia"), ("al", "alan")])
def test_short_forms_of_first_names(one: str, other: str) -> None:
    assert is_short_form(one, other) is is_short_form(other, one) is (other != "alan")


def test_every_line_of_evidence_finds_same_and_other() -> None:
    for evidence in EVIDENCE:
        grades = [
            line.grade
            for value in ("1234567", "9876543")
            if (line := found(evidence, "1234567", value, Rarity()))
        ]
        assert grades == ["same", "other"], evidence.key
        assert found(evidence, "", "x", Rarity()) is None


def test_every_rule_has_words_and_a_name_of_its_own() -> None:
    every = [*NEVER, *RULES]
    assert len({rule.key for rule in every}) == len(every)
    assert all(rule.words for rule in every)


WORDS = st.sampled_from(
    ["Ana", "Anna", "Bob", "Robert", "Reyes", "Reyse", "Smith", "LLC", "Jr", ""]
)
PEOPLE = st.builds(
    lambda words, phones, at, sold: comparable(
        " ".join(words), phones=phones, places=[at] if at else (), is_sold=sold
    ),
    st.lists(WORDS, max_size=4),
    st.lists(st.sampled_from([PHONE, OTHER_PHONE, "555"]), max_size=2),
    st.sampled_from([None, OAK, ELM, OAK._replace(number="21"), OAK._replace(more="apt1")]),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, PEOPLE)
def test_either_order_gives_the_same_answer(ours: Person, theirs: Person) -> None:
    rarity = Rarity([ours, theirs])
    one, other = compare(ours, theirs, rarity), compare(theirs, ours, rarity)
    assert (one.score, one.rule) == (other.score, other.rule)
    assert 0 <= one.score <= 99


@given(PEOPLE, PEOPLE)
def test_a_rule_keeps_a_pair_from_being_suggested(ours: Person, theirs: Person) -> None:
    like = compare(ours, theirs, Rarity())
    assert not (like.rule and like.is_suggested)
    assert like.is_suggested is (like.score >= SUGGESTED)


@given(st.text(max_size=12), st.text(max_size=12))
def test_slips_are_counted_alike_in_both_directions(one: str, other: str) -> None:
    assert edits(one, other) == edits(other, one)


def test_a_phone_that_everybody_has_tells_nobody_apart() -> None:
    blocks = Blocks()
    for number in range(LARGEST_BLOCK + 5):
        blocks.add(number, who(f"N{number:04d} Q{number:04d}", PHONE))
    assert blocks.candidates(who("Zed Zulu", PHONE)) == []


def test_candidates_are_few_and_the_most_promising_come_first() -> None:
    blocks = Blocks()
    for number in range(LARGEST_BLOCK - 5):
        blocks.add(number, who("Ana Reyes", at=OAK._replace(number=str(number))))
    blocks.add(999, who("Ana Reyes", PHONE, at=OAK))
    asked = blocks.candidates(who("Ana Reyes", PHONE, at=OAK))
    assert (asked[0], len(asked)) == (999, MOST_CANDIDATES)


def test_a_person_has_many_keys_and_nobody_has_none() -> None:
    assert len(set(keys(who("Ana Reyes", PHONE, at=OAK, emails=["a@x.com"])))) >= 5
    assert not list(keys(who("")))


@pytest.mark.parametrize("make", [lambda: "x" * 100_000, lambda: "é, " * 30_000])
def test_a_huge_name_is_cut_before_it_costs_anything(make: Callable[[], str]) -> None:
    one = who(make())
    assert not compare(one, who("Ana Reyes", PHONE), Rarity()).is_shown


def test_one_to_one_takes_the_best_pair_first_and_nobody_twice() -> None:
    pairs = [(1.0, "a", "x"), (3.0, "a", "y"), (2.0, "b", "y"), (0.5, "b", "x")]
    assert one_to_one(pairs) == [(3.0, "a", "y"), (0.5, "b", "x")]
    assert one_to_one([]) == []
