"""A few claims told one by one, and what `features` makes of them.

What a test does not mention is ordinary: a second-level hospital, a sound settlement.
Codes that reference lists speak of are words here: `PROSTATE`, `ACUPUNCTURE`, `INSULIN`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import polars as pl
import pytest

from features.baskets import items_of_stays
from features.catalogue import PROFILE_LEVELS, SIGNALS
from features.contract import TABLES
from features.encounters import Parts, reduce_month, standing_lines
from features.level import Registers
from features.measures import FEATURES
from features.network.rings import rings
from features.profile import Profile, Seen, profile
from features.reference import LISTS, Reference
from features.signals import LOOKBACK_MONTHS, Claims
from features.signals.charges.capacity import doctor_days
from features.thresholds import Thresholds
from features.windows import assemble, trailing
from pipelines.settings import load_settings

MONTH = "2025-06"
EVERYTHING = frozenset(TABLES) | {f"{t}.{c}" for t, table in TABLES.items() for c in table.columns}
ORDINARY = {
    "setl": {"medfee_sumamt": 0, "fund_pay_sumamt": 0, "vali_flag": "1", "refd_setl_flag": "0"},
    "fee": {"cnt": 1.0, "det_item_fee_sumamt": 100_00},
    "inst": {"fixmedins_type": "1", "medins_type": "A", "medinslv": "2", "fix_blng_admdvs": "01"},
}


def _typed(value: object, dtype: pl.DataType) -> object:
    if isinstance(value, str) and dtype == pl.Datetime:
        return dt.datetime.fromisoformat(value)
    return dt.date.fromisoformat(value) if isinstance(value, str) and dtype == pl.Date else value


def build_table(name: str, rows: list[dict[str, object]]) -> pl.LazyFrame:
    """A table of the contract from rows that tell only what matters; the rest is null."""
    dtypes = TABLES[name].dtypes
    unknown = {column for row in rows for column in row} - set(dtypes)
    assert not unknown, f"{name} has no {unknown}"
    columns = {
        column: [_typed(row.get(column), dtype) for row in rows] for column, dtype in dtypes.items()
    }
    return pl.LazyFrame(columns, schema=dtypes)


def in_month(frame: pl.LazyFrame, time: str, month: str) -> pl.LazyFrame:
    return frame.filter(pl.col(time).dt.strftime("%Y-%m") == month)


def held(plan: pl.LazyFrame) -> pl.LazyFrame:
    """What a plan gives, carried out once for all that ask."""
    return plan.collect(engine="in-memory").lazy()


_SEARCHED: dict[tuple[str, Thresholds, str, int], tuple[pl.DataFrame, pl.DataFrame, Reference]] = {}
"""What was asked, and the hits and doctors' days that were found; with the lists, so that no others
come to have their number."""


@dataclass(repr=False)
class City:
    """Claims under construction; every verb returns the city, so that stories chain."""

    reference: Reference
    thresholds: Thresholds
    rows: dict[str, list[dict[str, object]]] = field(
        default_factory=lambda: {name: [] for name in TABLES}
    )

    def add(self, table: str, **row: object) -> "City":
        """Add one row of a table."""
        self.rows[table].append(ORDINARY.get(table, {}) | row)
        return self

    def stay(self, mdtrt_id: str, begin: str, end: str | None, **more: object) -> "City":
        """Add an in-patient stay, settled on the day of discharge."""
        return self.visit(mdtrt_id, begin, end=end, **({"med_type": "21"} | more))

    def visit(
        self,
        mdtrt_id: str,
        begin: str,
        *,
        psn: str = "P1",
        site: str = "H1",
        yuan: float = 1000,
        end: str | None = None,
        settled: str | None = None,
        **more: object,
    ) -> "City":
        """Add an encounter with its settlement `S-<mdtrt_id>`; by default an out-patient visit."""
        money = {"medfee_sumamt": round(yuan * 100), "fund_pay_sumamt": round(yuan * 60)}
        row = {
            "mdtrt_id": mdtrt_id, "psn_no": psn, "fixmedins_code": site, "med_type": "11",
            "setl_id": f"S-{mdtrt_id}", "setl_time": settled or end or begin,
            "begntime": begin, "endtime": end, **money, **more,
        }  # fmt: skip
        if "H" in site and site not in [inst["fixmedins_code"] for inst in self.rows["inst"]]:
            self.add("inst", fixmedins_code=site, fixmedins_name=site)
        known = {table: TABLES[table].columns for table in ("setl", "mdtrt")}
        assert not row.keys() - known["setl"].keys() - known["mdtrt"].keys()
        for table, columns in known.items():
            self.add(table, **{name: value for name, value in row.items() if name in columns})
        return self

    def purchase(self, mdtrt_id: str, time: str, *, site: str = "R1", **more: object) -> "City":
        """Add a purchase at a pharmacy."""
        return self.visit(mdtrt_id, time, site=site, **({"med_type": "41"} | more))

    def refund(self, mdtrt_id: str, time: str) -> "City":
        """Take the whole settlement back."""
        paid = next(row for row in self.rows["setl"] if row["mdtrt_id"] == mdtrt_id)
        negative = {n: -v for n, v in paid.items() if TABLES["setl"].unit(n) and v is not None}
        self.rows["setl"].append(
            paid | negative
            | {"setl_id": f"R-{mdtrt_id}", "setl_time": time, "refd_setl_flag": "1"}
        )  # fmt: skip
        return self

    def line(
        self, mdtrt_id: str, time: str, item: str, yuan: float = 100, *, kind: str = "05",
        **more: object,
    ) -> "City":  # fmt: skip
        """Charge a line; its number is `<mdtrt_id>/<n>`, person and site are the encounter's."""
        of = next(row for row in self.rows["mdtrt"] if row["mdtrt_id"] == mdtrt_id)
        number = sum(row["mdtrt_id"] == mdtrt_id for row in self.rows["fee"])
        return self.add(
            "fee",
            **{
                "feedetl_sn": f"{mdtrt_id}/{number}", "mdtrt_id": mdtrt_id,
                "psn_no": of["psn_no"], "fixmedins_code": of["fixmedins_code"],
                "fee_ocur_time": time, "med_list_codg": item, "med_chrgitm_type": kind,
                "det_item_fee_sumamt": round(yuan * 100), "setl_id": f"S-{mdtrt_id}", **more,
            },
        )  # fmt: skip

    def reverse(self, feedetl_sn: str, **more: object) -> "City":
        """Take a line back with a negative one."""
        line = next(row for row in self.rows["fee"] if row["feedetl_sn"] == feedetl_sn)
        back = {
            "feedetl_sn": f"-{feedetl_sn}", "init_feedetl_sn": feedetl_sn,
            "cnt": -line["cnt"], "det_item_fee_sumamt": -line["det_item_fee_sumamt"],
        }  # fmt: skip
        return self.add("fee", **(line | back | more))

    def person(self, psn_no: str, **more: object) -> "City":
        """Add a line to the register of persons."""
        return self.add("psn", psn_no=psn_no, **more)

    def lower(self, **thresholds: float) -> "City":
        """Compare with other numbers than the configured ones."""
        self.thresholds = replace(self.thresholds, **thresholds)
        return self

    def table(self, name: str) -> pl.LazyFrame:
        return build_table(name, self.rows[name])

    def parts(self, *months: str) -> Parts:
        """Each month that has claims reduced for itself, then stacked."""
        reduced = [self._reduced(month) for month in self._held(*months)]
        return Parts(
            **{part.name: pl.concat([getattr(r, part.name) for r in reduced])
               for part in fields(Parts)}
        )  # fmt: skip

    def _held(self, *months: str) -> list[str]:
        """Those that have claims; the last where none has."""
        times = [row["setl_time"] for row in self.rows["setl"]]
        times += [row["fee_ocur_time"] for row in self.rows["fee"]]
        held = {time[:7] for time in times}
        return [month for month in months if month in held] or [months[-1]]

    def _reduced(self, month: str) -> Parts:
        setl = in_month(self.table("setl"), "setl_time", month)
        fee = in_month(self.table("fee"), "fee_ocur_time", month)
        of_visits = (self.table(name) for name in ("mdtrt", "diag", "oprn"))
        return reduce_month(setl, *of_visits, fee, standing_lines(fee))

    def assembled(self, parts: Parts, month: str = MONTH) -> pl.DataFrame:
        return assemble(
            parts, self.table("psn"), self.table("inst"), self.table("enrol"),
            month=month, reference=self.reference, thresholds=self.thresholds,
        ).collect(engine="in-memory")  # fmt: skip

    def encounters(self, month: str = MONTH, length: int = 12) -> pl.DataFrame:
        """The encounters of the window that ends with `month`."""
        return self.assembled(self.parts(*trailing(month, length)), month)

    def encounter(self, mdtrt_id: str, month: str = MONTH) -> dict[str, object]:
        """One encounter of the window."""
        return self.encounters(month).row(by_predicate=pl.col("mdtrt_id") == mdtrt_id, named=True)

    def claims(self, month: str = MONTH) -> Claims:
        months = trailing(month, LOOKBACK_MONTHS)
        fee = in_month(self.table("fee"), "fee_ocur_time", month)
        return Claims(
            month=month,
            lines=held(standing_lines(fee)),
            belated=held(self._belated(months, month)),
            fee=fee,
            setl=in_month(self.table("setl"), "setl_time", month),
            encounters=self.encounters(month, LOOKBACK_MONTHS).lazy(),
            supply=held(self.parts(*months).supply),
            **{name: self._seen(name, months) for name in ("diag", "oprn", "order", "inv")},
            **{name: self.table(name) for name in ("psn", "inst", "dr", "enrol", "ext")},
            reference=self.reference,
            thresholds=self.thresholds,
        )

    def _belated(self, months: list[str], month: str) -> pl.LazyFrame:
        """The standing lines of the month's bills in months that hold no settlement."""
        setl = self.table("setl").with_columns(month=pl.col("setl_time").dt.strftime("%Y-%m"))
        held = setl.select("month").collect(engine="in-memory")["month"]
        charged = pl.col("fee_ocur_time").dt.strftime("%Y-%m")
        unsettled = [each for each in months if each not in held]
        lines = standing_lines(self.table("fee").filter(charged.is_in(unsettled)))
        return lines.join(setl.filter(month=month), on="mdtrt_id", how="semi")

    def _seen(self, name: str, months: list[str]) -> pl.LazyFrame:
        """The rows of a table in the months that signals look at."""
        time = TABLES[name].month_of
        assert time is not None
        return self.table(name).filter(pl.col(time).dt.strftime("%Y-%m").is_in(months))

    def hits(self, signal: str, month: str = MONTH) -> pl.DataFrame:
        """What one signal finds in a month."""
        (sought,) = (each for each in SIGNALS if each.name == signal)
        return sought.hits(self.claims(month)).collect(engine="in-memory")

    def hit(self, signal: str, month: str = MONTH) -> dict[str, int]:
        """The fen at issue by encounter, of one signal in a month."""
        found = self.hits(signal, month).group_by("mdtrt_id").agg(pl.col("amount_fen").sum())
        return dict(sorted(found.iter_rows()))

    def measure(self, name: str, level: str = "institution") -> dict[str, float | None]:
        """One feature of every entity of a level that has encounters."""
        (feature,) = (each for each in FEATURES if each.name == name)
        key = PROFILE_LEVELS[level].key
        own = self.encounters().filter(pl.col(key).is_not_null()).group_by(key)
        return dict(sorted(own.agg(feature.expr.cast(pl.Float64).alias(name)).iter_rows()))

    def all_hits(self, *months: str) -> pl.DataFrame:
        """What all signals find in some months."""
        return pl.concat(self._found(month)[0] for month in months)

    def _found(self, month: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Hits and doctors' days; the same claims are searched once, whichever test told them."""
        asked = (month, self.thresholds, repr(self.rows), id(self.reference))
        if asked not in _SEARCHED:
            claims = self.claims(month)
            plans = [*(s.hits(claims) for s in SIGNALS), doctor_days(claims)]
            *hits, days = pl.collect_all(plans, engine="in-memory")
            _SEARCHED[asked] = (pl.concat(hits), days, self.reference)
        return _SEARCHED[asked][:2]

    def doctor_days(self, *months: str) -> pl.DataFrame:
        """The days on which doctors ordered in some months."""
        return pl.concat(self._found(month)[1] for month in months)

    def profiles(
        self, month: str = MONTH, *, supplied: frozenset[str] = EVERYTHING,
        levels: tuple[str, ...] = tuple(PROFILE_LEVELS),
    ) -> dict[str, Profile]:  # fmt: skip
        """The profiles over the twelve months that end with `month`."""
        encounters = self.encounters(month).lazy()
        months = self._held(*trailing(month, LOOKBACK_MONTHS))
        hits = self.all_hits(*months).lazy()
        seen = Seen(
            encounters,
            hits,
            rings(encounters, hits, self.thresholds),
            items_of_stays(encounters),
            self.doctor_days(*months).lazy(),
        )
        registers = Registers(*(self.table(name) for name in ("inst", "dr", "psn", "case", "tip")))
        return {
            level: profile(
                PROFILE_LEVELS[level], seen, registers,
                month=month, supplied=supplied, thresholds=self.thresholds,
            )
            for level in levels
        }  # fmt: skip

    def profile(self, level: str, **more: object) -> Profile:
        """The profiles of one level."""
        return self.profiles(levels=(level,), **more)[level]


@pytest.fixture(scope="session")
def thresholds() -> Thresholds:
    return load_settings(Path("no workspace of its own")).thresholds


@pytest.fixture(scope="session")
def reference() -> Reference:
    rows: dict[str, list[tuple[object, ...]]] = {
        "packages": [("CLEAN", "RINSE"), ("CLEAN", "SCALE")],
        "exclusive_items": [("GENERAL CARE", "CONSULT")],
        "daily_limits": [("INJECTION", 2.0)],
        "period_limits": [("SUGAR", 14)],
        "sex_limits": [("PROSTATE", "1"), ("DELIVERY", "2")],
        "timed_services": [("ACUPUNCTURE", 30.0)],
        "resaleable_drugs": [("INSULIN",)],
        "planned_cycles": [("Z51",)],
        "mild_diagnoses": [("J06",)],
        "age_limits": [("DEMENTIA", 30.0, None), ("NEWBORN", None, 1.0)],
        "birth_diagnoses": [("O80",)],
        "grave_diagnoses": [("C",)],
        "pack_days": [("PILL", 30.0, 84.0), ("INSULIN", 30.0, 84.0), ("COLD", 5.0, 21.0)],
        "prescription_drugs": [("PILL",), ("INSULIN",)],
        "restricted_drugs": [("ALBUMIN", "K74"), ("ALBUMIN", "C")],
        "indications": [("INSULIN", "E11")],
        "drug_scopes": [("INSULIN", "02"), ("INSULIN", "03")],
        "course_limits": [("PUMP", 7.0)],
        "department_limits": [("MASSAGE", "21"), ("MOXIBUSTION", "21"), ("MOXIBUSTION", "50")],
        "level_limits": [("MONITOR", "3")],
        "own_pay_items": [("VITAMINS",)],
        "anaesthetised_operations": [("APPENDECTOMY",)],
        "anaesthesia_items": [("NARCOSIS",)],
        "work_up_diagnoses": [("C",)],
        "diagnosis_proofs": [("J18", "FILM"), ("J18", "ANTIBIOTIC")],
        "public_holidays": [(dt.date(2025, 6, 2),)],
        "tonics": [("GINSENG", 300.0)],
        "imaging_items": [("SCAN", "ct"), ("MAGNET", "mri"), ("FILM", "xray")],
    }
    return Reference(
        {
            name: pl.DataFrame(rows.get(name, []), schema=dict(of.columns), orient="row")
            for name, of in LISTS.items()
        }
    )


@pytest.fixture(scope="session")
def new_city(reference: Reference, thresholds: Thresholds) -> Callable[[], City]:
    """For laws, which need many cities in one test."""
    return lambda: City(reference, thresholds)


@pytest.fixture
def city(new_city: Callable[[], City]) -> City:
    return new_city()


@pytest.fixture(scope="session")
def table() -> Callable[..., pl.LazyFrame]:
    """`table("fee", {...}, {...})`: rows of the contract's shape."""
    return lambda name, *rows: build_table(name, list(rows))
