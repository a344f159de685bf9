"""Evidence holds every claim, and the reason that it stands behind."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.targets.chosen import chosen_at
from pipelines.targets.dossier import Dossier, behind, dossiers
from pipelines.targets.evidence import COLUMNS, evidence, evidence_text, leading
from pipelines.targets.inputs import TargetInputs
from tests.pipelines.targets.enormous import enormous


def first(inputs: TargetInputs, level: str = "institution") -> Dossier:
    listed = chosen_at(inputs, level).listed.head(1)
    return next(dossiers(level, inputs.levels[level], inputs.hits, listed))


def test_every_claim_is_there_with_its_reason(inputs: TargetInputs) -> None:
    listed = chosen_at(inputs, "institution").listed
    behind_any = 0
    for dossier in dossiers("institution", inputs.levels["institution"], inputs.hits, listed):
        rows = evidence(dossier)
        assert rows.columns == list(COLUMNS)
        assert rows.drop("reason").equals(dossier.hits)
        for reason in dossier.raising.iter_rows(named=True):
            told = behind(reason, dossier.hits, dossier.level)
            own = rows.filter(reason=reason["place"])
            assert own.height == (told["hits"] if told else 0)
            behind_any += own.height
    assert behind_any


def test_both_forms_say_the_same(written: Path) -> None:
    for path in (written / "evidence").glob("*.csv"):
        table = pl.read_parquet(path.with_suffix(".parquet"))
        text = pl.read_csv(path, schema_overrides=_TYPES)
        assert text.select(_IDS).equals(table.select(_IDS))
        assert (text["amount_yuan"] * 100).round().to_list() == table["amount_fen"].to_list()
        assert text["reason"].to_list() == table["reason"].to_list()


_IDS = ["signal", "violation", "fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "feedetl_sn"]
_TYPES = dict.fromkeys(_IDS, pl.String) | {"amount_yuan": pl.Float64, "reason": pl.Int64}


def test_the_leading_claims_are_the_largest_of_every_signal() -> None:
    hits = pl.DataFrame(
        {"signal": ["a"] * 5 + ["b"], "violation": "I-02", "amount_fen": [1, 5, 3, 4, 2, 1]}
    )
    shown = leading(hits, 3)
    assert shown.columns == hits.columns
    assert shown.select("signal", "amount_fen").rows() == [("a", 5), ("a", 4), ("b", 1)]


def test_every_claim_of_an_enormous_dossier_is_evidence(inputs: TargetInputs) -> None:
    dossier = enormous(inputs)
    rows = evidence(dossier)
    assert rows.height == dossier.hits.height == 105_000
    assert evidence_text(rows).count("\n") == rows.height + 1


def test_rows_in_another_order_give_the_same_evidence(
    inputs: TargetInputs, make_city: Callable[..., TargetInputs]
) -> None:
    turned = replace(inputs, hits=inputs.hits.reverse())
    assert evidence(first(turned)).equals(evidence(first(inputs)))
