"""Tables of what happened, cut into months: settlements, encounters, lines, what stands behind."""

import dataframely as dy
import polars as pl

from features.contract.columns import (
    YUAN,
    Versioned,
    days,
    fen,
    key,
    prose,
    text,
    time,
)


class Setl(Versioned):
    """结算: one row per settlement, refunds (negative) included (A.3).

    `opter_id` is the operator (the till of a site, the clerk of an agency) and `crte_time` the
    upload. Of a claim settled by hand (`setl_type` 1) `appy_time` is when a clerk took it up,
    `rchker_id` who checked it, `dfr_opter_id` and `dfr_time` who paid it out and when.
    """

    setl_id = key(primary_key=True)
    mdtrt_id = key()
    psn_no = key()
    fixmedins_code = key()
    setl_time = time()
    med_type = dy.String()
    medfee_sumamt = fen(nullable=False)
    fund_pay_sumamt = fen(nullable=False)
    insutype = text()
    hifp_pay = fen()
    psn_part_amt = fen()
    acct_pay = fen()
    psn_cash_pay = fen()
    acct_mulaid_pay = fen()
    balc = fen()
    act_pay_dedc = fen()
    inscp_scp_amt = fen()
    fulamt_ownpay_amt = fen()
    overlmt_selfpay = fen()
    preselfpay_amt = fen()
    cvlserv_pay = fen()
    hifes_pay = fen()
    hifmi_pay = fen()
    hifob_pay = fen()
    maf_pay = fen()
    oth_pay = fen()
    setl_type = text()
    clr_way = text()
    opter_id = text()
    invono = text()
    crte_time = time(nullable=True)
    appy_time = time(nullable=True)
    rchker_id = text()
    dfr_opter_id = text()
    dfr_time = time(nullable=True)
    mdtrt_cert_type = text()
    insu_admdvs = text()
    poolarea_no = text()
    refd_setl_flag = text()
    mid_setl_flag = text()
    vali_flag = text()


class Mdtrt(Versioned):
    """就诊: one row per encounter (A.4), with what its settlement list 结算清单 says (A.6)."""

    mdtrt_id = key(primary_key=True)
    psn_no = key()
    fixmedins_code = key()
    med_type = dy.String()
    begntime = time()
    endtime = time(nullable=True)
    dscg_maindiag_code = text()
    adm_diag_dscr = prose()
    adm_dept_codg = text()
    dscg_dept_codg = text()
    atddr_no = text()
    chfpdr_code = text()
    dscg_way = text()
    dise_codg = text()
    oprn_oprt_code = text()
    oper_dr_code = text()
    ttp_pay_flag = text()
    refl_old_mdtrt_id = text()
    same_dise_adm_flag = text()
    adm_bed = text()
    insutype = text()
    insu_admdvs = text()
    inhosp_stas = text()
    ipt_days = days()
    act_ipt_days = days()
    adm_way = text()
    adm_caty = text()
    dscg_caty = text()
    days_rinp_flag_31 = text()
    hi_paymtd = text()
    spga_nurscare_days = days()
    lv1_nurscare_days = days()
    scd_nurscare_days = days()
    lv3_nurscare_days = days()
    vali_flag = text()

    @dy.rule()
    def ends_after_it_begins(cls) -> pl.Expr:
        """An encounter cannot end before it begins."""
        return pl.col("endtime").is_null() | (pl.col("endtime") >= pl.col("begntime"))


class Fee(Versioned):
    """费用明细: one row per charged line, reversals negative (A.5); `crte_time` is its upload."""

    feedetl_sn = key(primary_key=True)
    mdtrt_id = key()
    psn_no = key()
    fixmedins_code = key()
    fee_ocur_time = time()
    med_list_codg = dy.String(min_length=1)
    med_chrgitm_type = dy.String()
    cnt = dy.Float64()
    det_item_fee_sumamt = fen(nullable=False)
    setl_id = text()
    crte_time = time(nullable=True)
    pric = dy.Float64(nullable=True, metadata=YUAN)
    pric_uplmt_amt = dy.Float64(nullable=True, metadata=YUAN)
    inscp_scp_amt = fen()
    fulamt_ownpay_amt = fen()
    overlmt_selfpay = fen()
    preselfpay_amt = fen()
    selfpay_prop = dy.Float64(nullable=True, min=0, max=1)
    list_type = text()
    chrgitm_lv = text()
    bilg_dr_codg = text()
    bilg_dept_codg = text()
    orders_dr_code = text()
    acord_dept_codg = text()
    prd_days = dy.Float64(nullable=True, min=0, max=366)
    rxno = text()
    hi_nego_drug_flag = text()
    lmt_used_flag = text()
    hosp_appr_flag = text()
    etip_flag = text()
    etip_hosp_code = text()
    dscg_tkdrug_flag = text()
    tcmdrug_used_way = text()
    init_feedetl_sn = text()
    vali_flag = text()


class Diag(Versioned):
    """诊断: one row per diagnosis of an encounter (A.6)."""

    mdtrt_id = key(primary_key=True)
    diag_code = dy.String(primary_key=True, min_length=1)
    diag_time = time()
    diag_srt_no = dy.Int64(nullable=True, min=0)
    maindiag_flag = text()
    diag_type = text()
    diag_name = prose()
    adm_cond = text()
    vali_flag = text()


class Oprn(Versioned):
    """手术操作: one row per operation of an encounter, from the settlement list (A.6)."""

    mdtrt_id = key(primary_key=True)
    oprn_oprt_code = dy.String(primary_key=True, min_length=1)
    oprn_oprt_date = time(primary_key=True)
    oprn_oprt_type = text()
    anst_way = text()
    oper_dr_code = text()
    anst_dr_code = text()


class Order(Versioned):
    """医嘱、报告、记录: what stands behind a charge, one row per document (A.5 rxno, rx_drord_no).

    `order` is what a doctor ordered, `report` what an examination found, `record` what was done
    (nursing, operation, anaesthesia); a charge without one of them is asked about (I-08, I-09).
    """

    order_id = key(primary_key=True)
    order_type = dy.Enum(["order", "report", "record"])
    mdtrt_id = key()
    order_time = time()
    psn_no = text()
    fixmedins_code = text()
    feedetl_sn = text()
    med_list_codg = text()
    bilg_dr_codg = text()
    orders_dr_code = text()
    cnt = dy.Float64(nullable=True)
    vali_flag = text()


class Inv(Versioned):
    """进销存: one row per purchase, sale, return or stock count of an item (3501-3506, A.7).

    `cnt` is a quantity, never negative: `inv_chg_type` says which way it went. An export that
    states totals of a period maps each of its quantities to a row of its own, dated at the
    first day of the period. `hi_feesetl_type` says of a pharmacy's sale whether it was settled
    with the insurance (1) or for cash (2), `phar_prac_cert_no` which pharmacist made it.
    """

    inv_sn = key(primary_key=True)
    inv_chg_type = dy.Enum(["purchase", "purchase_return", "sale", "sale_return", "stock"])
    fixmedins_code = key()
    med_list_codg = dy.String(min_length=1)
    inv_chg_time = time()
    cnt = dy.Float64(min=0)
    pric = dy.Float64(nullable=True, metadata=YUAN)
    fixmedins_bchno = text()
    manu_lotnum = text()
    drug_trac_codg = text()
    spler_name = prose()
    setl_id = text()
    psn_no = text()
    phar_prac_cert_no = text()
    hi_feesetl_type = text()
    rxno = text()
    trdn_flag = text()
