import re

import polars as pl
import pytest

from pipelines.pages.palette import COLOURS
from pipelines.targets.charts import SHOWN, peers_strips, steps, sum_told, waterfall
from pipelines.targets.drawing import LAYOUTS, Layout
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.terms import Terms, terms_of


@pytest.fixture(scope="module")
def terms(inputs: TargetInputs) -> Terms:
    return terms_of(inputs, "institution")


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def causes(*contributions: float) -> pl.DataFrame:
    names = ["mean_stay_days", "exam_lab_share", "cost_index"]
    many = len(contributions)
    return pl.DataFrame(
        {
            "feature": (names + [f"f{n}" for n in range(many)])[:many],
            "cause": ["I-11"] * many,
            "value": [0.5] * many,
            "contribution": contributions,
            "members": [[]] * many,
        }
    )


def test_a_waterfall_goes_from_the_base_to_the_score(terms: Terms) -> None:
    svg = waterfall(causes(0.3, -0.1), base=0.4, score=0.6, terms=terms)
    shown = texts(svg)
    assert shown[::2] == ["得分", "平均住院日  0.50 天", "检查化验费用占比  50.0%", "基准得分"]
    assert shown[1::2] == ["0.600", "+0.300", "−0.100", "0.400"]
    assert COLOURS["raises"] in svg
    assert COLOURS["lowers"] in svg


def test_small_contributions_are_summed_up(terms: Terms) -> None:
    shares = [0.1] * SHOWN + [0.01] * 3
    svg = waterfall(causes(*shares), base=0.0, score=sum(shares), terms=terms)
    assert "其余 3 项合计" in texts(svg)
    assert "+0.030" in texts(svg)


def test_what_rounding_leaves_over_is_told(terms: Terms) -> None:
    shares = causes(0.0004, 0.0004, -0.0004)
    found = steps(shares, base=0.1004, score=0.1008, terms=terms)
    assert [step.number for step in found] == ["0.101", "0", "0", "0", "+0.001", "0.100"]
    assert found[-2].label == "舍入"
    assert sum_told(found) == "0.100 + 0.001 = 0.101"


@pytest.mark.parametrize("layout", LAYOUTS.values())
def test_a_picture_is_as_wide_as_its_reader(terms: Terms, layout: Layout) -> None:
    svg = waterfall(causes(0.3), base=0.0, score=0.3, terms=terms, layout=layout)
    assert f'width="{layout.width}"' in svg
    assert all(float(x) <= layout.width for x in re.findall(r' x="([\d.]+)"', svg))


def test_strips_show_the_strongest_with_peers(terms: Terms) -> None:
    measures = pl.DataFrame(
        {
            "feature": ["mean_stay_days", "cost_index"],
            "value": [12.0, 1.0],
            "robust_z": [4.2, 0.0],
            "median": [8.0, None],
            "p10": [5.0, None],
            "p25": [6.0, None],
            "p75": [9.0, None],
            "p90": [10.0, None],
            "p99": [14.0, None],
        }
    )
    assert texts(peers_strips(measures, terms)) == ["平均住院日", "12.0 天  (z +4.2)"]


def test_equal_quantiles_do_not_break_a_strip(terms: Terms) -> None:
    same = {name: [0.0] for name in ("value", "robust_z", "median", "p10", "p25", "p75", "p90")}
    assert "<svg" in peers_strips(pl.DataFrame({"feature": ["cost_index"], **same}), terms)


def test_hostile_labels_stay_text(inputs: TargetInputs) -> None:
    terms = Terms("zh", {}, {}, {})
    hostile = pl.DataFrame(
        {"feature": ["<script>x</script>"], "value": [1.0], "contribution": [0.1]}
    ).with_columns(cause=pl.lit("I-11"), members=pl.lit([]))
    svg = waterfall(hostile, base=0.0, score=0.1, terms=terms)
    assert "<script" not in svg
    assert "&lt;script" in svg
