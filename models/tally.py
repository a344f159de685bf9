"""How much speaks against an entity in all: a sum of one-sided evidence, one term per feature.

A forest asks what is rare; it neither adds up nor knows that two unlike pieces of evidence bear
each other out. The tally does: it is a plain sum, so each term is its own exact contribution.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from models.description import Floats, Kind
from models.one_thread import on_one_thread

MOST = 40.0
"""The most standard deviations of one feature: beyond one in 1,600 a mark is only rarer."""

LEAST = 1e-3
"""A feature that varies less than this says next to nothing, and must not be blown up."""

WEIGHTS: dict[Kind, float] = {"deed": 3.0, "measure": 1.0, "others": 1 / 3}
"""What evidence weighs. An unusual house may have its reasons, an impossible claim has fewer
(decision 025); and what others do there or with it speaks against them first (decision 027)."""

LUCK = 2.0
"""The z of a count that chance often brings: evidence of deeds grows with its root above that, and
hardly below. Features that are rare would else make much of a single chance hit (decision 025)."""

DIGITS = 9
"""What is kept is rounded to so many decimals, below what the order of a sum can change."""


@dataclass(frozen=True)
class Tally:
    """A weighted sum; its mean among the entities fitted is 0 and its standard deviation 1.

    Attributes:
        scales: standard deviation of the evidence of each feature.
        kinds: what each is evidence of.
        weights: what a standard deviation of it weighs; more than 0 as `add_up` learns them.
        means: mean of each weighted term.
    """

    scales: tuple[float, ...]
    kinds: tuple[Kind, ...]
    weights: tuple[float, ...]
    means: tuple[float, ...]

    def total(self, rows: Floats) -> Floats:
        """The tally of each row of directed z."""
        return np.asarray(self.contributions(rows).sum(axis=1), dtype=np.float64)

    def surplus(self, rows: Floats) -> Floats:
        """Evidence of each feature beyond the mean of the entities fitted, before any weight."""
        return np.asarray(self._evidence(rows) - self._usual, dtype=np.float64)

    def weighed(self, weights: Floats) -> "Tally":
        """The same evidence with other weights."""
        means = self._usual * weights
        return Tally(self.scales, self.kinds, tuple(weights.tolist()), tuple(means.tolist()))

    @property
    def _usual(self) -> Floats:
        """Mean evidence of each feature, before any weight."""
        return np.asarray(np.array(self.means) / np.array(self.weights), dtype=np.float64)

    def contributions(self, rows: Floats) -> Floats:
        """What each feature adds to it, beside what it adds on average."""
        terms = self._evidence(rows) * np.array(self.weights)
        return np.asarray(terms - np.array(self.means), dtype=np.float64)

    def _evidence(self, rows: Floats) -> Floats:
        return _scaled(_root(rows, self.kinds), np.array(self.scales))


def restore(card: Mapping[str, Sequence[Any]]) -> Tally:
    """A tally from its fields as JSON keeps them."""
    return Tally(**{name: tuple(values) for name, values in card.items()})


@on_one_thread
def add_up(
    rows: Floats,
    known: npt.NDArray[np.bool_],
    violations: Sequence[tuple[str, ...]],
    kinds: Sequence[Kind],
) -> Tally:
    """Learn scales and weights from the directed z of one month; every column must vary.

    Args:
        rows: directed z, one row per entity; 0 where it is not known.
        known: where it is.
        violations: what each feature points at; features that share one are one cause.
        kinds: what each is evidence of.
    """
    roots = _root(rows, kinds)
    scales = np.round(np.maximum(_spread(roots, known), LEAST), DIGITS).astype(np.float64)
    evidence = _scaled(roots, scales)
    weights = _corroboration(evidence, violations) * np.array([WEIGHTS[kind] for kind in kinds])
    spread = float((evidence @ weights).std())
    weights = np.round(weights / (spread if spread > 0 else 1.0), DIGITS)
    means = np.round((evidence * weights).mean(axis=0), DIGITS)
    learned = (tuple(each.tolist()) for each in (weights, means))
    return Tally(tuple(scales.tolist()), tuple(kinds), *learned)


def _spread(roots: Floats, known: npt.NDArray[np.bool_]) -> Floats:
    """Standard deviation among those of whom something is known.

    Who has no stays says nothing of how far stays differ: a measure that few have is no stronger
    evidence for it. Where these few are more alike than all with nothing for the rest, they are
    too alike to tell, and all decide.
    """
    held = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, roots, 0.0).sum(axis=0) / held
    among = np.sqrt((np.where(known, roots - mean, 0.0) ** 2).sum(axis=0) / held)
    return np.asarray(np.maximum(among, roots.std(axis=0)), dtype=np.float64)


def _root(rows: Floats, kinds: Sequence[Kind]) -> Floats:
    """Square root of directed z, less where luck may have brought it: z / sqrt(luck + z).

    The square root, for from four deviations to nine is a smaller step than from none to four.
    """
    luck = np.where(np.array(kinds) == "deed", LUCK, 0.0)
    return np.divide(rows, np.sqrt(rows + luck), out=np.zeros_like(rows), where=rows > 0)


def _scaled(roots: Floats, scales: Floats) -> Floats:
    return np.asarray(np.minimum(roots / scales, MOST), dtype=np.float64)


def _corroboration(evidence: Floats, violations: Sequence[tuple[str, ...]]) -> Floats:
    """Evidence weighs more that evidence of other kinds bears out.

    1 + the shared variance (squared correlation, where positive) with every feature that points
    at other violations, under a square root: a feature that agrees with nothing still counts,
    one cause measured in ten ways does not vouch for itself.
    """
    agreement = np.clip(np.corrcoef(evidence, rowvar=False), 0.0, None).reshape(
        len(violations), len(violations)
    )
    apart = np.array([[not set(a) & set(b) for b in violations] for a in violations])
    np.fill_diagonal(apart, val=False)
    return np.asarray(np.sqrt(1.0 + (agreement**2 * apart).sum(axis=1)), dtype=np.float64)
