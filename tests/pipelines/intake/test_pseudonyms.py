import os
import re
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.errors import InputError
from pipelines.intake.pseudonyms import (
    MEMORY,
    VAULTS,
    Pseudonyms,
    check,
    check_pseudonyms,
    load_key,
    new_key,
    remember,
)

KEY = bytes(range(32))
ONE, OTHER = Pseudonyms(KEY), Pseudonyms(bytes(32))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    root.mkdir()
    return root


@pytest.fixture
def key_file(tmp_path: Path, workspace: Path) -> Path:
    path = tmp_path / "psn_no.key"
    new_key(path, workspace)
    return path


def test_a_new_key_can_be_loaded_and_is_for_its_owner_alone(
    key_file: Path, workspace: Path
) -> None:
    assert len(load_key(key_file, workspace)) == 32
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", key_file.read_text())


def test_two_new_keys_differ(key_file: Path, tmp_path: Path, workspace: Path) -> None:
    new_key(tmp_path / "other.key", workspace)
    assert load_key(tmp_path / "other.key", workspace) != load_key(key_file, workspace)


def test_a_key_is_never_overwritten(key_file: Path, workspace: Path) -> None:
    before = key_file.read_bytes()
    with pytest.raises(InputError, match="never overwritten"):
        new_key(key_file, workspace)
    assert key_file.read_bytes() == before


