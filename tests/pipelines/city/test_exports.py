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
    lines = fee.drop_nulls("SETL_ID").group_by("SETL_ID").agg(lines=pl.col("fen").sum())
    charged = setl.filter(pl.col("VALI_FLAG") == "1", pl.col("SETL_TYPE") != "3")
    valid = charged.join(lines, on="SETL_ID", how="full")
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
    stays = mdtrt.filter(pl.col("INHOSP_STAS").is_not_null())
    assert 0.9 < stays["IPT_DAYS"].null_count() / len(stays) < 1
    assert 0.05 < stays["CHFPDR_CODE"].null_count() / len(stays) < 0.2
    assert 0.88 < fee["PRD_DAYS"].null_count() / len(fee) < 0.97
    assert mdtrt["ATDDR_NO"].is_in(["-", "0"]).any()


def test_no_column_holds_a_name_or_a_certificate_of_a_person(city: City) -> None:
    forbidden = {"PSN_NAME", "CERTNO", "TEL", "DR_NAME", "LIVE_ADDR", "CONER_NAME"}
    for file in sorted(city.out.glob("*.csv")):
        assert forbidden.isdisjoint(pl.read_csv(file, n_rows=1, infer_schema=False).columns)
    for file in sorted(city.out.glob("*.parquet")):
        assert forbidden.isdisjoint(pl.read_parquet_schema(file))


def test_pharmacies_have_neither_diagnosis_nor_doctor(mdtrt: pl.DataFrame) -> None:
    bought = mdtrt.filter(pl.col("MED_TYPE") == "41")
    assert bought["DSCG_MAINDIAG_CODE"].null_count() == len(bought)
    assert bought["CHFPDR_CODE"].null_count() == len(bought)


def test_operations_are_those_charged_and_seldom_stand_with_the_encounter(
    city: City, mdtrt: pl.DataFrame, fee: pl.DataFrame, truth: pl.DataFrame
) -> None:
    forged = truth.filter(pl.col("scheme_id").str.starts_with("forge-operations"))
    operations = pl.read_csv(city.out / "oprn_*.csv", infer_schema=False).filter(
        ~pl.col("MDTRT_ID").is_in(forged["mdtrt_id"].implode())
    )
    charged = fee.filter(
        ~pl.col("MDTRT_ID").is_in(forged["mdtrt_id"].implode()),
        pl.col("MED_CHRGITM_TYPE") == "06",
        ~pl.col("HILIST_NAME").str.contains("麻醉"),
        pl.col("INIT_FEEDETL_SN").is_null(),
    )
    keys = ["MDTRT_ID", "HILIST_CODE"]
    named = operations.rename({"OPRN_OPRT_CODE": "HILIST_CODE"})
    assert charged.join(named, on=keys, how="anti").is_empty()
    assert named.join(charged, on=keys, how="anti").is_empty()
    asleep = operations["ANST_WAY"] != "3"
    assert asleep.any()
    assert (operations["ANST_DR_CODE"].is_not_null() == asleep).all()
    assert mdtrt["OPRN_OPRT_CODE"].is_not_null().mean() < 0.01  # type: ignore[operator]


def test_who_is_still_in_hospital_has_neither_end_nor_settlement(
    city: City, mdtrt: pl.DataFrame, fee: pl.DataFrame
) -> None:
    staying = mdtrt.filter(pl.col("ENDDATE").is_null())
    assert len(staying) > 0
    assert (staying["INHOSP_STAS"] == "1").all()
    open_lines = fee.filter(pl.col("SETL_ID").is_null())
    assert open_lines["MDTRT_ID"].is_in(staying["MDTRT_ID"].implode()).all()
    assert (open_lines["CRTE_TIME"].dt.strftime("%Y-%m") <= city.months[-1]).all()
    assert 0 < len(open_lines) < 0.0035 * len(fee)  # A.9 has 0.15 %, of a longer time


