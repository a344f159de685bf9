"""The rules whose thresholds raise alerts: `config/rules.csv`."""

import difflib
from collections.abc import Iterator

import polars as pl

from features.alerts import RULE
from features.catalogue import features_of
from features.national import NATIONAL
from features.violations import RULES, VIOLATIONS
from pipelines.errors import InputError
from pipelines.settings.dated import dated
from pipelines.settings.places import CONFIG


def load_rules(month: str) -> pl.DataFrame:
    """The lines of `config/rules.csv` (`features.alerts.RULE`) valid on the month's last day.

    Raises:
        InputError: for a file that cannot be read, and for every rule, feature or national rule
            that does not exist.
    """
    path = CONFIG / "rules.csv"
    rules = dated(path, RULE, month)
    if unknown := list(_unknown_in(rules)):
        raise InputError(f"{path}: {'; '.join(unknown)}")
    return rules


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
