"""The bands of RFM in few letters."""

import pytest
from sqlalchemy.orm import Session

from desktop.services.value.band_shorts import short, short_labels
from desktop.services.value.bands import Range
from tests.services.value.offices import note


@pytest.mark.parametrize(
    ("dimension", "band", "said"),
    [
        ("recency", Range(0, 90), "0–90"),
        ("recency", Range(731, None), "731+"),
        ("frequency", Range(3, 3), "3"),
        ("frequency", Range(5, 4), "–"),
        ("money", Range(None, 19_999), "< 200"),
        ("money", Range(20_000, 49_999), "200–500"),
        ("money", Range(100_000, 199_999), "1k–2k"),
        ("money", Range(150_000, None), "1.5k+"),
        ("money", Range(123_450, None), "1,234.50+"),
        ("money", Range(None, None), "all"),
        ("money", Range(0, 100_049), "0–1,000.50"),
    ],
)
def test_few_letters(dimension: str, band: Range, said: str) -> None:
    assert short(dimension, band) == said


def test_every_score_has_its_own(db: Session) -> None:
    note(db, [])
    found = short_labels(db)
    assert len(found) == 15
    assert found["recency", 4] == "91–180"
    assert found["money", 3] == "500–1k"