def test_referrals_lead_to_encounters_of_the_same_spelling(mdtrt: pl.DataFrame) -> None:
    assert mdtrt["MDTRT_ID"].str.contains(r"^1\d{20}$").all()
    referred = mdtrt["REFL_OLD_MDTRT_ID"].drop_nulls()
    known = referred.is_in(mdtrt["MDTRT_ID"].to_list())
    assert known.mean() > 0.95  # the others are settled by hand after the last month


def test_a_till_an_invoice_and_an_upload_stand_with_every_settlement(
    setl: pl.DataFrame, truth: pl.DataFrame
) -> None:
    assert (setl["CRTE_TIME"] >= setl["SETL_TIME"]).all()
    online = setl.filter(pl.col("SETL_TYPE") == "2")
    assert (online["OPTER_ID"].str.head(8) == online["FIXMEDINS_CODE"].str.head(8)).all()
    first = online.filter(pl.col("REFD_SETL_FLAG") == "0", pl.col("VALI_FLAG") == "1")
    played = pl.col("MDTRT_ID").is_in(truth["mdtrt_id"].implode())
    assert first.filter(~played)["INVONO"].is_unique().all()
    assert online["RCHKER_ID"].null_count() == len(online)


def test_orders_and_reports_stand_behind_tests_of_stays(city: City, fee: pl.DataFrame) -> None:
    documents = pl.read_parquet(city.out / "order_*.parquet")
    assert documents["ORDER_ID"].is_unique().all()
    stays = fee.filter((pl.col("MED_CHRGITM_TYPE") == "01").any().over("MDTRT_ID"))
    undone = stays["INIT_FEEDETL_SN"].drop_nulls().implode()
    tests = stays.filter(
        pl.col("MED_CHRGITM_TYPE").is_in(["03", "04"]),
        pl.col("INIT_FEEDETL_SN").is_null(),
        ~pl.col("BKKP_SN").is_in(undone),
    )
    for kind in ("order", "report"):
        behind = documents.filter(pl.col("ORDER_TYPE") == kind)
        missing = tests.join(behind, on="BKKP_SN", how="anti")
        assert 0 < len(missing) < 0.03 * len(tests)


def test_shelves_hold_what_is_sold(city: City, fee: pl.DataFrame) -> None:
    moves = pl.read_parquet(city.out / "inv_*.parquet")
    assert moves["INV_SN"].is_unique().all()
    assert (moves["CNT"] >= 0).all()
    site = moves.group_by("MEDINS_CODE", "HILIST_CODE").agg(
        bought=pl.col("CNT").filter(pl.col("INV_CHG_TYPE") == "purchase").sum(),
        sold=pl.col("CNT").filter(pl.col("INV_CHG_TYPE") == "sale").sum(),
    )
    assert (site["bought"] >= site["sold"]).mean() > 0.95  # type: ignore[operator]
    sales = moves.filter(pl.col("HI_FEESETL_TYPE") == "1")
    bought = fee.filter(pl.col("MEDINS_CODE").str.starts_with("P"))
    assert sales["SETL_ID"].is_in(bought["SETL_ID"].to_list()).all()
    assert (moves.filter(pl.col("PHAR_PRAC_CERT_NO").is_not_null())["INV_CHG_TYPE"] == "sale").all()


def test_assistance_settled_apart_pays_back_and_charges_nothing(setl: pl.DataFrame) -> None:
    apart = setl.filter(pl.col("SETL_TYPE") == "3", pl.col("VALI_FLAG") == "1")
    assert len(apart) > 0
    paid = apart.select(
        pl.col("MAF_PAY", "FUND_PAY_SUMAMT", "HIFP_PAY", "PSN_PAY").cast(pl.Float64)
    )
    assert (paid["MAF_PAY"] > 0).all()
    assert (paid["MAF_PAY"] == paid["FUND_PAY_SUMAMT"]).all()
    assert (paid["MAF_PAY"] == -paid["PSN_PAY"]).all()
    assert (paid["HIFP_PAY"] == 0).all()
    assert (apart["fen"] == 0).all()
