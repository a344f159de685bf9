"""The raw exports of stays as an inspector reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import polars as pl

from pipelines.city.calendar import months_from
from pipelines.city.claims import Claims
from pipelines.city.schemes import PLOT, Plot, Scene, Scheme
from pipelines.city.world import World
from tests.pipelines.city.schemes.conftest import Exports, Plant

LINES = {
    "MDTRT_ID": "visit", "HILIST_CODE": "item", "MED_CHRGITM_TYPE": "charge", "CNT": "cnt",
    "FEE_OCUR_TIME": "time", "DET_ITEM_FEE_SUMAMT": "yuan",
}  # fmt: skip


@dataclass(frozen=True)
class Ward:
    """The exports as a site, a doctor or a person (`who`) knows them, and the registers."""

    exports: Exports
    world: World
    who: str

    @property
    def visits(self) -> pl.DataFrame:
        """All visits: `visit, psn, site, doctor, type, beg, end, cond`."""
        return self.exports["mdtrt_d"].select(
            visit="MDTRT_ID",
            psn="PSN_NO",
            site="MEDINS_CODE",
            doctor="ATDDR_NO",
            type="MED_TYPE",
            beg=pl.col("BEGNDATE").str.to_datetime(),
            end=pl.col("ENDDATE").str.to_datetime(),
            cond=pl.col("DSCG_MAINDIAG_CODE"),
        )

    @property
    def own(self) -> pl.DataFrame:
        """The visits at the site, by the doctor, or of the person."""
        return self.visits.filter(pl.any_horizontal(pl.col("site", "doctor", "psn") == self.who))

    @property
    def stays(self) -> pl.DataFrame:
        """The own stays, with first and last day and nights."""
        first, last = pl.col("beg").dt.date(), pl.col("end").dt.date()
        return self.own.filter(pl.col("type") == "21").with_columns(
            first=first, last=last, nights=(last - first).dt.total_days()
        )

    @property
    def lines(self) -> pl.DataFrame:
        """All fee lines that are not reversals."""
        rows = self.exports["fee_list_d"].filter(pl.col("INIT_FEEDETL_SN").is_null())
        return rows.select(*LINES).rename(LINES).with_columns(pl.col("yuan").cast(pl.Float64))

    @property
    def persons(self) -> pl.DataFrame:
        """The register of persons: `psn, age, gend, area`."""
        people = self.world.people
        return pl.DataFrame(
            {"psn": people.psn_no, "age": people.age, "gend": people.gend, "area": people.area}
        )

    def lines_of_stays(self) -> pl.DataFrame:
        """The fee lines of the own stays, with the stay."""
        return self.lines.join(self.stays, on="visit")

    def baskets(self, charges: Iterable[str] = ()) -> dict[str, frozenset[str]]:
        """The items of every own stay, perhaps only of some charge types."""
        rows = self.lines_of_stays()
        wanted = list(charges)
        rows = rows.filter(pl.col("charge").is_in(wanted)) if wanted else rows
        found = rows.group_by("visit").agg("item").iter_rows()
        return {visit: frozenset(items) for visit, items in found}


Measure = Callable[[Ward], float]


@dataclass(frozen=True)
class Inspector:
    """Plants plots and counts at the actor, in the planted and in the honest city."""

    plant: Plant
    honest: Exports
    world: World

    def finds(self, name: str, *measures: Measure) -> None:
        """The plain scheme stands out; the faint one leaves something, but less."""
        plain, faint = self.plant(PLOT[name], 1.3), self.plant(PLOT[name], 0.15)
        assert len(faint.planted) > 0
        for measure in measures:
            honest = self._count(measure, plain.scheme, self.honest)
            most = self._count(measure, plain.scheme, plain)
            assert most > 2 * honest
            assert most > self._count(measure, plain.scheme, faint) >= 0.8 * honest

    def clears(self, name: str, *measures: Measure) -> None:
        """The look-alike adds nothing to the counts that make it a violation.

        Next to nothing: where it moves ordinary visits, their lines are drawn anew.
        """
        planted = self.plant(PLOT[name], 1.3)
        for measure in measures:
            honest = self._count(measure, planted.scheme, self.honest)
            assert self._count(measure, planted.scheme, planted) <= 1.25 * honest + 2

    def is_reminded(self, name: str, measure: Measure) -> None:
        """The look-alike does resemble: a cruder count rises."""
        planted = self.plant(PLOT[name], 1.3)
        honest = self._count(measure, planted.scheme, self.honest)
        assert self._count(measure, planted.scheme, planted) > honest

    def _count(self, measure: Measure, scheme: Scheme | None, exports: Exports) -> float:
        return measure(Ward(exports, self.world, self._subject(scheme)))

    def _subject(self, scheme: Scheme | None) -> str:
        assert scheme is not None
        codes = {
            "institution": self.world.institutions.code,
            "doctor": self.world.doctors.code,
            "patient": self.world.people.psn_no,
        }
        return str(codes[scheme.level][scheme.actor]) if scheme.level in codes else ""


Play = Callable[[Plot], tuple[Scene, Claims]]


def busy_months(play: Play, plot: Plot) -> set[int]:
    """The months of a year in which a plot leaves claims."""
    scene = play(plot)[0]
    return {
        month.first.month
        for month in months_from("2024-01", 12)
        if len(plot.act(replace(scene, stage=replace(scene.stage, month=month))).claims)
    }
