"""Several values typed into one field are told apart."""

import pytest

from desktop.services.segments.operators import OPERATORS
from desktop.services.segments.tree import Rule
from desktop.views.segments.rule_card import with_operator
from desktop.views.segments.several import numbers_in, texts_in

TYPED = {
    "77351, 77859": ("77351", "77859"),
    "77351;77859": ("77351", "77859"),
    "77351 77859": ("77351", "77859"),
    "77351 77859, 75751": ("77351", "77859", "75751"),
    "77351\n77859\n": ("77351", "77859"),
    "New Waverly, Bryan": ("New Waverly", "Bryan"),
    "936 555 1234": ("936 555 1234",),
    '"Reyes, Ada", Ott': ("Reyes, Ada", "Ott"),
    "Bryan, bryan 7, Bryan": ("Bryan", "bryan 7"),
    " , ;": (),
    "": (),
}


@pytest.mark.parametrize(("text", "values"), TYPED.items())
def test_texts_are_told_apart(text: str, values: tuple[str, ...]) -> None:
    assert texts_in(text) == values


def test_numbers_are_told_apart_and_what_is_none_stays() -> None:
    assert numbers_in("1,000; 12.5, many") == (1, 0, 12.5, "many")


@pytest.mark.parametrize(
    ("kind", "value", "several"),
    [
        ("text", "77351, 77859", ("77351", "77859")),
        ("number", "3, 4", (3, 4)),
        ("number", 3, (3,)),
        ("choice", "Smith, Jones", ("Smith, Jones",)),
        ("text", None, None),
    ],
)
def test_one_value_becomes_several_when_any_of_them_will_do(
    kind: str, value: object, several: object
) -> None:
    rule = Rule(field="zip", op="is", value=value)
    assert with_operator(rule, OPERATORS["is_any_of"], kind).value == several
