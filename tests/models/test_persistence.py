import json
from collections import Counter

import numpy as np
import pytest
from sklearn.ensemble import IsolationForest
from skops.io import dumps

from models.persistence import dump_forest, dump_json, load_forest

POINTS = np.random.default_rng(0).normal(size=(40, 3))


def forest() -> IsolationForest:
    return IsolationForest(n_estimators=5, random_state=0).fit(POINTS)


def test_a_loaded_forest_scores_alike() -> None:
    before = forest()
    after = load_forest(dump_forest(before))
    assert np.array_equal(before.score_samples(POINTS), after.score_samples(POINTS))


def test_equal_forests_give_equal_bytes_however_they_came_about() -> None:
    data = dump_forest(forest())
    assert dump_forest(forest()) == data
    assert dump_forest(load_forest(data)) == data


def test_a_file_with_foreign_types_is_not_loaded() -> None:
    with pytest.raises(ValueError, match=r"not trusted: collections\.Counter"):
        load_forest(dumps({"surprise": Counter("a")}))


def test_json_is_sorted_readable_and_refuses_what_json_lacks() -> None:
    assert json.loads(dump_json({"b": 1, "a": "飞检"})) == {"a": "飞检", "b": 1}
    assert dump_json({"b": 1, "a": "飞检"}) == '{\n "a": "飞检",\n "b": 1\n}'.encode()
    with pytest.raises(ValueError, match="Out of range float"):
        dump_json({"a": float("nan")})
