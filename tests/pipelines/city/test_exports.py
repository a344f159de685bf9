"""The files as a bureau would get them: foreign spellings, true sums."""

import polars as pl

from pipelines.city import City

INTEGER = r"^-?\d+$"
YUAN = r"^-?\d+\.\d\d$"


def test_every_month_has_its_four_files(city: City) -> None:
    for month in city.months:
        for name in ("setl_d", "mdtrt_d", "diag_d"):
            assert (city.out / f"{name}_{month}.csv").is_file()
        assert (city.out / f"fee_list_d_{month}.parquet").is_file()


def test_identifiers_are_unique(setl: pl.DataFrame, mdtrt: pl.DataFrame, fee: pl.DataFrame) -> None:
    for table, key in ((setl, "SETL_ID"), (mdtrt, "MDTRT_ID"), (fee, "BKKP_SN")):
        assert table[key].is_unique().all()
        assert table[key].null_count() == 0


def test_lines_add_up_to_their_settlement(setl: pl.DataFrame, fee: pl.DataFrame) -> None:
    lines = fee.group_by("SETL_ID").agg(lines=pl.col("fen").sum())
    valid = setl.filter(pl.col("VALI_FLAG") == "1").join(lines, on="SETL_ID", how="full")
    assert valid.filter(pl.col("fen").ne_missing(pl.col("lines"))).is_empty()


def test_money_is_yuan_with_two_decimals_and_balances(setl: pl.DataFrame) -> None:
    money = ["MEDFEE_SUMAMT", "FUND_PAY_SUMAMT", "PSN_PAY", "ACCT_PAY", "CASH_PAYAMT", "BALC"]
    money.append("ACCT_MULAID_PAY")
    assert setl.select(pl.col(money).str.contains(YUAN).all()).row(0) == (True,) * len(money)
    fee, fund, own, account, cash, _, family = (
        setl[name].cast(pl.Decimal(18, 2)) for name in money
    )
    assert (fee == fund + own).all()
    assert (own == account + family + cash).all()


def test_codes_and_times_are_spelled_unlike_the_contract(
    setl: pl.DataFrame, mdtrt: pl.DataFrame, fee: pl.DataFrame
) -> None:
    assert setl["SETL_TIME"].str.contains(r"^\d{8} \d{6}$").all()
    assert mdtrt["BEGNDATE"].str.contains(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$").all()
    assert setl["MDTRT_CERT_TYPE"].is_in(["1", "2", "3"]).all()
    assert fee.schema["FEE_OCUR_TIME"] == pl.Datetime("us")
    assert fee.schema["DET_ITEM_FEE_SUMAMT"] == pl.Decimal(18, 2)
    assert {"HILIST_CODE", "BILG_DR_CODE", "MEDINS_CODE"} <= set(fee.columns)


def test_settlements_stand_in_the_file_of_their_month(city: City) -> None:
    month = city.months[3]
    rows = pl.read_csv(city.out / f"setl_d_{month}.csv", infer_schema=False)
    assert rows["SETL_TIME"].str.starts_with(month.replace("-", "")).all()
    assert rows["SETL_TIME"].is_sorted()


def test_refunds_are_negative_copies(setl: pl.DataFrame, fee: pl.DataFrame) -> None:
    refunds = setl.filter(pl.col("REFD_SETL_FLAG") == "1", pl.col("VALI_FLAG") == "1")
    assert 0.03 < len(refunds) / len(setl) < 0.08
    assert (refunds["fen"] < 0).all()
    undone = fee.filter(pl.col("INIT_FEEDETL_SN").is_not_null())
    before = undone.join(fee, left_on="INIT_FEEDETL_SN", right_on="BKKP_SN")
    assert (before["fen"] == -before["fen_right"]).all()
    assert set(undone["SETL_ID"]) == set(refunds["SETL_ID"])
    assert undone["INIT_FEEDETL_SN"].is_in(fee["BKKP_SN"].to_list()).all()
    assert undone["INIT_FEEDETL_SN"].is_unique().all()


def test_void_attempts_carry_no_lines(setl: pl.DataFrame, fee: pl.DataFrame) -> None:
    void = setl.filter(pl.col("VALI_FLAG") == "0")
    assert 0 < len(void) < 0.01 * len(setl)
    assert void.join(fee, on="SETL_ID", how="semi").is_empty()


def test_values_are_missing_at_plausible_rates(mdtrt: pl.DataFrame, fee: pl.DataFrame) -> None:
    services = fee.filter(~pl.col("MEDINS_CODE").str.starts_with("P"))
    assert 0.01 < services["BILG_DR_CODE"].null_count() / len(services) < 0.05
    assert 0.01 < services["BILG_DEPT_CODE"].null_count() / len(services) < 0.03
    assert mdtrt["IPT_DAYS"].null_count() == len(mdtrt)
    assert mdtrt["ATDDR_NO"].is_in(["-", "0"]).any()


def test_no_column_holds_a_name_or_a_certificate_of_a_person(city: City) -> None:
    forbidden = {"PSN_NAME", "CERTNO", "TEL", "DR_NAME", "LIVE_ADDR", "CONER_NAME"}
    for file in sorted(city.out.glob("*.csv")):
        assert forbidden.isdisjoint(pl.read_csv(file, n_rows=1).columns)
    for file in sorted(city.out.glob("*.parquet")):
        assert forbidden.isdisjoint(pl.read_parquet_schema(file))


def test_pharmacies_have_neither_diagnosis_nor_doctor(mdtrt: pl.DataFrame) -> None:
    bought = mdtrt.filter(pl.col("MED_TYPE") == "41")
    assert bought["DSCG_MAINDIAG_CODE"].null_count() == len(bought)
    assert bought["CHFPDR_CODE"].null_count() == len(bought)


def test_operations_are_named_where_they_were_charged(
    mdtrt: pl.DataFrame, fee: pl.DataFrame
) -> None:
    operated = mdtrt.filter(pl.col("OPRN_OPRT_CODE").is_not_null())
    charged = fee.filter(pl.col("MED_CHRGITM_TYPE") == "06")["MDTRT_ID"].unique()
    assert set(operated["MDTRT_ID"]) == set(charged)
    assert operated["OPRN_OPRT_CODE"].str.contains(INTEGER).all()