def test_a_key_needs_a_folder(tmp_path: Path, workspace: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be written \(No such file or directory\)"):
        new_key(tmp_path / "nowhere" / "a.key", workspace)


def test_a_key_that_cannot_be_finished_leaves_nothing(
    tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        new_key(tmp_path / "a.key", workspace)
    assert not (tmp_path / "a.key").exists()


def test_a_key_stays_outside_the_workspace(key_file: Path, workspace: Path) -> None:
    inside = workspace / "psn_no.key"
    with pytest.raises(InputError, match="keep it outside"):
        new_key(inside, workspace)
    assert not inside.exists()
    key_file.rename(inside)
    key_file.symlink_to(inside)
    with pytest.raises(InputError, match="keep it outside"):
        load_key(key_file, workspace)


def test_a_missing_key_is_told(tmp_path: Path, workspace: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be read .* make one with `feijian key`"):
        load_key(tmp_path / "none.key", workspace)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o602, 0o666])
def test_a_key_that_others_may_read_is_refused(key_file: Path, workspace: Path, mode: int) -> None:
    key_file.chmod(mode)
    with pytest.raises(InputError, match="chmod 600"):
        load_key(key_file, workspace)


@pytest.mark.parametrize("text", [b"", b"12", b"z" * 64, b"a" * 66, b"a" * 130, "键".encode()])
def test_a_malformed_key_is_refused_and_not_quoted(
    key_file: Path, workspace: Path, text: bytes
) -> None:
    key_file.write_bytes(text)
    with pytest.raises(InputError, match="this is no key") as refused:
        load_key(key_file, workspace)
    assert "zz" not in str(refused.value)
    assert "aaa" not in str(refused.value)


def test_a_key_may_end_without_a_line_end_or_with_two(key_file: Path, workspace: Path) -> None:
    key = load_key(key_file, workspace)
    for end in ("", "\r\n"):
        key_file.write_text(key.hex() + end, newline="")
        assert load_key(key_file, workspace) == key


def test_pseudonyms_are_the_same_for_ever() -> None:
    values = pl.Series("psn_no", ["8300001", None, "8300001", "8300002"])
    assert ONE.of(values).to_list() == [
        "PF56SB5J5UAMAN6I5TW4CJLEZOM",
        None,
        "PF56SB5J5UAMAN6I5TW4CJLEZOM",
        "PMT2W7J232NKS73GOO4C4F5ITTA",
    ]
    assert (ONE.of(values).name, ONE.fingerprint) == ("psn_no", "eddb41d6")


def test_another_key_gives_other_pseudonyms_and_another_fingerprint() -> None:
    values = pl.Series(["8300001"])
    assert ONE.of(values).item() != OTHER.of(values).item()
    assert ONE.fingerprint != OTHER.fingerprint


def test_pseudonyms_are_known_by_their_form() -> None:
    check_pseudonyms(ONE.of(pl.Series(["8300001", "8300002"])).to_list())
    with pytest.raises(InputError, match="in place 1, 3: a pseudonym is P and 26") as refused:
        check_pseudonyms(["8300001", "P" + "A" * 26, "P" + "A" * 27])
    assert "8300001" not in str(refused.value)


@pytest.mark.parametrize("placeholder", ["0", "000", "无", "-", "", "NULL"])
def test_a_placeholder_does_not_become_a_person(placeholder: str) -> None:
    assert ONE.of(pl.Series([placeholder])).item() == placeholder


@given(st.lists(st.text("0123456789XAé身", min_size=4, max_size=30), max_size=20))
def test_persons_stay_as_many_as_they_were(values: list[str]) -> None:
    numbers = pl.Series([f"8{value}" for value in values], dtype=pl.String)
    pseudonyms = ONE.of(numbers)
    assert pseudonyms.n_unique() == numbers.n_unique()
    assert pseudonyms.str.contains("^P[A-Z2-7]{26}$").all()
    assert pseudonyms.reverse().to_list() == ONE.of(numbers.reverse()).to_list()


def test_the_object_does_not_show_its_key() -> None:
    assert KEY.hex() not in repr(ONE)
    assert not any(value in (KEY, KEY.hex()) for value in vars(ONE).values())


def test_claims_lose_their_persons() -> None:
    rows = pl.DataFrame({"setl_id": ["S2", "S1", "S3"], "psn_no": ["8300002", "8300001", None]})
    made = ONE.pseudonymised(rows)
    pseudonyms = ONE.of(rows["psn_no"])
    assert_frame_equal(made.rows, rows.with_columns(pseudonyms))
    expected = pl.DataFrame({"pseudonym": pseudonyms, "psn_no": rows["psn_no"]}).drop_nulls()
    assert_frame_equal(made.pairs, expected.sort("pseudonym"))


def test_cases_lose_the_patients_among_their_subjects() -> None:
    rows = pl.DataFrame(
        {
            "subject_type": ["institution", "doctor", "patient", None, "patient"],
            "subject_code": ["H1", "D1", "8300001", "8300002", "0"],
        },
        schema_overrides={"subject_type": pl.Enum(["institution", "doctor", "patient"])},
    )
    made = ONE.pseudonymised(rows)
    persons = ONE.of(pl.Series(["8300001", "8300002"])).to_list()
    assert made.rows["subject_code"].to_list() == ["H1", "D1", *persons, "0"]
    assert sorted(made.pairs["psn_no"].to_list()) == ["8300001", "8300002"]


def test_the_same_person_has_one_pseudonym_in_every_table() -> None:
    case = pl.DataFrame({"subject_type": ["patient"], "subject_code": ["8300001"]})
    claim = pl.DataFrame({"psn_no": ["8300001"]})
    made = ONE.pseudonymised(case).rows["subject_code"].item()
    assert made == ONE.pseudonymised(claim).rows["psn_no"].item()


def test_registers_without_persons_stay() -> None:
    rows = pl.DataFrame({"fixmedins_code": ["H1"]})
    made = ONE.pseudonymised(rows)
    assert_frame_equal(made.rows, rows)
    assert made.pairs.is_empty()


def test_rows_of_the_quarantine_hide_the_number_as_the_lake_does() -> None:
    rows = pl.DataFrame({"NO": [" 8300001", "８３００００１", None], "A": ["1", "2", "3"]})
    pseudonym = ONE.of(pl.Series(["8300001"])).item()
    expected = rows.with_columns(NO=pl.Series([pseudonym, pseudonym, None]))
    assert_frame_equal(ONE.hidden(rows, ["NO"]), expected)


def lake(root: Path) -> None:
    part = root / "lake" / "psn" / "month=all" / "part.parquet"
    part.parent.mkdir(parents=True)
    part.touch()


def test_a_workspace_goes_on_as_it_began(workspace: Path) -> None:
    for columns, made in (((), None), (("psn_no",), ONE)):
        check(workspace, columns, made)
        remember(workspace, columns, made)
        check(workspace, columns, made)
        (workspace / MEMORY).unlink()


def test_the_memory_holds_a_fingerprint_and_no_key(workspace: Path) -> None:
    remember(workspace, ("psn_no",), ONE)
    text = (workspace / MEMORY).read_text()
    assert ONE.fingerprint in text
    assert KEY.hex() not in text


def test_pseudonyms_need_a_key(workspace: Path) -> None:
    with pytest.raises(InputError, match="needs a key; name it with --key"):
        check(workspace, ("psn_no",), None)


def test_two_keys_are_never_mixed(workspace: Path) -> None:
    remember(workspace, ("psn_no",), ONE)
    both = f"key {ONE.fingerprint}, and this is the key {OTHER.fingerprint}"
    with pytest.raises(InputError, match=both):
        check(workspace, ("psn_no",), OTHER)


def test_pseudonyms_cannot_begin_or_end_later(workspace: Path) -> None:
    remember(workspace, (), None)
    with pytest.raises(InputError, match=r"nothing pseudonymised, .* asks for psn_no"):
        check(workspace, ("psn_no",), ONE)
    remember(workspace, ("psn_no",), ONE)
    with pytest.raises(InputError, match=r"psn_no pseudonymised, .* asks for nothing"):
        check(workspace, (), None)


def test_a_lake_without_memory_was_begun_without_pseudonyms(workspace: Path) -> None:
    lake(workspace)
    check(workspace, (), None)
    with pytest.raises(InputError, match="begin a new workspace"):
        check(workspace, ("psn_no",), ONE)


def test_a_key_that_nothing_needs_is_refused(workspace: Path) -> None:
    """Whoever names a key believes that no number of a person is written."""
    with pytest.raises(InputError, match=r"pseudonymises nothing.*written as they are"):
        check(workspace, (), ONE)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"columns": []}'])
def test_a_damaged_memory_is_told(workspace: Path, text: str) -> None:
    (workspace / MEMORY).write_text(text)
    with pytest.raises(InputError, match=r"pseudonyms\.json is lost or damaged"):
        check(workspace, (), None)


@pytest.mark.parametrize(("columns", "made"), [(("psn_no",), ONE), ((), None)])
def test_a_vault_whose_memory_is_lost_is_never_taken_for_a_lake_without_pseudonyms(
    workspace: Path, columns: tuple[str, ...], made: Pseudonyms | None
) -> None:
    lake(workspace)
    sealed = workspace / VAULTS / "psn_no" / "month=all" / "part.parquet"
    sealed.parent.mkdir(parents=True)
    sealed.touch()
    with pytest.raises(InputError, match=r"pseudonyms\.json is lost or damaged"):
        check(workspace, columns, made)
