import numpy as np
import polars as pl

from pipelines.city.registers import psn_info_b, registered_sex
from pipelines.city.registers.persons import known_dead
from pipelines.city.world import World


def test_the_register_holds_every_account_once(world: World) -> None:
    persons = psn_info_b(world)
    assert len(persons) == persons["PSN_NO"].n_unique() == len(world.people)


def test_accounts_of_one_certificate_are_few(world: World) -> None:
    twice = psn_info_b(world).filter(pl.col("CERT_KEY").is_duplicated())
    assert len(twice) == 2 * (~world.people.here).sum() == 16
    assert twice.group_by("CERT_KEY").agg(pl.col("BRDY").n_unique())["BRDY"].unique().item() == 1


def test_the_sex_of_very_few_is_registered_wrongly(world: World) -> None:
    wrong = (registered_sex(world) != world.people.gend).mean()
    assert wrong < 0.003


def test_the_dead_are_entered_but_for_a_few_of_late(world: World) -> None:
    died, last = world.people.died, world.horizon.last
    dead, known = died <= last, known_dead(world)
    assert (dead | ~known).all()
    late = dead & ~known
    assert 0 < late.sum() < 0.2 * dead.sum()
    assert (died[late] > last - np.timedelta64(75, "D")).all()
    persons = psn_info_b(world)
    assert persons.filter(pl.col("SURV_STAS") == 0)["PSN_INSU_STAS"].unique().to_list() == [4]
    assert (persons["SURV_STAS"] == 0).sum() == known.sum()
