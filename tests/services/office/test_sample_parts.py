"""The parts of the sample office: draws, days, names, places."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models import choices as c
from desktop.services.office.sample import contacts, history, money, people, sites, systems
from desktop.services.office.sample.firms import PATTERNS, firm
from desktop.services.office.sample.names import misspelt, person
from desktop.services.office.sample.odds import LAST_DAY, Odds, day, later, working_day
from desktop.services.office.sample.places import Places

DAYS = st.integers(1, LAST_DAY - 10)


@given(DAYS)
def test_a_working_day_is_no_weekend_and_at_most_a_few_days_off(number: int) -> None:
    moved = working_day(number)
    assert day(moved).weekday() < 5
    assert 0 <= moved - number <= 6


@given(st.integers(-1000, LAST_DAY + 1000))
def test_day_stays_within_the_calendar(number: int) -> None:
    assert date.min <= day(number) <= date.max


@given(st.integers(0, 10**6), st.integers(-50, 50), st.integers(-50, 50))
def test_later_stays_between_its_days(seed: int, first: int, last: int) -> None:
    assert first <= later(Random(seed), first, last) <= max(first, last)


def test_odds_are_kept() -> None:
    rng = Random(1)
    drawn = Counter(Odds({"often": 9, "seldom": 1}).draw(rng) for _ in range(2000))
    assert 0.86 < drawn["often"] / 2000 < 0.94


@given(st.integers(0, 10**6))
def test_a_misspelt_name_is_at_most_one_letter_longer_or_shorter(seed: int) -> None:
    rng = Random(seed)
    last = person(rng).last
    assert abs(len(misspelt(rng, last)) - len(last)) <= 1


@pytest.mark.parametrize("profile", PATTERNS)
def test_every_business_has_a_whole_name(profile: str) -> None:
    for seed in range(40):
        name = firm(Random(seed), profile, "Snook", "Burleson")
        assert name.strip() == name
        assert "{" not in name
        assert "_" not in name


def test_no_address_is_given_out_twice() -> None:
    places, rng = Places(), Random(3)
    given_out = [
        (place.line1, place.town.zip5) for place in (places.next(rng) for _ in range(9000))
    ]
    assert len(set(given_out)) > 0.99 * len(given_out)


def test_points_lie_near_their_zip_area() -> None:
    places, rng = Places(), Random(3)
    for place in (places.next(rng) for _ in range(3000)):
        assert abs(place.lat - place.town.lat) < 0.35
        assert abs(place.lon - place.town.lon) < 0.35


@pytest.mark.parametrize(
    ("keys", "choices"),
    [
        (money.PRICES, c.SERVICE),
        (history.MEMOS, c.SERVICE),
        (history.CONDITIONS.items, c.CONDITION),
        (contacts.CALL_OUTCOMES.items, c.OUTCOME),
        (people.CHANNELS.items, c.CHANNEL),
        (sites.USES.values(), c.PROPERTY_USE),
        (sites.SEASONS.items, c.SEASONAL),
        (systems.MATERIALS.items, c.MATERIAL),
        (systems.MAIN_TANK.values(), c.ASSET_KIND),
        ([kind for odds in systems.KINDS.values() for kind in odds.items], c.SYSTEM_KIND),
        ([part for parts in systems.PARTS.values() for part, _, _ in parts], c.ASSET_KIND),
    ],
)
def test_tables_use_only_known_keys(keys: list[str | None], choices: c.Choices) -> None:
    assert {key for key in keys if key is not None} <= set(choices)


def test_every_service_has_a_price_and_a_memo() -> None:
    assert set(money.PRICES) == set(history.MEMOS) == set(c.SERVICE)
