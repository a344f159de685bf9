"""The register of insured persons (psn_info_b)."""

import numpy as np
import polars as pl

from pipelines.city.arrays import Ints, Mask, Texts
from pipelines.city.dice import dice, happens
from pipelines.city.institutions import AREAS
from pipelines.city.pricelist import FEMALE, MALE
from pipelines.city.world import World

MISREGISTERED = 0.0005
"""Share of persons whose sex was typed in wrongly: innocent cause of impossible items (A-01)."""

ENTERED_LATE, LATE_DAYS = 0.04, 75
"""Share of deaths that are not yet entered where they lie fewer days back than this."""

ALIVE, DEAD = 1, 0
INSURED, PAUSED, ENDED = 1, 2, 4
"""Values of `surv_stas` and of `psn_insu_stas`."""


def registered_sex(world: World) -> Ints:
    """The sex as the register has it, which is wrong for a few."""
    people = world.people
    wrong = happens(MISREGISTERED, len(people), dice(world.seed, "register"))
    return np.where(wrong, MALE + FEMALE - people.gend, people.gend)


def known_dead(world: World) -> Mask:
    """Who died within the horizon and is entered as dead at its end."""
    died, last = world.people.died, world.horizon.last
    rng = dice(world.seed, "late deaths")
    lately = died > last - rng.integers(1, LATE_DAYS, len(died)).astype("m8[D]")
    late = lately | happens(ENTERED_LATE, len(died), rng)
    recent = died > last - np.timedelta64(LATE_DAYS, "D")
    return (died <= last) & ~(recent & late)


def employer_numbers(world: World, employer: Ints) -> pl.Series:
    """The numbers of employers by place; null for -1."""
    numbers: Texts = np.append(world.employers.emp_no, "")[employer]
    return pl.Series(numbers).replace("", None)


def psn_info_b(world: World) -> pl.DataFrame:
    """One row per account, as the register has it at the end of the horizon."""
    people, dead = world.people, known_dead(world)
    return pl.DataFrame(
        {
            "PSN_NO": people.psn_no,
            "CERT_KEY": people.cert_key,
            "GEND": registered_sex(world),
            "BRDY": pl.Series(people.birth).dt.strftime("%Y%m%d"),
            "INSUTYPE": people.insutype,
            "PSN_TYPE": people.psn_type,
            "PSN_IDET_TYPE": pl.Series(people.identity).replace(0, None),
            "LIVE_ADMDVS": np.array(AREAS)[people.area],
            "EMP_NO": employer_numbers(world, people.employer),
            "PSN_INSU_STAS": np.where(dead, ENDED, INSURED),
            "SURV_STAS": np.where(dead, DEAD, ALIVE),
        }
    ).sort("PSN_NO")
