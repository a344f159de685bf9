"""Signals of drugs that do not fit: the illness, or the doctor's scope of practice."""

import polars as pl

from features.encounters import VALID
from features.signals.claims import Claims
from features.signals.signal import Signal

_LINE = (
    "fixmedins_code", "dr_code", "psn_no", "mdtrt_id", "setl_id", "feedetl_sn", "day",
    "med_list_codg", "at_issue",
)  # fmt: skip


def for_no_illness(claims: Claims, listed: str) -> pl.LazyFrame:
    """Lines of drugs of a list (drug, permitted diagnosis) that nothing the person has permits.

    Any diagnosis of the person in the window counts: illnesses do not end with a visit, and
    many are written down only once. An encounter without a diagnosis says nothing.
    """
    permitted = claims.reference[listed]
    lines = claims.lines.select(_LINE).join(permitted, on="med_list_codg", how="semi")
    known = _diagnoses(claims).join(lines, on="psn_no", how="semi")
    fits = pl.col("diag_code").str.starts_with(pl.col("diag_prefix"))
    fitting = (
        lines.select("feedetl_sn", "psn_no", "med_list_codg")
        .join(permitted, on="med_list_codg")
        .join(known.select("psn_no", "diag_code").unique(), on="psn_no")
        .filter(fits)
    )
    return (
        lines.join(known, on="mdtrt_id", how="semi")
        .join(fitting, on="feedetl_sn", how="anti")
        .with_columns(amount_fen="at_issue")
    )


def _diagnoses(claims: Claims) -> pl.LazyFrame:
    """Every diagnosis of the window: of the encounters themselves and of their lists."""
    whose = claims.encounters.select("mdtrt_id", "psn_no")
    main = claims.encounters.select("mdtrt_id", "psn_no", diag_code="diag").drop_nulls()
    listed = claims.diag.filter(VALID).select("mdtrt_id", "diag_code").join(whose, on="mdtrt_id")
    return pl.concat([main, listed.select(main.collect_schema().names())])


def _restricted(claims: Claims) -> pl.LazyFrame:
    return for_no_illness(claims, "restricted_drugs")


def _out_of_scope(claims: Claims) -> pl.LazyFrame:
    """A doctor registered at several sites may prescribe what any of the registrations allows."""
    scopes = claims.reference["drug_scopes"]
    registered = claims.dr.filter(VALID, pl.col("dr_prac_scp_code").is_not_null())
    lines = (
        claims.lines.select(_LINE)
        .join(scopes, on="med_list_codg", how="semi")
        .join(registered, on="dr_code", how="semi")
    )
    within = (
        lines.select("feedetl_sn", "dr_code", "med_list_codg")
        .join(registered.select("dr_code", "dr_prac_scp_code"), on="dr_code")
        .join(scopes, on=["med_list_codg", "dr_prac_scp_code"], how="semi")
    )
    return lines.join(within, on="feedetl_sn", how="anti").with_columns(amount_fen="at_issue")


SIGNALS = (
    Signal(
        name="restricted_drug",
        violation="I-23",
        zh="超限定支付范围用药",
        en="restricted drugs without the illness",
        rule="限定支付药品用于近期诊断均不在其限定范围内的参保人",
        rule_en="a drug that the fund pays for few illnesses given to somebody with none of them",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "diag"),
        key="mdtrt_id",
        find=_restricted,
        certainty="definite",
        national=(8,),
        lists=("restricted_drugs",),
    ),
    Signal(
        name="out_of_scope_drug",
        violation="D-03",
        zh="超执业范围开药",
        en="drugs outside the scope of practice",
        rule="医师所开药品不在其执业范围对应的科目之内",
        rule_en="a doctor prescribes a drug that belongs to other departments than the own",
        levels=("institution", "doctor"),
        needs=("fee.bilg_dr_codg", "dr.dr_prac_scp_code"),
        key="bilg_dr_codg",
        find=_out_of_scope,
        lists=("drug_scopes",),
    ),
)
