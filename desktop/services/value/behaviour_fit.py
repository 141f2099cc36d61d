"""Behaviour groups by k-means: what goes in, how many groups, and which customer is in which.

The same customers give the same groups, in whichever order they come: sorted by the caller, one
seed, one thread. Groups are looked for among some of a large office; everybody is then put into
the nearest.
"""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

SEED = 1
STARTS = 10
MOST = 8
FITTED_ON, SCORED_ON, SHAKEN_ON = 20_000, 2_000, 2_000  # customers
SHAKES, LEFT_IN = 20, 0.8
STABLE = 0.75
TOO_ALIKE = 0.9  # correlation of two inputs
SKEWED = 1.0
_OUTER = (1, 99)  # percent: values beyond count as these
_DIGITS = 3

Checkpoint = Callable[[int, int], object]


class Prepared(NamedTuple):
    """What is grouped: scaled values, a row per customer; and what was done to get there."""

    matrix: Any
    kept: tuple[str, ...]
    logged: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]  # an input, and why


class Tried(NamedTuple):
    """One number of groups: how far they lie apart (silhouette), how stable they are, who where."""

    groups: int
    apart: float
    stability: float
    labels: Any


def prepare(values: Any, keys: Sequence[str]) -> Prepared:
    """Scale the inputs: skewed ones by their logarithm, none twice, none without any variety."""
    import numpy as np  # noqa: PLC0415 - not at start

    columns: dict[str, Any] = {}
    logged: list[str] = []
    dropped: list[tuple[str, str]] = []
    for key, column in zip(keys, np.asarray(values, dtype=float).T, strict=True):
        inner = np.clip(column, *np.percentile(column, _OUTER))
        if _skew(inner) > SKEWED:
            inner = np.log1p(np.maximum(inner, 0.0))
            logged.append(key)
        if inner.std() == 0:
            dropped.append((key, "the same for everybody"))
            continue
        scaled = (inner - inner.mean()) / inner.std()
        alike = next((one for one in columns if _correlation(columns[one], scaled) > TOO_ALIKE), "")
        if alike:
            dropped.append((key, alike))
        else:
            columns[key] = scaled
    matrix = np.column_stack(list(columns.values())) if columns else np.empty((len(values), 0))
    kept = tuple(columns)
    return Prepared(matrix, kept, tuple(key for key in logged if key in kept), tuple(dropped))


def _skew(column: Any) -> float:
    spread = column.std()
    return float((((column - column.mean()) / spread) ** 3).mean()) if spread else 0.0


def _correlation(one: Any, other: Any) -> float:
    return abs(float((one * other).mean()))


def attempts(matrix: Any, checkpoint: Checkpoint) -> list[Tried]:
    """Try every number of groups from two on; fewer where customers differ in fewer ways."""
    import numpy as np  # noqa: PLC0415 - not at start

    # Said before it is loaded: else it counts the cores, and warns where a machine hides them.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import sklearn.cluster  # noqa: F401, PLC0415 - its threads are limited only once it is loaded
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - as above

    some = _some(matrix, FITTED_ON)
    counts = range(2, min(MOST, len(np.unique(some, axis=0)) - 1) + 1)
    found = []
    with threadpool_limits(limits=1):
        for place, count in enumerate(counts):
            still_wanted = partial(checkpoint, place, len(counts))
            still_wanted()
            found.append(_attempt(matrix, some, count, still_wanted))
    return found


def _attempt(matrix: Any, some: Any, count: int, checkpoint: Callable[[], object]) -> Tried:
    from sklearn.metrics import silhouette_score  # noqa: PLC0415 - not at start

    fitted = _k_means(count, STARTS).fit(some)
    scored = _some(some, SCORED_ON)
    labels = fitted.predict(scored)
    apart = float(silhouette_score(scored, labels)) if len(set(labels)) > 1 else 0.0
    stability = _stability(_some(some, SHAKEN_ON), count, fitted, checkpoint)
    return Tried(count, round(apart, _DIGITS), round(stability, _DIGITS), fitted.predict(matrix))


def _stability(some: Any, count: int, fitted: Any, checkpoint: Callable[[], object]) -> float:
    """How alike groups come out with a fifth of the customers left out (adjusted Rand index)."""
    import numpy as np  # noqa: PLC0415 - not at start
    from sklearn.metrics import adjusted_rand_score  # noqa: PLC0415 - as above

    chance, whole = np.random.default_rng(SEED), fitted.predict(some)
    alike = []
    for _ in range(SHAKES):
        checkpoint()
        inside = chance.permutation(len(some))[: max(int(LEFT_IN * len(some)), count)]
        again = _k_means(count, 2).fit(some[inside])
        alike.append(adjusted_rand_score(whole, again.predict(some)))
    return float(np.mean(alike))


def _k_means(count: int, starts: int) -> Any:
    from sklearn.cluster import KMeans  # noqa: PLC0415 - not at start

    return KMeans(n_clusters=count, n_init=starts, random_state=SEED, algorithm="lloyd")


def _some(rows: Any, most: int) -> Any:
    """So many rows at most, evenly from all of them."""
    import numpy as np  # noqa: PLC0415 - not at start

    if len(rows) <= most:
        return rows
    return rows[np.linspace(0, len(rows) - 1, most).astype(int)]
