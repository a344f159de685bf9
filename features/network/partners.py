"""With whom an entity has patients in common: what the map of a dossier shows (O-01, R-29).

Many patients in common are no suspicion by themselves: a house refers to the next one.
"""

import polars as pl

COMMON = pl.Schema(
    {
        "entity_id": pl.String(),
        "a": pl.String(),
        "b": pl.String(),
        "persons": pl.Int64(),
    }
)
"""Of the patients of `entity_id`, so many are with both `a` and `b`; `a` is the entity itself, or
comes before `b` by its id."""


def partners(
    encounters: pl.LazyFrame, *, key: str, entities: list[str], least: int, most: int
) -> pl.LazyFrame:
    """Patients that entities have in common with others of their kind (`COMMON`), sorted.

    Args:
        encounters: assembled encounters of the window.
        key: the claim column that names entities: a site or a doctor.
        entities: whose partners are wanted.
        least: with fewer patients in common nobody is named: these could be told apart.
        most: partners of an entity, those with the most patients in common.

    Returns:
        For every entity its partners (`a` is the entity), and pairs of its partners with `least`
        or more of its patients. Cost: patients of the entities times their partners.
    """
    seen = encounters.select("psn_no", of=key).drop_nulls().unique()
    own = seen.filter(pl.col("of").is_in(entities)).rename({"of": "entity_id"})
    others = own.join(seen.rename({"of": "b"}), on="psn_no").filter(
        pl.col("entity_id") != pl.col("b")
    )
    spokes = (
        others.group_by("entity_id", "b")
        .agg(persons=pl.len())
        .filter(pl.col("persons") >= least)
        .sort("entity_id", "persons", "b", descending=[False, True, False])
        .group_by("entity_id", maintain_order=True)
        .head(most)
        .with_columns(a="entity_id")
    )
    near = others.join(spokes.select("entity_id", "b"), on=["entity_id", "b"], how="semi")
    between = (
        near.rename({"b": "a"})
        .join(near, on=["entity_id", "psn_no"])
        .filter(pl.col("a") < pl.col("b"))
        .group_by("entity_id", "a", "b")
        .agg(persons=pl.len())
        .filter(pl.col("persons") >= least)
    )
    found = [each.select(COMMON.names()).cast(COMMON) for each in (spokes, between)]
    return pl.concat(found).sort("entity_id", "a", "b")
