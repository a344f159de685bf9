"""Lake to profiles: month parts, hits, and of a window its rings, profiles and alerts.

Each month is reduced once and kept (`encounters/`, `hits/`); a window is put together from
what is kept. Every stage carries a stamp of what it was made from (lake partitions, code,
configuration) and is made again only when that has changed, so late claims rebuild just the
months they touch and a killed run goes on where it stopped.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from features import profile as build
from features.alerts import alerts
from features.baskets import items_of_stays
from features.catalogue import PROFILE_LEVELS, SIGNALS
from features.contract import REQUIRED_TABLES
from features.encounters import Parts, reduce_month, standing_lines
from features.keys import numbered, spelled
from features.level import Registers
from features.network.rings import Rings, rings
from features.profile import Seen
from features.signals import LOOKBACK_MONTHS, Claims
from features.signals.charges.capacity import doctor_days
from features.signals.standing import standing
from features.windows import assemble
from pipelines.engine import Engine
from pipelines.errors import InputError
from pipelines.manifest import write_json, write_stamp
from pipelines.profile.charges import Charges
from pipelines.profile.kept import (
    ALERTS,
    BEHIND,
    DOCTOR_DAYS,
    ENCOUNTERS,
    HITS,
    PEERS,
    REGISTERS,
    STAMP,
    UNAVAILABLE,
    WHO,
)
from pipelines.profile.months import Months
from pipelines.profile.recent import Recent
from pipelines.profile.relevant import Relevant
from pipelines.profile.stamps import Stamps
from pipelines.progress import Progress, silent
from pipelines.rings import RINGS, read_rings, write_rings
from pipelines.settings import Settings, load_reference, load_rules
from pipelines.store import Store, replacing, write_parquet

_AT_ONCE = 2
"""Months worked on at once: where one waits for a single core, the other uses the rest."""


@dataclass(frozen=True)
class Profiler:
    """Builds and keeps what a month's profiles need."""

    store: Store
    settings: Settings
    engine: Engine

    @cached_property
    def _months(self) -> Months:
        return Months(self.store, self.settings.window_months)

    @cached_property
    def _stamps(self) -> Stamps:
        return Stamps(self.store, self.settings, self._months, Relevant(self.store))

    @cached_property
    def _recent(self) -> Recent:
        """What signals look back on; a month more than they see, as two are worked on at once."""
        kept = (LOOKBACK_MONTHS + _AT_ONCE - 1) * (len(BEHIND) + 1)
        return Recent(self.engine, self._behind, kept)

    def _behind(self, table: str, month: str) -> pl.LazyFrame:
        return (
            self._scan_part(table, [month])
            if table == "supply"
            else self.store.lake(table, [month])
        )

    def run(self, month: str, progress: Progress = silent) -> dict[str, build.Profile]:
        """Profile all levels at `month`; returns those that had to be made.

        Raises:
            InputError: when the lake lacks a required table or has nothing in `month`.
        """
        self._check(month)
        window, before = self.window(month), self._months.before(month)
        steps = len(before) + len(window) + 1
        for done, each in enumerate(self._months_made(before, window)):
            progress(f"{each} 就诊与信号 encounters, signals", done, steps)
        progress(f"{month} 画像 profiles", steps - 1, steps)
        made = self._profile(month)
        progress(f"{month} 画像 profiles", steps, steps)
        return made

    def _months_made(self, before: list[str], window: list[str]) -> Iterator[str]:
        """Encounters and hits of every month, two months at a time; yields each when it is done.

        The hits of a month rest on the encounters of the months before it. Those are earlier in
        the queue, so that no wait is for ever; a month's lines are forgotten after its hits.
        """
        months = [*before, *window]
        charges = {month: Charges(self.store, self.engine, month) for month in months}
        reduced: dict[str, Future[None]] = {}
        made: dict[str, Future[None]] = {}
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            for month, earlier in zip([*months, None], [None, *months], strict=True):
                if month is not None:
                    reduced[month] = pool.submit(self._reduce, charges[month])
                if earlier is not None:
                    rests_on = [reduced[m] for m in self._months.lookback(earlier) if m in reduced]
                    seen = charges.pop(earlier)
                    made[earlier] = pool.submit(
                        self._finish, seen, rests_on, hits=earlier in window
                    )
                    del seen
            try:
                for month, done in made.items():
                    done.result()
                    yield month
            finally:
                pool.shutdown(cancel_futures=True)

    def _finish(self, charges: Charges, rests_on: list["Future[None]"], *, hits: bool) -> None:
        for reduced in rests_on:
            reduced.result()
        if hits:
            self._find_hits(charges)

    def check_current(self, month: str) -> None:
        """Refuse profiles that rest on other claims than the lake holds now.

        Raises:
            InputError: claims, code or configuration changed since the month was profiled.
        """
        if not self._stamps.all_current(month):
            raise InputError(
                f"claims, code or settings changed since {month} was profiled; "
                f"run `feijian profile --month {month}` again"
            )

    def window(self, month: str) -> list[str]:
        """The months of the window that the lake holds."""
        return self._months.window(month)

    def encounters(self, month: str, months: list[str]) -> pl.LazyFrame:
        """Assembled encounters of `months`, as seen at the end of `month`.

        A stay is settled when it ends: lines of the first may be of the months before.
        """
        first = months[0]
        earlier = [m for m in self._months.lookback(first) if m < first and self._reduced(m)]
        return spelled(self._assembled(month, months, earlier))

    def _assembled(
        self, month: str, months: list[str], earlier: Sequence[str] = ()
    ) -> pl.LazyFrame:
        """The same with keys as numbers; `earlier` months give lines alone."""
        settled = {"visits": months}
        parts = {
            name: numbered(self._scan_part(name, settled.get(name, [*earlier, *months])))
            for name in Parts.names()
        }
        return assemble(
            Parts(**parts),
            *(numbered(self.store.lake(table)) for table in ("psn", "inst", "enrol")),
            month=month,
            reference=load_reference(month),
            thresholds=self.settings.thresholds,
        )

    def hits(self, month: str, months: list[str]) -> pl.LazyFrame:
        """The hits of `months` that count at the end of `month`."""
        return standing(self.store.scan(HITS, months), self.encounters(month, months))

    def _check(self, month: str) -> None:
        missing = [table for table in REQUIRED_TABLES if not self.store.months(f"lake/{table}")]
        if missing:
            raise InputError(
                f"{self.store.root}: the lake has no {', '.join(missing)}; "
                "run `feijian ingest` first"
            )
        held = self.store.months("lake/setl")
        if month not in held:
            gap = "" if not held[0] < month < held[-1] else f", with a gap at {month}"
            raise InputError(
                f"no settlements in {month}; the lake of {self.store.root} holds "
                f"{held[0]} to {held[-1]}{gap}"
            )

    def _reduce(self, charges: Charges) -> None:
        month = charges.month
        rests_on = self._stamps.relevant.of(month)
        inputs = self._stamps.of_encounters(month, rests_on)
        if self._stamps.is_current(ENCOUNTERS, month, inputs):
            return
        lake = self.store.lake
        settled = lake("setl", [month])
        mdtrt, diag, oprn = (
            lake(table, list(months)).join(settled, on="mdtrt_id", how="semi")
            for table, months in rests_on.items()
        )
        parts = reduce_month(
            settled,
            mdtrt,
            diag,
            oprn,
            charges.fee,
            charges.lines,
        )
        for name in Parts.names():
            frame = self.engine.collect(spelled(getattr(parts, name)))
            write_parquet(frame, self._part(name, month))
        write_stamp(self.store.partition(ENCOUNTERS, month, STAMP), inputs)

    def _find_hits(self, charges: Charges) -> None:
        month = charges.month
        inputs = self._stamps.of_hits(month)
        if self._stamps.is_current(HITS, month, inputs):
            return
        claims = self._claims(charges)
        supplied = self.store.supplied([month])
        found = [s.hits(claims) for s in SIGNALS if supplied.issuperset(s.needs)]
        *hits, days = self.engine.collect_all(*found, doctor_days(claims))
        self.store.write(DOCTOR_DAYS, month, days)
        self.store.write(HITS, month, pl.concat(hits))
        write_stamp(self.store.partition(HITS, month, STAMP), inputs)

    def _claims(self, charges: Charges) -> Claims:
        month, lake = charges.month, self.store.lake
        months = self._months.lookback(month)
        return Claims(
            month=month,
            lines=charges.lines,
            belated=self._belated(month),
            fee=charges.fee,
            setl=lake("setl", [month]),
            encounters=self.engine.collect(self._assembled(month, months)).lazy(),
            **{table: self._recent.months(table, months) for table in ("supply", *BEHIND)},
            **{table: lake(table) for table in REGISTERS},
            reference=load_reference(month),
            thresholds=self.settings.thresholds,
        )

    def _belated(self, month: str) -> pl.LazyFrame:
        """Lines of bills of the month from months that hold no settlements, and so have no hits."""
        fee = numbered(self.store.lake("fee", self._months.unsettled(month)))
        settled = numbered(self.store.lake("setl", [month]))
        return standing_lines(fee).join(settled, on="mdtrt_id", how="semi")

    def _profile(self, month: str) -> dict[str, build.Profile]:
        window, inputs = self.window(month), self._stamps.of_profiles(month)
        stale = [
            name
            for name in PROFILE_LEVELS
            if not self._stamps.is_current(f"profiles/{name}", month, inputs)
        ]
        if not stale and self._stamps.is_current(RINGS, month, inputs):
            return {}
        encounters = self.engine.collect(self.encounters(month, window)).lazy()
        hits = self.engine.collect(self.store.scan(HITS, window)).lazy()
        seen = Seen(
            encounters,
            hits,
            self._rings(month, encounters, hits, inputs),
            items=self.engine.collect(items_of_stays(encounters)).lazy(),
            days=self.store.scan(DOCTOR_DAYS, window),
        )
        return {level: self._profile_level(level, month, seen, inputs) for level in stale}

    def _rings(
        self, month: str, encounters: pl.LazyFrame, hits: pl.LazyFrame, inputs: dict[str, str]
    ) -> Rings:
        if not self._stamps.is_current(RINGS, month, inputs):
            found = rings(encounters, hits, self.settings.thresholds)
            write_rings(self.store, month, found, inputs)
        return read_rings(self.store, month)

    def _profile_level(
        self, level: str, month: str, seen: Seen, inputs: dict[str, str]
    ) -> build.Profile:
        lake, rules = self.store.lake, load_rules(month)
        made = build.profile(
            PROFILE_LEVELS[level],
            seen,
            Registers(**{table: lake(table) for table in WHO}),
            month=month,
            supplied=self.store.supplied(self.window(month)),
            thresholds=self.settings.thresholds,
        )
        with replacing(self.store.partition(f"profiles/{level}", month).parent) as fresh:
            missing = {name: list(needs) for name, needs in made.unavailable.items()}
            write_parquet(made.table, fresh / "part.parquet")
            write_parquet(made.peers, fresh / PEERS)
            write_parquet(alerts(made.table, rules, level=level), fresh / ALERTS)
            write_json(fresh / UNAVAILABLE, missing)
            write_stamp(fresh / STAMP, inputs)
        return made

    def _part(self, name: str, month: str) -> Path:
        return self.store.partition(ENCOUNTERS, month, f"{name}.parquet")

    def _reduced(self, month: str) -> bool:
        return self.store.partition(ENCOUNTERS, month, STAMP).exists()

    def _scan_part(self, name: str, months: list[str]) -> pl.LazyFrame:
        return pl.concat([pl.scan_parquet(self._part(name, m), glob=False) for m in months])
