"""Who did what, when: one line per act, only ever appended."""

import datetime as dt
import getpass
import json
import os
from pathlib import Path
from typing import Any

FILE = "audit.jsonl"


def record(root: Path, act: str, **facts: Any) -> None:  # noqa: ANN401  # any JSON value
    """Append an act to `audit.jsonl` of a workspace. Facts never name a person's data."""
    line = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "by": who(),
        "act": act,
        **facts,
    }
    root.mkdir(parents=True, exist_ok=True)
    with (root / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")


def who() -> str:
    """The name of the user who runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return f"uid {os.getuid()}"
