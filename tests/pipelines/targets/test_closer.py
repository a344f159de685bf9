"""What the pictures of a dossier show, from the store."""

from pipelines import Workspace
from pipelines.score import read_scores
from pipelines.workspace.inputs import target_inputs


def test_the_listed_are_looked_at_closer(done: Workspace, month: str) -> None:
    scored = {level: read_scores(done.store, level, month) for level in ("institution", "patient")}
    inputs = target_inputs(done._session, month, done._session.policy(), scored)
    houses, persons = (inputs.levels[level].closer for level in ("institution", "patient"))
    assert houses.stays["hits"].sum() > 0
    assert houses.common["persons"].min() >= done.settings.thresholds.map_persons_min  # type: ignore[operator]
    assert persons.common.is_empty()
    assert set(persons.stays["entity_id"]) == set(persons.stays["psn_no"])


def test_of_one_entity_only_its_own_is_left(done: Workspace, month: str) -> None:
    scored = {"institution": read_scores(done.store, "institution", month)}
    inputs = target_inputs(done._session, month, done._session.policy(), scored)
    closer = inputs.levels["institution"].closer
    one = closer.stays["entity_id"][0]
    assert closer.of(one, []).stays["entity_id"].unique().to_list() == [one]
    assert closer.of(one, []).ties.is_empty()
