"""A policy as it is written down: TOML in, every mistake told at once."""

import difflib
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from features.contract import LEVELS
from pipelines.errors import InputError
from pipelines.targets.policy import ATTRIBUTES, ORDERS, Policy, Quota, Teams, Visit


def read_policy(path: Path) -> Policy:
    """Read a policy file.

    Raises:
        InputError: the file is absent or not TOML, or has unknown keys or impossible values;
            all problems of the file are told together.
    """
    problems: list[str] = []
    settled = _settled(_document(path), _KEYS, "", problems)
    for key in _LEVEL_TABLES & settled.keys():
        settled[key] = MappingProxyType({**getattr(Policy(), key), **settled[key]})
    if not problems:
        policy = Policy(name=path.stem, **settled)
        problems += _contradictions(policy)
    if problems:
        told = "\n".join(f"  {problem}" for problem in problems)
        raise InputError(f"The policy {path} cannot be used:\n{told}")
    return policy


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"There is no policy file {path}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"The policy {path} is not valid TOML: {error}") from None


Check = Callable[[str, Any, list[str]], Any]
"""From a key's name and its value to what the policy holds; problems are added to the list."""


@dataclass(frozen=True)
class _Plain:
    """A single value: which are accepted, and what it must be in words."""

    accepts: Callable[[Any], bool]
    must: str

    def __call__(self, name: str, value: Any, problems: list[str]) -> Any:  # noqa: ANN401
        if not self.accepts(value):
            problems.append(f"{name} = {_as_written(value)}: must be {self.must}")
        return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class _Table:
    """A table whose keys are known."""

    keys: Mapping[str, Check]
    must: str

    def __call__(self, name: str, value: Any, problems: list[str]) -> dict[str, Any]:  # noqa: ANN401
        if not isinstance(value, dict):
            problems.append(f"{name} = {_as_written(value)}: must be {self.must.format(name)}")
            return {}
        return _settled(value, self.keys, f"{name}.", problems)


@dataclass(frozen=True)
class _Tables:
    """Tables one after the other, each of which makes one value."""

    of: type
    keys: Mapping[str, Check]
    required: tuple[str, ...]

    def __call__(self, name: str, value: Any, problems: list[str]) -> tuple[Any, ...]:  # noqa: ANN401
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            problems.append(f"{name} = {_as_written(value)}: must be tables [[{name}]]")
            return ()
        before = len(problems)
        made = []
        for place, one in enumerate(value, start=1):
            called = f"{name}[{one.get('name', place)}]."
            problems += [f"{called}{key}: is missing" for key in self.required if key not in one]
            made.append(_settled(one, self.keys, called, problems))
        return tuple(self.of(**one) for one in made) if len(problems) == before else ()


def _settled(
    given: Mapping[str, Any], keys: Mapping[str, Check], prefix: str, problems: list[str]
) -> dict[str, Any]:
    """The values of known keys, checked; the others are problems."""
    problems += [f"{prefix}{_unknown(key, keys)}" for key in given if key not in keys]
    return {
        key: keys[key](f"{prefix}{key}", value, problems)
        for key, value in given.items()
        if key in keys
    }


def _contradictions(policy: Policy) -> list[str]:
    """What is wrong between values that are right by themselves."""
    shares = ("random_share", "tip_share", "look_back_share")
    over = [
        f"{' + '.join(f'{name}.{level}' for name in shares)} is more than 1"
        for level in LEVELS
        if sum(Fraction(str(getattr(policy, name)[level])) for name in shares) > 1
    ]
    crossed = [
        f"quotas[{quota.name}]: least = {quota.least} is more than most = {quota.most}"
        for quota in policy.quotas
        if quota.most is not None and quota.least > quota.most
    ]
    late = policy.look_back_from > policy.look_back_to
    return [*over, *crossed, *(["look_back_from is later than look_back_to"] if late else [])]


