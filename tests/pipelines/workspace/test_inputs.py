"""What pages are made from, in the language asked for."""

from pipelines import Workspace
from pipelines.score import read_scores
from pipelines.workspace.inputs import target_inputs


def test_another_language_retells_every_reason(done: Workspace, month: str) -> None:
    scored = {"doctor": read_scores(done.store, "doctor", month)}
    english = Workspace(done.root, lang="en")
    inputs = target_inputs(english._session, month, english._session.policy(), scored)
    texts = inputs.levels["doctor"].reasons.collect()["text"].str.join(" ").item()
    assert "median" in texts
    assert "中位数" not in texts
