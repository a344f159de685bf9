"""What a list is told of the scores, by whoever knows where they lie."""

from collections.abc import Callable, Sequence
from typing import Protocol

import polars as pl


class ScoredLevel(Protocol):
    """The scores of a level, read from the store by whoever knows where they lie."""

    @property
    def table(self) -> pl.DataFrame:
        """The scores."""

    @property
    def reasons(self) -> pl.DataFrame:
        """Reasons of the best leads, in the language of scoring."""

    @property
    def kinds(self) -> pl.DataFrame:
        """How much each entity resembles each family of violations."""

    @property
    def base(self) -> float:
        """Where every score starts."""

    @property
    def lang(self) -> str:
        """The language of the reasons."""

    @property
    def model_version(self) -> str:
        """The model that scored."""

    @property
    def model_sha256(self) -> str:
        """The hash of its files."""


Explain = Callable[[str, Sequence[str]], pl.DataFrame]
"""Reasons of entities of a level that were not among the best when the month was scored."""
