"""A list of institutions whose names try everything."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.targets.inputs import TargetInputs
from pipelines.targets.mark import Mark
from pipelines.targets.produce import write_targets

NAMES = [
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "长" * 200, "W" * 200, "🏥康复医院",
    "㐂𠮷中医诊所", "@SUM(1+1)", "+1", "-1", '"><img src=x onerror=alert(1)>',
    "a&amp;b's {{ 7*7 }}", "{% raw %}", "\u202e反转", '=HYPERLINK("http://x")', "'=1",
]  # fmt: skip
MARK = Mark("<u>李四 & 㐂𠮷🏥</u>", "2025-07-01 08:30+08:00")


def awkward_list(inputs: TargetInputs, folder: Path) -> Path:
    """Write it as `folder`; all but one of `NAMES` are listed."""
    source = inputs.levels["institution"]
    named = source.candidates.with_columns(entity_name=pl.Series(NAMES))
    levels = {"institution": replace(source, candidates=named)}
    policy = replace(inputs.policy, capacity={**inputs.policy.capacity, "institution": 14})
    write_targets(folder, replace(inputs, levels=levels, policy=policy, mark=MARK))
    return folder
