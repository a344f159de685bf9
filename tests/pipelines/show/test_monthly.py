import pytest

from pipelines import show


def test_a_level_without_a_model_is_told_beside_the_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show.untrained(["doctor", "patient"])
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(":")[0] for line in told.err.splitlines()] == ["doctor", "patient"]
    assert "nobody can be scored" in told.err
