from dataclasses import replace

import pytest

from pipelines.targets.checklist import VIOLATIONS_CHECKED, Line, checklist
from pipelines.targets.chosen import chosen_at
from pipelines.targets.dossier import Dossier, dossiers
from pipelines.targets.inputs import TargetInputs
from tests.pipelines.targets.furnished import site


@pytest.fixture(scope="module")
def furnished(inputs: TargetInputs) -> TargetInputs:
    return replace(inputs, site=site(inputs.hits.collect(), "H36010200001"))


@pytest.fixture(scope="module")
def first(inputs: TargetInputs) -> Dossier:
    listed = chosen_at(inputs, "institution").listed.head(1)
    return next(dossiers("institution", inputs.levels["institution"], inputs.hits, listed))


def pointing(dossier: Dossier, violations: str | None, hits: int | None = None) -> Dossier:
    return replace(
        dossier,
        target={**dossier.target, "violations": violations},
        hits=dossier.hits if hits is None else dossier.hits.head(hits),
    )


def test_what_reasons_point_to_stands_before_what_hits_show(
    furnished: TargetInputs, first: Dossier
) -> None:
    found = checklist(pointing(first, "I-04|I-05"), furnished)
    ids = [one.violation for one in found.pointed]
    assert ids[:2] == ["I-04", "I-05"]
    assert ids[2:] == ["I-02"]
    assert sum(one.hits for one in found.pointed) == first.hits.height


def test_the_costliest_hits_come_first(furnished: TargetInputs, first: Dossier) -> None:
    found = checklist(pointing(first, None), furnished).pointed
    amounts = [one.amount_fen for one in found]
    assert len(amounts) == 2
    assert amounts == sorted(amounts, reverse=True)


def test_questions_for_the_insured_are_no_step_on_site(
    furnished: TargetInputs, first: Dossier
) -> None:
    pointed = checklist(pointing(first, "I-16"), furnished).pointed
    lines = {one.violation: one.lines for one in pointed}
    assert lines["I-02"] == (Line("count", "按在院清单逐床核对", "在院清单"),)
    assert lines["I-16"] == ()


def test_lines_are_told_in_the_language_of_the_list(
    furnished: TargetInputs, first: Dossier
) -> None:
    english = checklist(pointing(first, "I-02"), replace(furnished, lang="en"))
    assert english.pointed[0].lines == (Line("count", "go from bed to bed", "list"),)


def test_no_more_violations_than_a_visit_can_check(furnished: TargetInputs, first: Dossier) -> None:
    many = "|".join(f"R-{n:02}" for n in range(1, 12))
    found = checklist(pointing(first, many), furnished)
    assert len(found.pointed) == VIOLATIONS_CHECKED
    assert found.others[:3] == ("R-09", "R-10", "R-11")
    assert len(found.pointed) + len(found.others) == 11 + 2


def test_nothing_is_pointed_to_where_there_is_nothing(
    furnished: TargetInputs, first: Dossier
) -> None:
    found = checklist(pointing(first, None, hits=0), furnished)
    assert found.pointed == found.others == ()
