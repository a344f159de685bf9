import polars as pl

from models.families import KINDS
from pipelines.targets.kinds import named, told


def kinds(*rows: tuple[str, str, float | None, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [(entity, "2025-06", family, 0.0, chance, share) for entity, family, chance, share in rows],
        schema=KINDS,
        orient="row",
    )


def test_the_likeliest_kind_comes_first_and_one_without_a_chance_is_not_told() -> None:
    of = kinds(("H1", "care", None, 0.1), ("H1", "cards", 0.2, 0.1), ("H1", "stays", 0.6, 0.2))
    assert told(of).rows() == [("H1", "stays", 0.6, 0.2), ("H1", "cards", 0.2, 0.1)]


def test_an_entity_is_named_by_what_it_resembles_more_than_others_do() -> None:
    of = kinds(
        ("H1", "cards", 0.2, 0.1),
        ("H1", "care", 0.3, 0.4),
        ("H1", "goods", 0.1, 0.05),
        ("H1", "stays", 0.6, 0.2),
        ("H2", "stays", 0.1, 0.2),
    )
    assert named(told(of)).rows() == [("H1", "stays|cards")]
