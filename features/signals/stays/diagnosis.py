"""Diagnoses that nothing on the bill bears out (I-31)."""

import polars as pl

from features.signals.claims import LOOKBACK_MONTHS, Claims, in_basket
from features.signals.signal import Signal
from features.signals.stays.admission import STAY, stays_now
from features.windows import first_day, shift


def _unproven(claims: Claims) -> pl.LazyFrame:
    """Tests may stand in a visit just before; a stay whose first days lie too far back is left."""
    proofs = claims.reference["diagnosis_proofs"]
    asked = (
        stays_now(claims)
        .filter(
            pl.col("basket").is_not_null(),
            pl.col("begn") >= first_day(shift(claims.month, 1 - LOOKBACK_MONTHS)),
        )
        .select(*STAY, "begn", "end", "diag", amount_fen="fund_fen")
        .join(proofs.select("diag_prefix").unique(), how="cross")
        .filter(pl.col("diag").str.starts_with(pl.col("diag_prefix")))
    )
    proven = _tested(claims, asked).join(proofs, on=["diag_prefix", "med_list_codg"], how="semi")
    return asked.join(proven, on="mdtrt_id", how="anti").select(*STAY, "amount_fen")


def _tested(claims: Claims, asked: pl.LazyFrame) -> pl.LazyFrame:
    """`mdtrt_id, diag_prefix, med_list_codg`: what was charged in the stay or shortly before."""
    before = pl.duration(days=claims.thresholds.proof_days)
    return (
        claims.encounters.select("psn_no", seen="begn", med_list_codg="basket")
        .drop_nulls()
        .join(asked.select("psn_no", "mdtrt_id", "diag_prefix", "begn", "end"), on="psn_no")
        .filter(pl.col("seen").is_between(pl.col("begn") - before, "end"))
        .select("mdtrt_id", "diag_prefix", in_basket("med_list_codg"))
        .explode("med_list_codg")
    )


SIGNALS = (
    Signal(
        name="unproven_diagnosis",
        violation="I-31",
        zh="诊断无检查用药依据",
        en="diagnoses without test or drug",
        rule="住院主要诊断应有的检查或用药（如肺炎的胸部影像、抗菌药），住院期间及入院前若干日均无",
        rule_en="neither a test that shows the main diagnosis (such as a film of the lungs) nor a "
        "drug for it was charged in the stay or in the days before it",
        levels=("institution", "doctor", "patient"),
        needs=("fee", "mdtrt.dscg_maindiag_code"),
        key="psn_no",
        find=_unproven,
        national=(37,),
        lists=("diagnosis_proofs",),
    ),
)
