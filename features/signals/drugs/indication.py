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
    """Lines of drugs of a list (drug, diagnosis) that nothing the person has calls for.

    Any diagnosis of the person in the window counts: illnesses do not end with a visit, and
    many are written down only once. An encounter without a diagnosis says nothing.
    """
    lines = _lines(claims).join(claims.reference[listed], on="med_list_codg", how="semi")
    known = _diagnoses(claims, lines)
    fitting = _fitting(lines, known, claims.reference[listed], "psn_no")
    return (
        lines.join(known, on="mdtrt_id", how="semi")
        .join(fitting, on="feedetl_sn", how="anti")
        .with_columns(amount_fen="at_issue")
    )


def _lines(claims: Claims) -> pl.LazyFrame:
    return claims.lines.select(_LINE)


def _diagnoses(claims: Claims, lines: pl.LazyFrame) -> pl.LazyFrame:
    """Diagnoses in the window of the persons of the lines; stays not yet settled have them too."""
    own = ("mdtrt_id", "psn_no")
    settled = claims.encounters.select(*own, diag_code="diag")
    seen = settled.join(lines, on="psn_no", how="semi")
    whose = pl.concat([seen.select(own), lines.select(own)]).unique()
    listed = claims.diag.filter(VALID).select("mdtrt_id", "diag_code").join(whose, on="mdtrt_id")
    return pl.concat([seen.drop_nulls(), listed.select(*own, "diag_code")]).unique()


def _fitting(
    lines: pl.LazyFrame, diagnoses: pl.LazyFrame, listed: pl.LazyFrame, whose: str
) -> pl.LazyFrame:
    """Lines for whose drug the list has a diagnosis of the same person, or encounter."""
    return (
        lines.select("feedetl_sn", "med_list_codg", whose)
        .join(listed, on="med_list_codg")
        .join(diagnoses.select(whose, "diag_code").unique(), on=whose)
        .filter(pl.col("diag_code").str.starts_with(pl.col("diag_prefix")))
    )


def _restricted(claims: Claims) -> pl.LazyFrame:
    return for_no_illness(claims, "restricted_drugs")


def _out_of_scope(claims: Claims) -> pl.LazyFrame:
    """Drugs of other departments, unless the visit is for an illness that they are made for.

    A doctor of Chinese medicine may look after a diabetic. Who is registered at several sites
    may prescribe what any of the registrations allows.
    """
    scopes = claims.reference["drug_scopes"]
    registered = claims.dr.filter(VALID, pl.col("dr_prac_scp_code").is_not_null())
    lines = (
        _lines(claims)
        .join(scopes, on="med_list_codg", how="semi")
        .join(registered, on="dr_code", how="semi")
    )
    within = (
        lines.select("feedetl_sn", "dr_code", "med_list_codg")
        .join(registered.select("dr_code", "dr_prac_scp_code"), on="dr_code")
        .join(scopes, on=["med_list_codg", "dr_prac_scp_code"], how="semi")
    )
    outside = lines.join(within, on="feedetl_sn", how="anti")
    known = _diagnoses(claims, outside)
    called_for = _fitting(outside, known, claims.reference["indications"], "mdtrt_id")
    return outside.join(called_for, on="feedetl_sn", how="anti").with_columns(amount_fen="at_issue")


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
        national=(8,),
        lists=("restricted_drugs",),
    ),
    Signal(
        name="out_of_scope_drug",
        violation="D-03",
        zh="超执业范围开药",
        en="drugs outside the scope of practice",
        rule="医师所开药品不属其执业范围对应的科目，且本次诊断不在药品适应症内",
        rule_en="a doctor prescribes a drug of other departments for no illness of that visit",
        levels=("institution", "doctor"),
        needs=("fee.bilg_dr_codg", "dr.dr_prac_scp_code"),
        key="bilg_dr_codg",
        find=_out_of_scope,
        lists=("drug_scopes", "indications"),
    ),
)
