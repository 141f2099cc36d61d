"""Coordinates as they are pasted: two numbers, degrees, links of maps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.records.coordinates import read_coordinates
from desktop.services.records.problems import InvalidError

PLACE = (30.6744, -96.37)


@pytest.mark.parametrize(
    "said",
    [
        "30.6744, -96.3700", "30.6744 -96.37", "(30.6744,-96.37)", "30.6744; -96.37",
        "-96.37, 30.6744", "30.6744, 96.37", "30.6744° N, 96.3700° W", "N 30.6744 W 96.37",
        "96.37W 30.6744N", "https://maps.google.com/?q=30.6744,-96.37",
        "https://www.google.com/maps/place/x/@30.1,-96.1,17z/data=!8m2!3d30.6744!4d-96.37",
        "https://www.google.com/maps/@30.6744,-96.37,17z",
        "https://maps.apple.com/?ll=30.6744,-96.37&q=x",
        "https://www.openstreetmap.org/?mlat=30.6744&mlon=-96.37#map=15/30.1/-96.1",
        "https://www.openstreetmap.org/#map=15/30.6744/-96.37",
    ],
)  # fmt: skip
def test_a_place_is_read_however_it_is_pasted(said: str) -> None:
    assert read_coordinates(said) == PLACE


def test_degrees_minutes_and_seconds_are_read() -> None:
    assert read_coordinates("30°40'28\"N 96°22'12\"W") == (30.674444, -96.37)
    assert read_coordinates("30° 40.5' N, 96° 22.2' W") == (30.675, -96.37)


@pytest.mark.parametrize(
    "said", ["", "30.6", "0, 0", "12 Oak St", "95 N, 96 W", "30, 190", "1 2 3", "30 N, 31 N",
             "96 W, 95 W", "https://maps.example.com/oak", "30.6, -96.3 Bryan"],
)  # fmt: skip
def test_what_names_no_place_is_refused(said: str) -> None:
    with pytest.raises(InvalidError, match="no place on a map"):
        read_coordinates(said)


@given(st.floats(0.01, 89.9), st.floats(-179.9, -0.01))
def test_two_numbers_come_back_as_they_were_typed(lat: float, lon: float) -> None:
    assert read_coordinates(f"{lat:.6f}, {lon:.6f}") == (round(lat, 6), round(lon, 6))


@given(st.text(max_size=30))
def test_any_text_is_a_place_or_refused(said: str) -> None:
    try:
        lat, lon = read_coordinates(said)
    except InvalidError:
        return
    assert abs(lat) <= 90
    assert abs(lon) <= 180
