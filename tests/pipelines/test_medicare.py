"""The same job on real claims that nobody here made (they are never copied into the project)."""

import polars as pl
import pytest

from pipelines import Workspace
from pipelines.settings import CONFIG, PROJECT
from pipelines.workspace import Trained

DATA = PROJECT.parent / "shared" / "data" / "medicare_claims" / "labelled"

pytestmark = [
    pytest.mark.real,
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.exists(), reason="../shared/data/medicare_claims is not here"),
]

MONTH = "2009-12"


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("medicare") / "workspace")
    made.root.mkdir()
    (made.root / "feijian.toml").write_text("[train]\ntrees = 200\nbags = 2\n")
    report = made.ingest([DATA], CONFIG / "mappings" / "medicare_claims.toml")
    for name in ("setl", "mdtrt"):
        table = report.tables[name]
        assert table.read == table.kept + table.repeated + table.quarantined == 40_474
    made.profile(MONTH)
    return made


@pytest.fixture(scope="module")
def trained(ws: Workspace) -> Trained:
    return ws.train("institution", MONTH)


def test_what_needs_fee_lines_is_unavailable_and_not_zero(ws: Workspace) -> None:
    missing = ws.unavailable(MONTH)["institution"]
    assert missing["hollow_day_share"] == ["fee"]
    profile = ws.profiles("institution", MONTH)
    assert profile.height == 2_092
    assert "hollow_day_share" not in profile.columns
    assert profile["not_scored_reason"].null_count() == 2_092


def test_no_label_of_a_blind_provider_exists_and_the_size_ranking_stands_beside(
    trained: Trained,
) -> None:
    facts = trained.version.bundle.facts
    assert facts["entities"] == {"cleared": 1_013, "confirmed": 271, "unlabelled": 808}
    overall = trained.evaluation.filter(pl.col("fold") == "all")
    figures = dict(overall.select("ranking", "average_precision").iter_rows())
    assert figures["model"] > figures["size"] > 0.6


def test_the_list_names_blind_providers_with_reasons(ws: Workspace, trained: Trained) -> None:
    assert ws.score(MONTH)["level"].unique().to_list() == ["institution"], "no other was trained"
    listed = ws.targets(MONTH)
    known = ws.store.lake("case").select("subject_code").collect().to_series()
    assert listed.table.height == 20
    assert not listed.table["entity_id"].is_in(known.implode()).any()
    ranked = listed.table.filter(pl.col("mode") == "model")
    assert ranked["reason_1"].null_count() == 0
