import hashlib
import json
import stat
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from pipelines.targets.chosen import chosen
from pipelines.targets.inputs import LevelInputs, TargetInputs
from pipelines.targets.policy import Quota
from pipelines.targets.produce import write_targets


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def shuffled(inputs: TargetInputs) -> TargetInputs:
    """The same inputs with every frame in another order of rows."""
    levels = {
        level: LevelInputs(
            **vars(source)
            | {
                "candidates": source.candidates.reverse(),
                "peers": source.peers.reverse(),
                "reasons": source.reasons.reverse(),
                "profile": source.profile.reverse(),
                "course": source.course.reverse(),
                "alerts": source.alerts.reverse(),
            }
        )
        for level, source in inputs.levels.items()
    }
    return TargetInputs(**vars(inputs) | {"levels": levels, "hits": inputs.hits.reverse()})


def test_a_second_run_gives_the_same_bytes(
    written: Path, inputs: TargetInputs, tmp_path: Path
) -> None:
    write_targets(tmp_path / "again", shuffled(inputs))
    assert contents(tmp_path / "again") == contents(written)


def test_the_manifest_pins_every_file(written: Path, inputs: TargetInputs) -> None:
    manifest = json.loads((written / "manifest.json").read_text(encoding="utf-8"))
    files = contents(written)
    del files["manifest.json"]
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert manifest == {**inputs.manifest, "produced": inputs.mark.plain, "files": digests}


def test_what_quotas_came_to_is_in_a_table_and_on_the_page(
    written: Path, inputs: TargetInputs, tmp_path: Path
) -> None:
    assert not (written / "coverage.csv").exists(), "a policy without quotas"
    third = Quota("医师三成", level="doctor", share=Fraction(3, 10), most=4)
    write_targets(tmp_path, replace(inputs, policy=replace(inputs.policy, quotas=(third,))))
    (row,) = pl.read_csv(tmp_path / "coverage.csv").iter_rows()
    assert row == ("doctor", "医师三成", 10, 3, 0, 4, 4)
    page = (tmp_path / "targets.html").read_text(encoding="utf-8")
    cells = "".join(f'<td class="number">{count}</td>' for count in (10, 3, 0, 4, 4))
    assert page.count("抽查要求与限额") == 1
    assert f"<td>医师三成</td>{cells}" in page


def test_the_draw_is_published_whole(written: Path, inputs: TargetInputs) -> None:
    text = {"entity_id": pl.String}
    draw = pl.read_csv(written / "draw.csv", schema_overrides=text)
    assert draw.columns == [
        "level",
        "entity_id",
        "area",
        "weight",
        "inclusion_probability",
        "drawn",
        "cell",
    ]
    listed = pl.read_csv(written / "targets.csv", schema_overrides=text)
    won = draw.filter("drawn").select("entity_id", "inclusion_probability").sort("entity_id")
    random = listed.filter(mode="random").select("entity_id", "inclusion_probability")
    assert won.equals(random.sort("entity_id"))
    assert draw.height == sum(choice.draw.height for choice in chosen(inputs).values())


def test_evidence_holds_every_hit_in_yuan(written: Path, inputs: TargetInputs) -> None:
    evidence = pl.read_csv(written / "evidence/institution-H36010200001.csv")
    hits = inputs.hits.collect().filter(fixmedins_code="H36010200001")
    assert evidence.height == hits.height
    assert round(evidence["amount_yuan"].sum() * 100) == hits["amount_fen"].sum()


def test_a_failure_leaves_the_last_list(
    inputs: TargetInputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "2025-06"
    folder.mkdir()
    (folder / "targets.csv").write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError("disk full")

    few = TargetInputs(**vars(inputs) | {"levels": {}})
    monkeypatch.setattr("pipelines.targets.produce._texts", fail)
    with pytest.raises(OSError, match="disk full"):
        write_targets(folder, few)
    assert contents(folder) == {"targets.csv": b"old"}
    assert list(tmp_path.iterdir()) == [folder]


def test_an_empty_level_still_makes_a_list(inputs: TargetInputs, tmp_path: Path) -> None:
    source = inputs.levels["patient"]
    nobody = LevelInputs(**vars(source) | {"candidates": source.candidates.clear()})
    paths = write_targets(
        tmp_path / "none", TargetInputs(**vars(inputs) | {"levels": {"patient": nobody}})
    )
    names = [path.name for path in paths]
    assert names == ["draw.csv", "manifest.json", "targets.csv", "targets.html", "targets.xlsx"]
    assert "本层级没有列入对象" in (tmp_path / "none/targets.html").read_text(encoding="utf-8")


def test_a_list_is_for_who_wrote_it_alone(written: Path) -> None:
    for path in (written, *written.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
