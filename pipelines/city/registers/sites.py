"""The register of designated institutions and pharmacies (fixmedins_b)."""

import numpy as np
import polars as pl

from pipelines.city.arrays import Texts
from pipelines.city.institutions import AREA_CODES, KINDS, PRIVATE, SHOP, Institutions
from pipelines.city.world import World


def fixmedins_b(world: World) -> pl.DataFrame:
    """One row per institution or pharmacy."""
    sites = world.institutions
    return pl.DataFrame(
        {
            "MEDINS_CODE": sites.code,
            "FIXMEDINS_NAME": sites.name,
            "UNISCID": owner_codes(sites),
            "FIXMEDINS_TYPE": np.where(sites.kind == SHOP, 2, 1),
            "MEDINSLV": np.array([kind.medinslv for kind in KINDS])[sites.kind],
            "MEDINS_TYPE": pl.Series(sites.medins_type).replace("", None),
            "MEDINS_NATU": sites.natu,
            "HOSP_LV": sites.hosp_lv,
            "FIX_BLNG_ADMDVS": np.array(AREA_CODES)[sites.area],
            "APRV_BED_CNT": pl.Series(sites.beds),
            "PRO_TECHSTF_PSNCNT": sites.staff,
            "BEGNDATE": sites.opened,
            "LNT": sites.lnt,
            "LAT": sites.lat,
        }
    ).with_columns(pl.when(pl.col("APRV_BED_CNT") > 0).then("APRV_BED_CNT"))


def owner_codes(sites: Institutions) -> Texts:
    """The credit code of the owner of each site: sites of one owner share it.

    The letters within it are not used in real codes.
    """
    first = sites.owner
    private, area = sites.natu[first] == PRIVATE, np.array(AREA_CODES)[sites.area[first]]
    return np.array(
        [
            f"{'91' if p else '12'}{a}SI{number + 1:07d}O"
            for p, a, number in zip(private, area, first, strict=True)
        ]
    )
