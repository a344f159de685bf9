from pathlib import Path

import polars as pl
import pytest

from pipelines import Workspace
from pipelines.causes import CAUSES, causes, planted_in
from pipelines.errors import InputError
from pipelines.score import read_scores

HEAD = "level,entity_id,violation,month_from,month_to,innocent\n"


def truth_of(folder: Path, *rows: str) -> Path:
    folder.mkdir()
    (folder / "schemes.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return folder


@pytest.fixture
def best(done: Workspace, month: str) -> dict[str, object]:
    """The first place of the list, and what its first reason points to."""
    listed = pl.read_csv(done.root / "targets" / month / "targets.csv", infer_schema=False)
    entity = listed.filter(pl.col("level") == "institution", pl.col("mode") == "model")[0]
    found = read_scores(done.store, "institution", month).reasons
    first = found.filter(pl.col("entity_id") == entity["entity_id"][0])[0]
    return {"entity": entity["entity_id"][0], "violations": first["violations"][0].split("|")}


def test_the_first_reason_that_names_what_was_planted_gives_the_rank(
    done: Workspace, best: dict[str, list[str]], month: str, tmp_path: Path
) -> None:
    who = f"institution,{best['entity']}"
    truth = truth_of(
        tmp_path / "truth",
        f"{who},{best['violations'][0]},2024-05,2024-09,false",
        f"{who},E-04,2024-05,2024-09,false",
        f"{who},E-05,2024-05,2024-09,true",
        "institution,H-nobody-listed,I-02,2024-05,2024-09,false",
    )
    found = causes(done, truth, month)
    assert dict(found.schema) == CAUSES
    assert dict(found.select("violation", "rank").iter_rows()) == {
        best["violations"][0]: 1,
        "E-04": None,
    }


def test_what_ended_before_the_window_is_not_looked_for(tmp_path: Path) -> None:
    truth = truth_of(
        tmp_path / "truth",
        "doctor,D1,D-03,2023-01,2023-06,false",
        "doctor,D2,D-03,2023-01,2024-03,true",
        "doctor,D3,D-03,2025-03,2025-04,false",
    )
    found = planted_in(truth, ["2024-03", "2025-02"])
    assert found.select("entity_id", "innocent").rows() == [("D2", True)]


def test_without_cheats_on_the_list_there_is_nothing_to_tell(
    done: Workspace, month: str, tmp_path: Path
) -> None:
    assert causes(done, truth_of(tmp_path / "truth"), month).is_empty()


def test_what_is_no_truth_or_no_list_is_told(done: Workspace, month: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"schemes\.csv"):
        causes(done, tmp_path, month)
    with pytest.raises(InputError, match="feijian targets"):
        causes(Workspace(tmp_path / "empty"), truth_of(tmp_path / "truth"), month)
