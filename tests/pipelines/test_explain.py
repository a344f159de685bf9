"""One entity explained, whatever its rank."""

from pathlib import Path

import polars as pl
import pytest

from pipelines import InputError, Workspace
from pipelines.pages.pdf import BROWSER


def test_an_entity_far_down_the_ranking_is_explained_too(done: Workspace, month: str) -> None:
    scores = done.score(month, "patient")
    last = scores.drop_nulls("score").row(-1, named=True)
    told = done.explain(last["entity_id"], month)
    assert told.level == "patient"
    assert told.base + told.reasons["contribution"].sum() == pytest.approx(last["score"], abs=1e-6)


def test_reasons_are_told_by_cause_in_their_order_and_add_up(done: Workspace, month: str) -> None:
    best = done.score(month, "doctor").row(0, named=True)
    told = done.explain(best["entity_id"], month)
    table = told.table()
    assert table["cause"].is_unique().all()
    places = table["place"].drop_nulls().to_list()
    assert places == list(range(1, len(places) + 1))
    assert (table.filter(pl.col("place").is_not_null())["contribution"] > 0).all()
    assert told.base + table["contribution"].sum() == pytest.approx(best["score"], abs=1e-6)


def test_what_a_list_says_of_it_is_told_too(done: Workspace, month: str) -> None:
    """The list and an explanation name the same tier, amounts and violations."""
    listed = pl.read_csv(done.root / "targets" / month / "targets.csv", infer_schema=False)
    first = listed.filter(pl.col("level") == "doctor").row(0, named=True)
    told = done.explain(first["entity_id"], month, "doctor").standing
    for name in ("risk_tier", "violations"):
        assert (told[name] or None) == first[name]
    for name in ("amount_at_issue_yuan", "expected_amount_yuan"):
        amount = None if first[name] is None else pytest.approx(float(first[name]))
        assert told[name] == amount
    assert str(told["model_rank"]).startswith(f"{first['model_rank']} / ")
    assert told["tier_ground"]
    seen = done.store.lake("mdtrt").filter(pl.col("atddr_no") == first["entity_id"]).collect()
    code = str(told["main_site"]).split()[-1]
    assert code in set(seen["fixmedins_code"])


def test_who_is_on_no_list_has_no_tier(done: Workspace, month: str) -> None:
    last = done.score(month, "patient").drop_nulls("score").row(-1, named=True)
    told = done.explain(last["entity_id"], month, "patient").standing
    assert (told["risk_tier"], told["tier_ground"], told["mode"]) == (None, None, "未列入名单")
    seen = done.store.lake("setl").filter(pl.col("psn_no") == last["entity_id"]).collect()
    assert str(told["main_site"]).split()[-1] in set(seen["fixmedins_code"])


def test_an_entity_without_a_score_says_why(done: Workspace, month: str) -> None:
    unscored = done.score(month, "patient").filter(done.score(month, "patient")["score"].is_null())[
        "entity_id"
    ][0]
    with pytest.raises(InputError, match=r"was not scored in .*: few_encounters"):
        done.explain(unscored, month)


def test_a_dossier_is_printed_for_who_prints_it(
    done: Workspace, month: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        "#!/bin/sh\n"
        'for one; do case $one in --print-to-pdf=*) echo %PDF > "${one#*=}";; esac; done\n'
    )
    browser.chmod(0o755)
    monkeypatch.setenv(BROWSER, str(browser))
    best = done.score(month, "doctor").row(0, named=True)
    made = done.explain(best["entity_id"], month).to_pdf(tmp_path / "dossier.pdf")
    assert made.read_text() == "%PDF\n"
    assert made.stat().st_mode & 0o777 == 0o600