def _as_written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _unknown(key: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return f"{key}: unknown key; {hint}"


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_between(value: object, least: float, most: float) -> bool:
    return type(value) in {int, float} and least <= cast(float, value) <= most


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _are_orders(value: object) -> bool:
    return isinstance(value, list) and bool(value) and set(value) <= ORDERS.keys()


def _part(name: str, value: Any, problems: list[str]) -> Fraction:  # noqa: ANN401
    """A share as a number or as a fraction in quotes, exactly as it is written."""
    try:
        part = Fraction(str(value)) if type(value) in {int, float, str} else Fraction(-1)
    except (ValueError, ZeroDivisionError):
        part = Fraction(-1)
    if not 0 <= part <= 1:
        must = 'a number from 0 to 1, or a fraction such as "1/3"'
        problems.append(f"{name} = {_as_written(value)}: must be {must}")
    return part


def _one_of(names: Sequence[str]) -> _Plain:
    return _Plain(lambda value: value in names, " or ".join(f'"{name}"' for name in names))


def _per_level(check: Check) -> _Table:
    return _Table(dict.fromkeys(LEVELS, check), "a table [{}] with a value per level")


_MOST_UNEQUAL = 1000
"""Beyond this a draw is a ranking by another name."""

_COUNT = _Plain(_is_count, "a whole number, 0 or more")
_SOME = _Plain(lambda value: _is_count(value) and value > 0, "a whole number, 1 or more")
_TWO = _Plain(lambda value: _is_count(value) and value > 1, "a whole number, 2 or more")
_SHARE = _Plain(lambda value: _is_between(value, 0, 1), "a number from 0 to 1")
_RATIO = _Plain(
    lambda value: _is_between(value, 1, _MOST_UNEQUAL), f"a number from 1 to {_MOST_UNEQUAL}"
)
_PERCENTILE = _Plain(lambda value: _is_between(value, 0, 100), "a number from 0 to 100")
_FLAG = _Plain(lambda value: type(value) is bool, "true or false")
_TEXT = _Plain(lambda value: isinstance(value, str) and bool(value), "a text in quotes")
_CODES = _Plain(_are_texts, 'a list of codes in quotes, such as ["B101"]')
_WHERE = _Table(dict.fromkeys(ATTRIBUTES, _CODES), "a table of attributes and their codes")
_MEANT: dict[str, Check] = {"level": _one_of(LEVELS), "where": _WHERE}

_QUOTA: dict[str, Check] = {
    "name": _TEXT,
    **_MEANT,
    "unless": _WHERE,
    "of": _one_of(("all", "flagged")),
    "per_area": _FLAG,
    "least": _COUNT,
    "share": _part,
    "visited_months": _COUNT,
    "most": _COUNT,
    "by": _one_of(("ranked", "random")),
}
_TEAMS: dict[str, Check] = {
    "name": _TEXT,
    **_MEANT,
    "teams": _COUNT,
    "inspectors": _TWO,
    "days": _COUNT,
    "hours_a_day": _SOME,
}
_VISIT: dict[str, Check] = {"hours": _SOME, **_MEANT}

_LEVEL_TABLES = {"capacity", "random_share", "tip_share", "look_back_share", "area_cap"}
_KEYS: dict[str, Check] = {
    "capacity": _per_level(_COUNT),
    "random_share": _per_level(_SHARE),
    "tip_share": _per_level(_SHARE),
    "look_back_share": _per_level(_SHARE),
    "area_cap": _per_level(_COUNT),
    "order": _Plain(_are_orders, f"a list of {', '.join(ORDERS)}"),
    "fill_capacity": _FLAG,
    "flagged_percentile": _PERCENTILE,
    "cool_down_months": _COUNT,
    "look_back_from": _COUNT,
    "look_back_to": _COUNT,
    "risk_ratio": _RATIO,
    "excluded_kinds": _CODES,
    "excluded": _CODES,
    "visit_hours": _SOME,
    "inspectors": _TWO,
    "cross_area": _FLAG,
    "quotas": _Tables(Quota, _QUOTA, ("name",)),
    "teams": _Tables(Teams, _TEAMS, ("name",)),
    "visits": _Tables(Visit, _VISIT, ("hours",)),
}
assert {"name", *_KEYS} == {known.name for known in fields(Policy)}
