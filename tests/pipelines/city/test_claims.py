import numpy as np

from pipelines.city.claims import LINE, VISIT, Claims, amount_fen, together


def claims(*settled: str) -> Claims:
    visits = np.zeros(len(settled), VISIT)
    visits["visit"], visits["settled"] = np.arange(len(settled)), np.array(settled, "M8[s]")
    lines = np.zeros(2 * len(settled), LINE)
    lines["visit"] = np.repeat(visits["visit"], 2)
    lines["cnt"], lines["pric"] = 3, 0.07
    return Claims(visits, lines)


def test_together_keeps_everything_and_of_nothing_makes_nothing() -> None:
    assert len(together([])) == 0
    both = together([claims("2024-01-01"), claims("2024-01-02", "2024-01-03")])
    assert (len(both.visits), len(both.lines)) == (3, 6)


def test_amounts_are_whole_fen() -> None:
    assert amount_fen(claims("2024-01-01").lines).tolist() == [21, 21]
