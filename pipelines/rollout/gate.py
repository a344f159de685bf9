"""Pass, hold or not enough evidence: the decision on a challenger, line by line, and nothing else.

It looks at figures only; it reads no file and runs no model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from models.comparison import ALL, CHALLENGER, CHAMPION, SignTest
from pipelines.rollout.rules import Rules

State = Literal["pass", "hold", "unknown"]
Verdict = Literal["pass", "hold", "not enough evidence"]
Claim = Literal["better", "not worse", "worse", "undecided"]


@dataclass(frozen=True)
class Line:
    """One rule and what was found.

    Attributes:
        name: which rule.
        state: `unknown` when there is too little to say.
        figure: what was found; None when there is none.
        limit: what is asked for.
        low: lower bound of the figure's interval, where it has one.
        high: upper bound.
        told: what else is to be said: the group, the columns, what has changed.
    """

    name: str
    state: State
    figure: float | None = None
    limit: float | None = None
    low: float | None = None
    high: float | None = None
    told: str = ""


@dataclass(frozen=True)
class Findings:
    """All that the gate looks at.

    Attributes:
        judged: the judged rows (`models.comparison.JUDGED`).
        figures: what `models.comparison.figures` returns.
        differences: what `models.differences.differences` returns.
        signs: months in which either was ahead.
        kept: ranking -> mean share of the list that stays from month to month; absent with one
            month.
        columns: ranking -> columns that the model reads.
        as_of: ranking -> the month before which everything was known to the model.
        last_month: the last month compared.
        fewest_reasons: of the listed, the fewest reasons that raise a score; None when nobody
            was listed.
        most_of_one: the largest mean share of one feature in what raises the listed, and which.
        repeated: why the training could not be repeated; empty when it gave the same model; None
            when it was not tried.
    """

    judged: pl.DataFrame
    figures: pl.DataFrame
    differences: pl.DataFrame
    signs: SignTest
    kept: dict[str, float]
    columns: dict[str, frozenset[str]]
    as_of: dict[str, str]
    last_month: str
    fewest_reasons: int | None
    most_of_one: tuple[float, str] | None
    repeated: str | None


@dataclass(frozen=True)
class Decision:
    """What the gate says.

    Attributes:
        verdict: `hold` when any line holds; else `not enough evidence` when any is unknown.
        claim: what may be said of the challenger against the champion.
        lines: every rule, in the order of `config/gate.toml`.
    """

    verdict: Verdict
    claim: Claim
    lines: tuple[Line, ...]

    @property
    def failed(self) -> tuple[Line, ...]:
        """The lines that did not pass."""
        return tuple(line for line in self.lines if line.state != "pass")


def decide(found: Findings, rules: Rules) -> Decision:
    """Judge findings by rules."""
    evidence = list(_evidence(found, rules))
    enough = all(line.state == "pass" for line in evidence)
    claim = _claim(found, rules) if enough else "undecided"
    by_outcomes = [
        *_standing(found, rules, claim),
        *_sanity(found, rules),
        *_groups(found, rules),
    ]
    lines = (
        *evidence,
        *(line if enough else replace(line, state="unknown") for line in by_outcomes),
        *_one_feature(found, rules),
        *_upkeep(found, rules),
        *_told(found, rules),
    )
    states = {line.state for line in lines}
    verdict: Verdict = "pass" if states == {"pass"} else "not enough evidence"
    return Decision("hold" if "hold" in states else verdict, claim, lines)


def _evidence(found: Findings, rules: Rules) -> Iterator[Line]:
    rows = found.judged
    counts = {
        "months": rows.get_column("month").n_unique(),
        "judged": rows.height,
        "entities": rows.get_column("entity_id").n_unique(),
        "confirmed": int(rows.get_column("y").sum()),
    }
    for name, count in counts.items():
        least = getattr(rules.evidence, name)
        yield Line(name, "pass" if count >= least else "unknown", count, least)


def _difference(found: Findings, figure: str) -> dict[str, float | None]:
    rows = found.differences.filter(
        pl.col("figure") == figure, pl.col("dimension") == ALL, pl.col("low").is_not_null()
    )
    return rows.row(0, named=True) if rows.height else dict.fromkeys(("estimate", "low", "high"))


def _claim(found: Findings, rules: Rules) -> Claim:
    """Better needs an interval above the margin, and months that do not go the other way."""
    at, difference = rules.standing, _difference(found, "average_precision")
    low, high = difference["low"], difference["high"]
    if low is None or high is None:
        return "undecided"
    if low > at.better_by and found.signs.better > found.signs.worse:
        return "better"
    if low >= -at.not_worse_by:
        return "not worse"
    return "worse" if high < 0 else "undecided"


def _standing(found: Findings, rules: Rules, claim: Claim) -> Iterator[Line]:
    at = rules.standing
    wanted = ("better",) if at.required == "better" else ("better", "not worse")
    settled: State = "unknown" if claim == "undecided" else "hold"
    limit = at.better_by if at.required == "better" else -at.not_worse_by
    state: State = "pass" if claim in wanted else settled
    yield _line("average_precision", state, _difference(found, "average_precision"), limit, claim)
    against = found.signs.worse > found.signs.better and found.signs.p < at.contradicted_below
    months = f"{found.signs.better} : {found.signs.worse}"
    yield Line("signs", _passes(not against), found.signs.p, at.contradicted_below, told=months)
    precision, most = _difference(found, "precision"), at.precision_not_worse_by
    high = precision["high"]
    state = "unknown" if high is None else _passes(high >= -most)
    yield _line("precision", state, precision, -most)


def _line(
    name: str, state: State, found: dict[str, float | None], limit: float, told: str = ""
) -> Line:
    """A line of a difference and its interval."""
    return Line(name, state, found["estimate"], limit, found["low"], found["high"], told)


def _passes(fine: bool) -> State:  # noqa: FBT001  # the answer itself
    return "pass" if fine else "hold"


def _sanity(found: Findings, rules: Rules) -> Iterator[Line]:
    of = found.figures.filter(pl.col("month") == ALL, pl.col("ranking") == CHALLENGER)
    figures = of.row(0, named=True) if of.height else {}
    lift, precise = figures.get("lift"), figures.get("average_precision")
    least, most = rules.sanity.least_lift, rules.sanity.most_precise
    yield Line("random", "unknown" if lift is None else _passes(lift >= least), lift, least)
    yield Line("leak", "unknown" if precise is None else _passes(precise <= most), precise, most)


def _one_feature(found: Findings, rules: Rules) -> Iterator[Line]:
    share, feature = found.most_of_one or (None, "")
    most = rules.sanity.most_of_one_feature
    state: State = "unknown" if share is None else _passes(share <= most)
    yield Line("one_feature", state, share, most, told=feature)


def _groups(found: Findings, rules: Rules) -> Iterator[Line]:
    """A line for each group that is much worse, or one that says there is none."""
    at = rules.groups
    judged = found.differences.filter(
        pl.col("dimension") != ALL, pl.col("n") >= at.judged, pl.col("confirmed") >= at.confirmed
    )
    worse = judged.filter(pl.col("estimate") < -at.not_worse_by, pl.col("high") < 0)
    for row in worse.iter_rows(named=True):
        told = f"{row['dimension']} {row['value']}"
        yield _line("group", "hold", row, -at.not_worse_by, told)
    if worse.is_empty():
        yield Line("groups", "pass", float(judged.height), told=str(judged.height))


def _upkeep(found: Findings, rules: Rules) -> Iterator[Line]:
    at = rules.upkeep
    if CHALLENGER in found.kept:
        less = found.kept[CHAMPION] - found.kept[CHALLENGER]
        yield Line("steadiness", _passes(less <= at.kept_less_by), less, at.kept_less_by)
    behind = _months(found.as_of[CHALLENGER], found.as_of[CHAMPION])
    limit = at.behind_champion_months
    yield Line("behind", _passes(behind <= limit), behind, limit, told=found.as_of[CHALLENGER])
    age = _months(found.as_of[CHALLENGER], found.last_month)
    yield Line("stale", _passes(age <= at.stale_months), age, at.stale_months,
               told=found.as_of[CHALLENGER])  # fmt: skip
    old, new = found.columns[CHAMPION], found.columns[CHALLENGER]
    for name, columns, most in (
        ("columns_lost", old - new, at.columns_lost),
        ("columns_added", new - old, at.columns_added),
    ):
        yield Line(name, _passes(len(columns) <= most), len(columns), most, told=_some(columns))


def _told(found: Findings, rules: Rules) -> Iterator[Line]:
    fewest, least = found.fewest_reasons, rules.explanations.least_reasons
    state: State = "unknown" if fewest is None else _passes(fewest >= least)
    yield Line("explained", state, fewest, least)
    if rules.repeat.train_again:
        repeated = found.repeated
        state = "unknown" if repeated is None else _passes(not repeated)
        yield Line("repeated", state, told=repeated or "")


def _months(earlier: str, later: str) -> int:
    """Months from one `YYYY-MM` to another."""
    (y0, m0), (y1, m1) = (map(int, month.split("-")) for month in (earlier, later))
    return (y1 - y0) * 12 + m1 - m0


_NAMED = 5


def _some(names: frozenset[str]) -> str:
    ordered: Sequence[str] = sorted(names)
    more = f" … (+{len(ordered) - _NAMED})" if len(ordered) > _NAMED else ""
    return " ".join(ordered[:_NAMED]) + more
