from collections.abc import Callable
from typing import Any

import pytest

from features.contract import TABLES
from pipelines.intake.propose import Aliases
from pipelines.intake.propose.groups import grouped
from pipelines.intake.propose.recognise import Recognised, contained, recognise

Recognise = Callable[[str, str], Recognised | None]


@pytest.fixture
def recognised(write: Callable[..., Any], aliases: Aliases) -> Recognise:
    def recognised(name: str, header: str) -> Recognised | None:
        source = write(name, header)
        (group,) = grouped([(source, source.columns())])
        return recognise(group, aliases)

    return recognised


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_is_recognised_by_its_columns(recognised: Recognise, name: str) -> None:
    found = recognised("export.csv", ",".join(TABLES[name].columns))
    assert found is not None
    assert found.table.name == name


@pytest.mark.parametrize("name", list(TABLES))
def test_required_columns_and_the_file_name_are_enough(
    recognised: Recognise, aliases: Aliases, name: str
) -> None:
    table = TABLES[name]
    for word in (name, *aliases.tables[name]):
        found = recognised(f"2024_{word}_01.csv", ",".join([*table.required, "updt_time"]))
        assert found is not None
        assert found.table.name == name


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("setl_d.csv", "236202401000000000,136202401000000000,张三,H36019100001"),
        ("notes.txt", "What to do"),
        ("truth.csv", "scheme_id,mdtrt_id,feedetl_sn"),
        ("schemes.csv", "scheme_id,violation,level,entity_id"),
    ],
)
def test_what_has_too_few_known_columns_is_no_table(
    recognised: Recognise, name: str, header: str
) -> None:
    assert recognised(name, header) is None


def test_a_table_that_fits_nearly_as_well_is_told(recognised: Recognise) -> None:
    found = recognised(
        "export.csv", "subject_type,subject_code,violation_code,case_id,outcome,tip_id"
    )
    assert found is not None
    assert {found.table.name, found.rival} == {"case", "tip"}


def test_a_required_table_may_stand_within_the_sources_of_another(
    write: Callable[..., Any], aliases: Aliases
) -> None:
    wide = write("setl.csv", ",".join([*TABLES["setl"].required, "入院时间", "出院时间"]))
    narrow = write("setl_old.csv", ",".join(TABLES["setl"].required))
    groups = grouped([(source, source.columns()) for source in (wide, narrow)])
    found = [(group, Recognised(TABLES["setl"])) for group in groups]
    assert contained(found, aliases) == [(groups[0], Recognised(TABLES["mdtrt"], beside="setl"))]
    both = [*found, (groups[1], Recognised(TABLES["mdtrt"]))]
    assert contained(both, aliases) == []
