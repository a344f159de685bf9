"""The face of feijian: one folder of work, and one method per verb.

Every command of the command line covers a method here, with the same name and arguments;
notebooks use them directly.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from features.catalogue import PROFILE_LEVELS
from features.contract import ENTITY_KEY, LEVELS
from features.windows import first_day
from models.reasons import Lang
from pipelines import audit
from pipelines.again import called_in, differences_of
from pipelines.engine import Engine
from pipelines.errors import InputError
from pipelines.explain import Explained
from pipelines.forms.gather import forms, ledger
from pipelines.forms.rules import form_rules
from pipelines.forms.write import check_replaceable, write_forms
from pipelines.intake import IngestReport, Options, ingest, load_mapping, vault
from pipelines.intake.propose import Proposal, mapping_text, propose
from pipelines.intake.pseudonyms import check_pseudonyms, load_key, new_key
from pipelines.intake.quality import Limits
from pipelines.intake.unlocks import Unlock, unlocks_of
from pipelines.lock import WorkspaceLock
from pipelines.manifest import file_hash
from pipelines.parameters import parameters, starting
from pipelines.profile import Profiler, read_alerts, read_unavailable
from pipelines.progress import Progress, silent
from pipelines.proof import proof
from pipelines.registry.champions import begin
from pipelines.registry.in_use import in_use, remember, trained
from pipelines.registry.studies import study_log
from pipelines.registry.tracking import check
from pipelines.registry.versions import Version, load, register
from pipelines.rings import read_rings
from pipelines.rollout.verbs import RolloutVerbs
from pipelines.score import Scored, read_profile, read_scores, reasons_of, score, scored_levels
from pipelines.settings import CONFIG, Settings, load_settings
from pipelines.store import WHOLE, Store, write_text
from pipelines.targets.gather import gather
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.inspectors import Party, Rules, Target, draw_inspectors, read_roster
from pipelines.targets.listing import read_listing
from pipelines.targets.mark import Mark, first_mark, mark
from pipelines.targets.places import RANDOM
from pipelines.targets.policy import Policy
from pipelines.targets.policy_file import read_policy
from pipelines.targets.produce import MANIFEST, write_targets
from pipelines.targets.published import (
    differences,
    document_text,
    inspectors_document,
    published_path,
)
from pipelines.targets.verify import (
    POLICY,
    Manifest,
    pinned_policy,
    read_manifest,
)
from pipelines.targets.wording import words
from pipelines.train import Trainer, check_level
from pipelines.tune import Tuned, Tuner
from pipelines.watch.verbs import WatchVerbs

if TYPE_CHECKING:
    from pipelines.city import City


@dataclass(frozen=True)
class Trained:
    """What `Workspace.train` returns.

    Attributes:
        version: the registered version.
        evaluation: figures of the model, of its parts and of the size-only ranking, per fold
            and overall (`fold = all`); empty when nobody was ever inspected.
        no_case_model: why the forest stands alone, or None.
    """

    version: Version
    evaluation: pl.DataFrame
    no_case_model: str | None


@dataclass(frozen=True)
class Listed:
    """What `Workspace.targets` returns: the list and the folder that holds it."""

    folder: Path
    table: pl.DataFrame
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Drawn:
    """What `Workspace.draw` returns.

    Attributes:
        targets: the rows of `targets.csv` that were drawn.
        parties: who inspects which institution of the list.
        files: the published files, with which anybody can repeat the draw.
    """

    targets: pl.DataFrame
    parties: tuple[Party, ...]
    files: tuple[Path, ...]


class Workspace(RolloutVerbs, WatchVerbs):
    """One folder: lake, profiles, scores, lists (design, section 4).

    Args:
        root: the folder; made when something is first written.
        lang: language of sentences and pages, `zh` or `en`.
        progress: told what long work is doing.
        by: who makes the lists, pages and forms, as their mark says; default: the variable
            FEIJIAN_BY, else the user of the machine.
    """

    def __init__(
        self,
        root: Path | str = "workspace",
        *,
        lang: Lang = "zh",
        progress: Progress = silent,
        by: str | None = None,
    ) -> None:
        self.root = Path(root)
        self.lang = lang
        self.progress = progress
        self.by = by
        self.store = Store(self.root)
        self._lock = WorkspaceLock(self.root)

    @property
    def settings(self) -> Settings:
        """What `config/` and the workspace's `feijian.toml` decide."""
        return load_settings(self.root)

    def simulate(  # noqa: PLR0913  # the options of the command
        self,
        out: Path | str,
        *,
        persons: int = 20_000,
        months: int = 24,
        seed: int = 0,
        first_month: str = "2024-01",
        plant: Sequence[str] | None = None,
        defects: bool = False,
        workers: int | None = None,
    ) -> "City":
        """Write a simulated city's raw exports to `out`, to be ingested here; see `city.simulate`.

        `pipelines.city.explain` opens one of its schemes, `pipelines.city.measured` measures it.
        """
        from pipelines.city import simulate

        return simulate(
            Path(out),
            persons=persons,
            months=months,
            seed=seed,
            first_month=first_month,
            plant=plant,
            defects=defects,
            workers=workers,
            progress=self.progress,
        )

    def map(self, paths: Sequence[Path | str], out: Path | str | None = None) -> Proposal:
        """Propose a mapping for exports that nobody has described yet, and write it to `out`.

        Raises:
            InputError: `out` exists: what was corrected by hand is never overwritten.
        """
        if out is not None and Path(out).exists():
            raise InputError(f"{out} exists; name another file with --out, or remove it")
        proposal = propose(paths)
        if out is not None:
            write_text(mapping_text(proposal, Path(out).stem, self.lang), Path(out))
        return proposal

    def unlocks(self, paths: Sequence[Path | str], mapping: Path | str) -> list[Unlock]:
        """What every table and column unlocks, and whether these exports or the lake have it."""
        return unlocks_of(self.store, paths, load_mapping(Path(mapping)))

    def ingest(
        self,
        paths: Sequence[Path | str],
        mapping: Path | str,
        *,
        as_of: dt.date | None = None,
        key: Path | str | None = None,
    ) -> IngestReport:
        """Bring exports into the lake; rows that cannot be used wait in quarantine.

        Args:
            paths: files, folders, archives, and addresses of databases.
            mapping: the mapping of these exports (TOML).
            as_of: when they were exported: the version of rows without a time of their own.
            key: the key file, where the mapping asks for pseudonyms.
        """
        described = load_mapping(Path(mapping))
        options = Options(
            as_of=None if as_of is None else dt.datetime.combine(as_of, dt.time()),
            key=None if key is None else load_key(Path(key), self.root),
            limits=Limits(**self.settings.quality),
            lang=self.lang,
        )
        with self._writing("ingest"):
            report = ingest(self.store, paths, described, options, progress=self.progress)
            rows = {name: [of.read, of.kept, of.quarantined] for name, of in report.tables.items()}
            audit.record(self.root, "ingest", mapping=report.mapping, sources=report.sources,
                         read_kept_quarantined=rows)  # fmt: skip
        return report

    def new_key(self, path: Path | str) -> Path:
        """Write a new random key for pseudonyms, outside the workspace."""
        new_key(Path(path), self.root)
        return Path(path)

    def resolve(self, pseudonyms: Sequence[str], key: Path | str) -> dict[str, str]:
        """The persons' numbers behind pseudonyms, for who holds the key; who asked is logged."""
        held = load_key(Path(key), self.root)
        part = self.store.partition(vault.FOLDER, WHOLE)
        if not part.exists():
            raise InputError(f"{self.root} holds no pseudonyms; nothing to resolve")
        check_pseudonyms(pseudonyms)
        audit.record(self.root, "resolve", pseudonyms=list(pseudonyms))
        return vault.open_sealed(held, pl.read_parquet(part, glob=False), pseudonyms)

    def profile(self, month: str | None = None) -> dict[str, pl.DataFrame]:
        """Encounters, hits and the profiles of every level at a month (default: the last)."""
        month = self._month(month)
        with self._writing("profile"):
            self._profiler().run(month, self.progress)
        return {level: self.profiles(level, month) for level in PROFILE_LEVELS}

    def profiles(self, level: str, month: str) -> pl.DataFrame:
        """The profiles of one level, scored or not, as they were made."""
        check_level(level, PROFILE_LEVELS)
        return read_profile(self.store, level, month)[0]

    def alerts(self, month: str | None = None, level: str | None = None) -> pl.DataFrame:
        """Who crossed the threshold of a named rule (`config/rules.csv`), the definite first.

        Args:
            month: which month; default the last of the lake.
            level: one level; default all, also those that are profiled but not scored.
        """
        month = self._month(month)
        if level is not None:
            check_level(level, PROFILE_LEVELS)
        levels = PROFILE_LEVELS if level is None else (level,)
        found = pl.concat(read_alerts(self.store, each, month) for each in levels)
        return found.sort("certainty", maintain_order=True)

    def rings(self, month: str | None = None) -> pl.DataFrame:
        """The rings of a month, the costliest for the fund first.

        One row per ring and somebody in it (`features.network.rings.RING`). A ring is a lead:
        families, friends and fellow patients are together again and again, too.
        """
        found = read_rings(self.store, self._month(month)).members
        return found.sort("fund_fen", "ring_id", descending=[True, False], maintain_order=True)

    def proof(self, truth: Path | str, month: str | None = None) -> pl.DataFrame:
        """What the signals hit of what was planted in a simulated city (`truth/`), plot by plot.

        It checks the machinery; it is no evidence of detection in the field.
        """
        return proof(self.store, Path(truth), self._month(month))

    def unavailable(self, month: str | None = None) -> dict[str, dict[str, list[str]]]:
        """Level -> feature -> the missing tables and columns that switch it off."""
        month = self._month(month)
        return {level: read_unavailable(self.store, level, month) for level in PROFILE_LEVELS}

    def tune(self, level: str, month: str | None = None, trials: int | None = None) -> Tuned:
        """Search for better parameters of the case model; `train` uses them from that month on.

        Args:
            level: whose model.
            month: as of which month; default the last of the lake.
            trials: trials of the study in all; one that was stopped goes on where it was.
        """
        month = self._month(month)
        trainer = Trainer(self._profiler(), level, month)
        with self._writing("tune"):
            tuner = Tuner(
                trainer,
                self.root,
                start=starting(self.root, level, month, self._facts_in_use(level)),
                capacity=self._capacity(level),
                log=study_log,
                progress=self.progress,
            )
            tuned = tuner.run(self.settings.trials if trials is None else trials)
            audit.record(self.root, "tune", level=level, month=month, trials=tuned.trials.height)
        return tuned

    def _facts_in_use(self, level: str) -> Mapping[str, Any]:
        """What is remembered of the model in use; nothing where there is none."""
        if not trained(self.root, level):
            return {}
        return load(level, str(in_use(self.root, level))).bundle.facts

    def train(self, level: str, month: str | None = None) -> Trained:
        """Train a level on what was known before a month, and register the version."""
        month = self._month(month)
        trainer = Trainer(self._profiler(), level, month)
        with self._writing("train"):
            check()
            training = trainer.run(
                self._capacity(level),
                parameters(self.root, level, month),
                self.progress,
            )
            version = register(training)
            remember(self.root, version)
            begin(self.root, level)
            audit.record(self.root, "train", level=level, month=month, version=version.label,
                         sha256=version.sha256)  # fmt: skip
        return Trained(version, training.evaluation, training.bundle.facts.get("no_case_model"))

    def trainable(self, month: str | None = None) -> list[str]:
        """The levels at which anybody can be scored, profiled if need be."""
        return [
            level
            for level, table in self.profile(month).items()
            if level in LEVELS and table.get_column("not_scored_reason").null_count()
        ]

    def score(
        self, month: str | None = None, level: str | None = None, model: str | None = None
    ) -> pl.DataFrame:
        """Score a month, best lead first.

        Args:
            month: which month; default the last of the lake.
            level: one level; default every level trained here, stacked with a column `level`.
            model: alias or version; default the one in use here: promoted last, or else trained
                first.

        Raises:
            InputError: there is no such model, or no current profile of the month.
        """
        month = self._month(month)
        if level is not None:
            return self._score(month, level, model).table
        levels = [each for each in LEVELS if trained(self.root, each)]
        if not levels:
            raise InputError(f"no model was trained in {self.root}; run `feijian train` first")
        tables = [
            self._score(month, each, model).table.select(pl.lit(each).alias("level"), pl.all())
            for each in levels
        ]
        return pl.concat(tables)

    def explain(self, entity: str, month: str | None = None, level: str | None = None) -> Explained:
        """Why one entity has its score, whatever its rank.

        Raises:
            InputError: the entity is unknown at that month, was not scored, or is known at
                several levels of which none was named.
        """
        month = self._month(month)
        level = self._level_of(entity, month, level)
        scored = read_scores(self.store, level, month)
        row = scored.table.row(by_predicate=pl.col("entity_id") == entity, named=True)
        if row["score"] is None:
            why = row["not_scored_reason"]
            raise InputError(f"{level} {entity} was not scored in {month}: {why}")
        inputs = self._inputs(month, self._policy(None), {level: scored}, [entity])
        reasons = inputs.levels[level].reasons.filter(pl.col("entity_id") == entity)
        return Explained(
            level=level,
            month=month,
            scores=row,
            base=scored.base,
            reasons=reasons.collect(),
            hits=inputs.hits.filter(pl.col(ENTITY_KEY[level]) == entity).collect(),
            inputs=inputs,
        )

    def targets(self, month: str | None = None, policy: Path | str | None = None) -> Listed:
        """The month's list cut to capacity, with dossiers, evidence and manifest."""
        return self._list(self._month(month), self._policy_file(policy))

    def verify(self, folder: Path | str, *, from_lake: bool = False) -> list[str]:
        """Compute a list again from what it pins: what differs; nothing when it is equal.

        Args:
            folder: the folder of the list, also as a path in the workspace.
            from_lake: begin with the claims instead of the profiles; takes a monthly run.

        Raises:
            InputError: it is no list, or one that cannot be computed again.
        """
        held = Path(folder) if Path(folder).exists() else self.root / folder
        manifest = read_manifest(held)
        with self._writing("verify"):
            found = differences_of(
                self.root,
                held,
                lambda root: self._again(root, held, manifest, from_lake=from_lake),
                from_lake=from_lake,
            )
            audit.record(self.root, "verify", month=manifest["month"], differences=len(found))
        return found

    def draw(
        self,
        month: str | None = None,
        roster: Path | str | None = None,
        policy: Path | str | None = None,
    ) -> Drawn:
        """The draw of a month's list (双随机): its random targets, and who inspects them.

        Args:
            month: a month that has a list; default the last of the lake.
            roster: CSV of the inspectors; without it none are drawn.
            policy: the policy that says how many inspectors go, and whether into their own area.

        Raises:
            InputError: the month has no list, or a target too few inspectors without a recusal.
        """
        month = self._month(month)
        folder = self.root / "targets" / month
        if not (folder / "targets.csv").exists():
            raise InputError(f"{month} has no list; run `feijian targets --month {month}` first")
        table = read_listing(folder / "targets.csv")
        files = [folder / published_path(level) for level in LEVELS]
        held = [path for path in files if path.exists()]
        parties: list[Party] = []
        if roster is not None:
            parties, path = self._inspectors(month, table, Path(roster), self._policy(policy))
            held.append(path)
        return Drawn(table.filter(pl.col("mode") == RANDOM), tuple(parties), tuple(held))

    def verify_draw(self, file: Path | str) -> list[str]:
        """Draw again from a published file alone: what differs from it; nothing when it holds."""
        return differences(Path(file))

    def forms(
        self,
        out: Path | str,
        month: str | None = None,
        *,
        areas: Path | str | None = None,
        public: bool = False,
    ) -> list[Path]:
        """Write a month's report forms as a folder: a workbook, and a CSV of each.

        Args:
            out: the folder; it is made, or replaced where it holds earlier forms.
            month: which month's cases and list; default the last of the lake.
            areas: CSV of what the areas have set up (`docs/templates/areas.csv`).
            public: only the forms that name nobody, small counts hidden.

        Raises:
            InputError: `out` holds something else, or `areas` cannot be read.
        """
        month, folder = self._month(month), Path(out)
        check_replaceable(folder)
        window = self._profiler().window(month)
        held = ledger(self.store, month, window, None if areas is None else Path(areas))
        told = words(self.lang)
        own = mark(self.by)
        head = "" if public else f"{told['confidential']}　"
        made = forms(held, form_rules(), public=public)
        with self._writing("forms"):
            files = write_forms(
                folder, made, month=month, mark=head + told["produced"].format(**own.plain)
            )
            audit.record(self.root, "forms", month=month, public=public, produced=own.plain)
        return files

    def run(self, month: str | None = None, policy: Path | str | None = None) -> Listed:
        """The monthly job: profile, score, targets. What is already done is not done again."""
        month = self._month(month)
        with self._writing("run"):
            self._profiler().run(month, self.progress)
            self.score(month)
            return self.targets(month, policy)

    def _list(
        self,
        month: str,
        policy: Path,
        marked: Mark | None = None,
        called: str | None = None,
    ) -> Listed:
        """Write a month's list, marked as made now or as said."""
        levels = scored_levels(self.store, month)
        if not levels:
            raise InputError(f"{month} has no scores; run `feijian score --month {month}` first")
        scored = {level: read_scores(self.store, level, month) for level in levels}
        folder = self.root / "targets" / month
        with self._writing("targets"):
            self.progress(f"{month} 名单 targets", 0, 1)
            inputs = self._inputs(month, read_policy(policy), scored)
            pins = {**inputs.manifest, "policy_file": called or called_in(self.root, policy)}
            own = marked or first_mark(folder / MANIFEST, pins, inputs.mark)
            files = write_targets(
                folder,
                replace(inputs, manifest=pins, mark=own),
                {f"{POLICY}/{policy.name}": policy.read_bytes()},
            )
            self.progress(f"{month} 名单 targets", 1, 1)
            table = read_listing(folder / "targets.csv")
            audit.record(self.root, "targets", month=month, listed=table.height,
                         produced=own.plain, manifest=file_hash(folder / MANIFEST))  # fmt: skip
        return Listed(folder, table, tuple(files))

    def _again(self, root: Path, folder: Path, manifest: Manifest, *, from_lake: bool) -> Path:
        """The list computed again in a workspace that shares the inputs of this one."""
        again = Workspace(root, lang=manifest["lang"], progress=self.progress)
        month = again._month(manifest["month"])
        if from_lake:
            again.profile(month)
        for level, model in manifest["models"].items():
            again._score(month, level, str(model["version"]).rpartition("/")[2])
        marked = Mark(**manifest["produced"])
        return again._list(month, pinned_policy(folder), marked, manifest["policy_file"]).folder

    def _inspectors(
        self, month: str, table: pl.DataFrame, roster: Path, policy: Policy
    ) -> tuple[list[Party], Path]:
        """Draw the inspectors of the institutions on a list, and publish the draw."""
        inst = self.store.lake("inst").select(
            entity_id="fixmedins_code", kind=pl.coalesce("medins_type", "fixmedins_type")
        )
        listed = table.filter(pl.col("level") == "institution").select("entity_id", "area")
        targets = listed.join(inst.collect(), on="entity_id", how="left")
        people, rules = read_roster(roster), Rules(policy.inspectors, policy.cross_area)
        wanted = [Target(**row) for row in targets.iter_rows(named=True)]
        seed = self.settings.draw_seed
        parties = draw_inspectors(wanted, people, rules, f"{seed}|{month}")
        document = inspectors_document(parties, people, rules, month=month, seed=seed)
        path = self.root / "draws" / month / "inspectors.json"
        with self._writing("draw"):
            write_text(document_text(document), path)
            audit.record(self.root, "draw", month=month, visits=len(parties))
        return parties, path

    def _score(self, month: str, level: str, model: str | None) -> Scored:
        check_level(level)
        with self._writing("score"):
            read_profile(self.store, level, month)
            self._profiler().check_current(month)
            version = load(level, model or str(in_use(self.root, level)))
            self.progress(f"{month} {level} 评分 scoring", 0, 1)
            explained = self.settings.explained[level]
            scored = score(self.store, version, month, explained=explained, lang=self.lang)
            self._score_shadows(month, level)
            self.progress(f"{month} {level} 评分 scoring", 1, 1)
            audit.record(self.root, "score", level=level, month=month, version=version.label)
        return scored

    @contextmanager
    def _writing(self, act: str) -> Iterator[None]:
        """Be the one that writes here, after what a killed run left was put in order."""
        with self._lock.held(act) as died:
            if died is not None:
                audit.record(self.root, "recover", run=died)
            yield

    def _inputs(
        self,
        month: str,
        policy: Policy,
        scored: dict[str, Scored],
        entities: Sequence[str] | None = None,
    ) -> TargetInputs:
        profiler = self._profiler()
        profiler.check_current(month)
        return gather(
            profiler,
            scored,
            month=month,
            policy=policy,
            seed=self.settings.draw_seed,
            lang=self.lang,
            explain=lambda level, who: self._reasons(month, level, who, scored[level]),
            mark=mark(self.by),
            entities=entities,
        )

    def _reasons(
        self, month: str, level: str, entities: Sequence[str], scored: Scored
    ) -> pl.DataFrame:
        """Reasons of entities by the very version that scored them."""
        version = load(level, str(scored.model_number))
        if version.sha256 != scored.model_sha256:
            raise InputError(
                f"{scored.model_version} is not the model that scored {level} {month}; "
                f"run `feijian score --month {month}` again"
            )
        return reasons_of(self.store, version.bundle, month, entities, self.lang).reasons

    def _profiler(self) -> Profiler:
        return Profiler(self.store, self.settings, Engine())

    def _capacity(self, level: str) -> int:
        return self._policy(None).capacity[level]

    def _policy(self, policy: Path | str | None) -> Policy:
        return read_policy(self._policy_file(policy))

    def _policy_file(self, policy: Path | str | None) -> Path:
        default = CONFIG / "policies" / f"{self.settings.policy}.toml"
        return Path(policy) if policy else default

    def _month(self, month: str | None) -> str:
        """The month asked for, checked; by default the last one of the lake."""
        if month is None:
            held = self.store.months("lake/setl")
            if not held:
                raise InputError(f"{self.root}: the lake is empty; run `feijian ingest` first")
            return held[-1]
        try:
            first_day(month)
        except ValueError as error:
            raise InputError(str(error)) from error
        return month

    def _level_of(self, entity: str, month: str, level: str | None) -> str:
        if level is not None:
            check_level(level)
        levels = [level] if level else scored_levels(self.store, month)
        if not levels:
            raise InputError(f"{month} has no scores; run `feijian score --month {month}` first")
        found = [
            each
            for each in levels
            if read_scores(self.store, each, month)
            .table.select((pl.col("entity_id") == entity).any())
            .item()
        ]
        if len(found) > 1:
            raise InputError(f"{entity!r} is {' and '.join(found)}; name one with --level")
        if not found:
            raise InputError(f"no entity {entity!r} in the scores of {month} in {self.root}")
        return found[0]
