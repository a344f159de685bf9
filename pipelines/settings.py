"""What a bureau decides, read from `config/` and from the workspace's own `feijian.toml`."""

import datetime as dt
import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from features.alerts import RULE
from features.catalogue import features_of
from features.contract import LEVELS
from features.national import NATIONAL
from features.reference import LISTS, Reference
from features.thresholds import Thresholds
from features.violations import RULES, VIOLATIONS
from features.windows import first_day, shift
from pipelines.errors import InputError

PROJECT = Path(__file__).resolve().parents[1]
"""The checkout: `config/` and `mlruns/` lie here."""

CONFIG = PROJECT / "config"


TIERS = ("红", "橙", "黄")
"""The tiers that a violation can have, gravest first (domain standard D.6)."""

TIER: Mapping[str, pl.DataType] = {
    "article": pl.Int64(),
    "violation": pl.String(),
    "tier": pl.String(),
}
"""The columns of `config/tiers.csv`: an article's tier, or that of a single violation."""

WAYS = ("ask_for", "count", "compare", "ask", "visit")
"""How something is checked: papers asked for, things counted on site, data compared, people on site
asked, the insured asked at home."""

CHECK: Mapping[str, pl.DataType] = {
    "violation": pl.String(),
    "step": pl.Int64(),
    "way": pl.String(),
    "zh": pl.String(),
    "en": pl.String(),
    "document_zh": pl.String(),
    "document_en": pl.String(),
}
"""The columns of `config/checklist.csv`: what to look at or to ask for each violation and rule, in
which order, by which of `WAYS`, in two languages, and in what papers or whom."""


@dataclass(frozen=True)
class Settings:
    """The settings of a workspace, whole and checked; `values` go into every manifest.

    Attributes:
        quality: the limits of the quality report of an ingest, by name.
        window_months: length of the window of a profile.
        snapshot_every: months between the snapshots that training uses.
        seed: seed of everything models draw.
        trees: trees of the isolation forest.
        unlabelled_weight: weight of never-inspected entities in training.
        trials: trials of a tuning study.
        explained: level -> how many of the best leads are explained at scoring.
        policy: name of the list's policy in `config/policies/`.
        draw_seed: seed of the random draw.
        thresholds: every number that signals compare with.
    """

    quality: Mapping[str, Any]
    window_months: int
    snapshot_every: int
    seed: int
    trees: int
    unlabelled_weight: float
    trials: int
    explained: Mapping[str, int]
    policy: str
    draw_seed: str
    thresholds: Thresholds


LEAST: Mapping[str, float] = {
    "profile.window_months": 1,
    "train.snapshot_every": 1,
    "train.trees": 1,
    "tune.trials": 1,
    "peers.peer_group_min": 2,
}
"""The least a setting may be, where less makes no sense; any other number is at least 0."""


def load_settings(workspace: Path) -> Settings:
    """Read `config/feijian.toml` and `config/thresholds.toml`, then the workspace's own.

    Raises:
        InputError: for missing and unknown keys, wrong types and impossible values, all told
            together.
    """
    numbers = _flat(_read(CONFIG / "thresholds.toml"))
    known = {**_flat(_read(CONFIG / "feijian.toml")), **numbers}
    own_file = workspace / "feijian.toml"
    own = _flat(_read(own_file)) if own_file.exists() else {}
    names = {key.partition(".")[2]: {**known, **own}[key] for key in numbers}
    missing = [field.name for field in fields(Thresholds) if field.name not in names]
    problems = [
        *(f"{CONFIG / 'thresholds.toml'}: {name} is missing" for name in missing),
        *_problems(own, known, own_file),
        *_impossible({**known, **own}),
    ]
    if problems:
        raise InputError("\n".join(problems))
    values = {**known, **own}
    return Settings(
        quality=MappingProxyType(_section(values, "quality")),
        window_months=values["profile.window_months"],
        snapshot_every=values["train.snapshot_every"],
        seed=values["train.seed"],
        trees=values["train.trees"],
        unlabelled_weight=values["train.unlabelled_weight"],
        trials=values["tune.trials"],
        explained=MappingProxyType({level: values[f"explain.{level}"] for level in LEVELS}),
        policy=values["targets.policy"],
        draw_seed=values["targets.seed"],
        thresholds=Thresholds(**{field.name: names[field.name] for field in fields(Thresholds)}),
    )


def load_reference(month: str) -> Reference:
    """The reference lists of `config/reference/`, the lines valid on the month's last day.

    Raises:
        InputError: for a list that cannot be read, or has no such column or number.
    """
    folder = CONFIG / "reference"
    return Reference(
        {name: _dated(folder / f"{name}.csv", of.columns, month) for name, of in LISTS.items()}
    )


def load_rules(month: str) -> pl.DataFrame:
    """The lines of `config/rules.csv` (`features.alerts.RULE`) valid on the month's last day.

    Raises:
        InputError: for a file that cannot be read, and for every rule, feature or national rule
            that does not exist.
    """
    path = CONFIG / "rules.csv"
    rules = _dated(path, RULE, month)
    if unknown := list(_unknown_in(rules)):
        raise InputError(f"{path}: {'; '.join(unknown)}")
    return rules


