"""The table of `docs/signals.md`: what the signals hit of each violation that was planted."""

from collections.abc import Sequence

import polars as pl

from features.violations import VIOLATIONS
from pipelines.city.schemes.visible import BY_PROXY, IN_CLAIMS, WITH_LISTS
from pipelines.pages.markdown import table
from pipelines.settings import PROJECT

PROOF = PROJECT / "docs" / "templates" / "proof.csv"
"""One row per plot, written by `benchmarks/proof.py`: planted and hit, blatant and faint."""

_CLASSES = {"C": IN_CLAIMS, "R": WITH_LISTS, "X": BY_PROXY}
_ACTORS = "IDPAGEO"


def proved_section() -> str:
    """Violation by violation: encounters planted, share hit, and the same of its look-alikes."""
    sums = (
        pl.read_csv(PROOF)
        .group_by("violation", "innocent")
        .agg(pl.col("^(blatant|faint)_(planted|hit)$").sum())
    )
    cheats, innocents = (
        {row["violation"]: row for row in sums.filter(innocent=wanted).iter_rows(named=True)}
        for wanted in (False, True)
    )
    ids = sorted(cheats, key=lambda id_: (_ACTORS.index(id_[0]), id_))
    return table(
        ("violation", "中文", "shown by", "blatant", "faint", "look-alikes"),
        (_row(id_, cheats[id_], innocents.get(id_)) for id_ in ids),
    )


def _row(id_: str, cheat: dict[str, int], innocent: dict[str, int] | None) -> Sequence[str]:
    shown_by = next(name for name, ids in _CLASSES.items() if id_ in ids)
    both = {
        name: sum((innocent or {}).get(f"{side}_{name}") or 0 for side in ("blatant", "faint"))
        for name in ("planted", "hit")
    }
    return (
        id_,
        VIOLATIONS[id_].zh,
        shown_by,
        _share(cheat["blatant_hit"], cheat["blatant_planted"]),
        _share(cheat["faint_hit"], cheat["faint_planted"]),
        _share(both["hit"], both["planted"]),
    )


def _share(hit: int | None, planted: int | None) -> str:
    return f"{hit / planted:.2f} of {planted:,}" if planted and hit is not None else "none"
