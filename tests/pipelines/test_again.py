"""The workspace beside another shares what it may not change."""

from pathlib import Path

from pipelines.again import called_in, share
from pipelines.settings import CONFIG


def test_inputs_are_shared_and_settings_copied(tmp_path: Path) -> None:
    root, scratch = tmp_path / "root", tmp_path / "scratch"
    for name in ("lake", "profiles", "scores", "targets"):
        (root / name).mkdir(parents=True)
    (root / "feijian.toml").write_text("[train]\nseed = 1\n", encoding="utf-8")
    scratch.mkdir()
    share(root, scratch, from_lake=False)
    assert sorted(path.name for path in scratch.iterdir()) == ["feijian.toml", "lake", "profiles"]
    assert (scratch / "lake").resolve() == (root / "lake").resolve()
    assert not (scratch / "feijian.toml").is_symlink()


def test_the_claims_alone_are_shared(tmp_path: Path) -> None:
    root, scratch = tmp_path / "root", tmp_path / "scratch"
    for name in ("lake", "profiles"):
        (root / name).mkdir(parents=True)
    scratch.mkdir()
    share(root, scratch, from_lake=True)
    assert [path.name for path in scratch.iterdir()] == ["lake"]


def test_a_policy_is_called_without_paths_of_the_machine(tmp_path: Path) -> None:
    assert called_in(tmp_path, CONFIG / "policies" / "default.toml") == (
        "config/policies/default.toml"
    )
    assert called_in(tmp_path, tmp_path / "own" / "mine.toml") == "own/mine.toml"
    assert called_in(tmp_path / "ws", tmp_path / "mine.toml") == "mine.toml"
