"""What the forms count, as a bureau decides it in `config/forms.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.settings import CONFIG

CLASSES = ("impersonation", "bed_hanging", "false_swiping", "false_posting")
"""The classes of 附件2."""

CHANNELS = ("online", "tip")
"""The channels of 附件3 that a case's source must name; all else is on site."""


@dataclass(frozen=True)
class FormRules:
    """The rules of the forms.

    Attributes:
        major_issue_fen: from this amount on a case is a major issue.
        hidden_below: smaller counts are hidden on public sheets, zero is not.
        classes: class -> violation ids.
        channels: channel -> words of the source of a case.
        second_and_below: codes of `medinslv`.
        self_check: words of the source of a case found by a self-check.
        refunded: words of a disposition by which money came back.
    """

    major_issue_fen: int
    hidden_below: int
    classes: Mapping[str, tuple[str, ...]]
    channels: Mapping[str, tuple[str, ...]]
    second_and_below: tuple[str, ...]
    self_check: tuple[str, ...]
    refunded: tuple[str, ...]


def form_rules() -> FormRules:
    """The rules of `config/forms.toml`."""
    read = tomllib.loads((CONFIG / "forms.toml").read_text(encoding="utf-8"))
    return FormRules(
        major_issue_fen=read["limits"]["major_issue_yuan"] * 100,
        hidden_below=read["limits"]["hidden_below"],
        classes={name: tuple(read["classes"][name]) for name in CLASSES},
        channels={name: tuple(read["channels"][name]) for name in CHANNELS},
        second_and_below=tuple(read["institutions"]["second_and_below"]),
        self_check=tuple(read["self_check"]["sources"]),
        refunded=tuple(read["self_check"]["refunded"]),
    )