def load_tiers(month: str) -> dict[str, str]:
    """The tier (红, 橙, 黄) of a lead by violation and rule, as valid on the month's last day.

    The article that forbids a violation decides, unless `config/tiers.csv` names the violation.

    Raises:
        InputError: for a file that cannot be read, a violation or a tier that does not exist, and
            an article without a tier.
    """
    path = CONFIG / "tiers.csv"
    lines = _dated(path, TIER, month)
    by_article = dict(lines.filter(pl.col("violation").is_null()).select("article", "tier").rows())
    by_name = dict(lines.drop_nulls("violation").select("violation", "tier").rows())
    known = VIOLATIONS | RULES
    tiers = {id_: by_name.get(id_, by_article.get(v.article)) for id_, v in known.items()}
    problems = [
        *(f"{id_}: no such violation" for id_ in by_name if id_ not in known),
        *(
            f"{id_}: article {known[id_].article} has no tier"
            for id_, of in tiers.items()
            if not of
        ),
        *(f"{of}: a tier is one of {', '.join(TIERS)}" for of in lines["tier"] if of not in TIERS),
    ]
    if problems:
        raise InputError(f"{path}: {'; '.join(problems)}")
    return {id_: str(of) for id_, of in tiers.items()}


def load_checklist(month: str) -> pl.DataFrame:
    """The lines of `config/checklist.csv` (`CHECK`) valid on the month's last day, in their order.

    Raises:
        InputError: for a file that cannot be read, and for every violation or way that does not
            exist.
    """
    path = CONFIG / "checklist.csv"
    lines = _dated(path, CHECK, month).sort("violation", "step", maintain_order=True)
    problems = [
        *(
            f"{id_}: no such violation"
            for id_ in lines["violation"].unique().sort()
            if id_ not in VIOLATIONS | RULES
        ),
        *(
            f"{way}: a way is one of {', '.join(WAYS)}"
            for way in lines["way"].unique().sort()
            if way not in WAYS
        ),
    ]
    if problems:
        raise InputError(f"{path}: {'; '.join(problems)}")
    return lines


def _unknown_in(rules: pl.DataFrame) -> Iterator[str]:
    for rule in rules.iter_rows(named=True):
        line = f"{rule['rule']} {rule['level']} {rule['feature']}"
        if rule["rule"] not in RULES | VIOLATIONS:
            yield f"{line}: no such rule in the catalogue"
        if rule["national"] is not None and rule["national"] not in NATIONAL:
            yield f"{line}: national rules are numbered 1 to {len(NATIONAL)}"
        features = [feature.name for feature in features_of(rule["level"])]
        if rule["feature"] not in features:
            near = difflib.get_close_matches(rule["feature"], features, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield f"{line}: the level has no such feature{hint}"


def _dated(path: Path, columns: Mapping[str, pl.DataType], month: str) -> pl.DataFrame:
    """The lines of a CSV that are valid on the last day of a month, sorted."""
    day = first_day(shift(month, 1)) - dt.timedelta(days=1)
    from_day = pl.col("valid_from").str.to_date().fill_null(dt.date.min)
    to_day = pl.col("valid_to").str.to_date().fill_null(dt.date.max)
    try:
        frame = pl.read_csv(path, infer_schema=False)
        valid = frame.filter((from_day <= day) & (to_day >= day)).sort(pl.all())
        return valid.select(_typed(pl.col(each), dtype) for each, dtype in columns.items())
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            f"{path}: cannot be read as a dated list (UTF-8, columns {', '.join(columns)}, "
            f"valid_from and valid_to as YYYY-MM-DD): {error}"
        ) from error


def _typed(text: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    return text.str.to_date() if dtype == pl.Date else text.cast(dtype)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error.reason}); save it as UTF-8") from error


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    """`{"train": {"seed": 0}}` to `{"train.seed": 0}`."""
    return {
        f"{section}.{key}": value
        for section, entries in document.items()
        for key, value in (entries.items() if isinstance(entries, dict) else [("", entries)])
    }


def _section(values: Mapping[str, Any], section: str) -> dict[str, Any]:
    """The keys of one section, without its name."""
    found = (key.partition(".") for key in values)
    return {name: values[f"{section}.{name}"] for of, _, name in found if of == section}


def _problems(own: Mapping[str, Any], known: Mapping[str, Any], path: Path) -> Iterator[str]:
    for key, value in own.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield f"{path}: unknown setting {key}{hint}"
        elif not _fits(value, known[key]):
            wanted = type(known[key]).__name__
            yield f"{path}: {key} must be of type {wanted}, found {value!r}"


def _impossible(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        least = LEAST.get(key, 0)
        if isinstance(value, int | float) and value < least:
            yield f"{key} must be at least {least}, found {value}"


def _fits(value: object, default: object) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
