"""Tuning studies in MLflow: a run for the study, and in it a run for every trial."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipelines.registry.tracking import answering, client, experiment_id, run

if TYPE_CHECKING:
    from mlflow.entities import Run

    from pipelines.tune import Tuned

_STUDY, _TRIAL, _PARENT = "study", "trial", "mlflow.parentRunId"

_MOST = 50_000
"""Runs that one search returns at most."""


@dataclass
class StudyLog:
    """The open run of a study.

    Attributes:
        run_id: the run.
        logged: numbers of the trials that have a run already.
    """

    run_id: str
    logged: set[int]

    def trial(self, trial: Mapping[str, Any]) -> None:
        """Log one trial as a nested run, once however often the study is taken up again.

        Args:
            trial: `number`, `state`, `value` (None when it was ended early), one figure per fold
                judged (`folds`), and parameters.
        """
        import mlflow

        if trial["number"] in self.logged:
            return
        tags = {_TRIAL: str(trial["number"]), "state": trial["state"]}
        with run(f"trial {trial['number']}", tags, nested=True):
            mlflow.log_params(trial["params"])
            for step, figure in enumerate(trial["folds"]):
                mlflow.log_metric("fold_value", figure, step=step)
            if trial["value"] is not None:
                mlflow.log_metric("value", trial["value"])
        self.logged.add(trial["number"])

    def best(self, tuned: "Tuned") -> None:
        """Log what the study found, and the table of all its trials."""
        import mlflow

        mlflow.set_tags({"folds": tuned.split, "known_before": tuned.known_before.isoformat()})
        mlflow.log_metric("value", tuned.value)
        mlflow.log_metric("trials", tuned.trials.height)
        mlflow.log_dict(asdict(tuned.params), "params.json")
        mlflow.log_text(tuned.trials.write_csv(), "trials.csv")


@contextmanager
def study_log(name: str, level: str) -> Iterator[StudyLog]:
    """The run of the study `name`: a new one, or that of the study that was stopped."""
    with answering():
        stopped = [each.info.run_id for each in _runs(f"tags.{_STUDY} = '{name}'")]
        resumed = str(stopped[0]) if stopped else None
        with run(f"tune {name}", {_STUDY: name, "level": level}, run_id=resumed) as active:
            own = str(active.info.run_id)
            yield StudyLog(own, _logged(own))


def _logged(run_id: str) -> set[int]:
    """Trials whose run was written to its end."""
    whole = _runs(f"tags.`{_PARENT}` = '{run_id}' and attributes.status = 'FINISHED'")
    return {int(each.data.tags[_TRIAL]) for each in whole}


def _runs(filtered: str) -> Sequence["Run"]:
    store = client()
    found: Sequence[Run] = store.search_runs([experiment_id(store)], filtered, max_results=_MOST)
    return found
