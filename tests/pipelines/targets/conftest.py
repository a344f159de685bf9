"""A small made-up city: 15 institutions with awkward names, a few doctors and patients."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from features.change import CHANGE
from features.network.meetings import TIE
from features.network.partners import COMMON
from features.stays import STAY
from models.causes import cause_of, evidence
from models.explanation import REASONS
from pipelines.targets.alerts import ALERT
from pipelines.targets.amounts import expected_amount
from pipelines.targets.closer import HOUSES, Closer
from pipelines.targets.inputs import Funnel, LevelInputs, SignalTold, TargetInputs
from pipelines.targets.kinds import KIND
from pipelines.targets.mark import Mark
from pipelines.targets.policy import Policy
from pipelines.targets.produce import write_targets
from pipelines.targets.rings import RING

MONTH = "2025-06"
PEER_GROUP = "二级|综合医院|临江市"
QUANTILES = {"p10": 0.5, "p25": 0.8, "p75": 1.25, "p90": 1.6, "p99": 2.4}
VERSIONS = {"institution": "institution-7", "doctor": "doctor-3", "patient": "patient-2"}

INSTITUTIONS = [
    "临江市第一人民医院",
    "=cmd|' /C calc'!A0",
    "<script>alert('疑点')</script>",
    "临江市中西医结合老年康复护理院（临江市城东街道社区卫生服务中心托管运营，原临江纺织机械厂职工医院）",
    "青㐂县𠮷祥堂大药房",
    "云溪区中医医院",
    "+86 惠民诊所",
    "临江市妇幼保健院",
    "松山县人民医院",
    '"><img src=x onerror=alert(1)>康复医院',
    "云溪区双桥镇卫生院",
    "@健康药房连锁（松山店）",
    "松山县柳河乡下坝村卫生室",
    "临江精神卫生中心 🏥",
    "-1 号门诊部",
]

VIOLATIONS = {
    "I-02": "挂床住院",
    "I-03": "虚假住院",
    "I-04": "分解住院",
    "I-05": "低指征住院",
    "I-10": "虚记、多记费用",
    "I-16": "超标准收费",
    "I-17": "重复收费",
    "I-27": "留存参保人员证卡",
    "D-04": "超用量开药",
    "D-06": "虚记多记医疗费用",
    "A-07": "倒卖药品",
    "A-11": "多次重复就医",
    "R-03": "30 日内重复住院",
    "R-14": "高风险科室",
    "R-18": "既往违规较多",
}
TIERS = {
    "I-02": "红",
    "I-03": "红",
    "I-04": "橙",
    "I-05": "橙",
    "I-10": "橙",
    "I-16": "橙",
    "I-17": "橙",
    "I-27": "红",
    "D-04": "橙",
    "D-06": "红",
    "A-07": "红",
    "A-11": "黄",
}


@dataclass(frozen=True)
class Feature:
    name: str
    zh: str
    en: str
    unit: str
    direction: str
    violations: tuple[str, ...]
    typical: float
    source: str = "encounters"
    tier: str = "claims"


FEATURES = [
    Feature(
        "bed_only_day_share",
        "仅有床位护理费的住院日占比",
        "Bed-only stay days",
        "share",
        "high",
        ("I-02",),
        0.04,
    ),
    Feature(
        "readmission_15d_share",
        "15 日内同病种再入院占比",
        "Readmitted within 15 days",
        "share",
        "high",
        ("I-04",),
        0.06,
    ),
    Feature(
        "same_basket_share",
        "同日出入院且项目雷同的住院占比",
        "Stays with identical baskets",
        "share",
        "high",
        ("I-03",),
        0.01,
        source="hits",
    ),
    Feature("mild_stay_share", "轻症住院占比", "Mild admissions", "share", "high", ("I-05",), 0.15),
    Feature(
        "over_price_yuan",
        "超限价收费金额",
        "Charged above the price cap",
        "yuan",
        "high",
        ("I-16",),
        830.0,
    ),
    Feature(
        "lines_outside_stay",
        "住院期外计费条数",
        "Lines outside the stay",
        "count",
        "high",
        ("I-10",),
        12.0,
    ),
    Feature(
        "duplicate_units",
        "超日限量收费数量",
        "Units above the daily limit",
        "count",
        "high",
        ("I-17",),
        25.0,
    ),
    Feature(
        "card_bursts",
        "一分钟内多人连续结算次数",
        "Bursts of cards",
        "count",
        "high",
        ("I-27",),
        1.0,
    ),
    Feature("mean_stay_days", "平均住院日", "Mean length of stay", "days", "both", (), 8.2),
    Feature("exam_lab_share", "检查化验费用占比", "Exams and lab", "share", "high", (), 0.31),
    Feature(
        "visits_per_patient", "人均就诊次数", "Visits per patient", "per_month", "high", (), 1.7
    ),
    Feature("cost_index", "病种调整费用指数", "Cost index", "ratio", "high", (), 1.0),
    Feature("self_pay_share", "个人自付占比", "Self-paid share", "share", "low", (), 0.24),
    Feature("night_stay_share", "夜间入院占比", "Admitted at night", "share", "both", (), 0.11),
    Feature("fund_total_yuan", "基金支付总额", "Fund paid", "yuan", "context", (), 4_200_000.0),
]


HISTORY = [
    Feature("prior_confirmed", "既往查实案件数", "Confirmed cases before", "count", "high", (), 0),
    Feature("tips", "近 12 个月举报数", "Tips of twelve months", "count", "high", (), 0),
]

READMITTED, DEAR, CONVICTED = (
    {
        "rule": "R-03", "national": "63 非计划再入院率统计 ZB10000205008000",
        "certainty": "suspect", "feature": "readmission_15d_share", "value": 0.31,
        "robust_z": 4.2, "basis": "value", "side": "above", "threshold": 0.15,
    },
    {
        "rule": "R-14", "department": "03", "certainty": "suspect", "feature": "cost_index",
        "value": 1.9, "robust_z": -3.6, "basis": "z", "side": "below", "threshold": -3.0,
    },
    {
        "rule": "R-18", "certainty": "definite", "feature": "prior_confirmed", "value": 3.0,
        "basis": "value", "side": "above", "threshold": 1.0,
    },
)  # fmt: skip
"""A rule of a number, of a department and of a record."""


def level_alerts(level: str, entities: list[str]) -> pl.DataFrame:
    first, second, *_ = entities
    raised = [(first, CONVICTED), (first, READMITTED), (second, READMITTED)]
    if level == "institution":
        raised += [(first, DEAR), (second, DEAR | {"department": "50"})]
    rows = [{"entity_id": entity} | alert for entity, alert in raised]
    return pl.DataFrame(rows, schema=ALERT).sort("entity_id", "certainty", "rule", "department")


def level_rings(level: str, entities: list[str]) -> pl.DataFrame:
    """Two persons of a ring, and a site in its middle."""
    role, who = ("member", entities[:2]) if level == "patient" else ("middle", entities[:1])
    ring = {"ring_id": "R0123456789AB", "kind": "多次同日同院入院", "role": role, "members": 14}
    sums = {"months": 5, "encounters": 93, "fund_fen": 458_854_85}
    return pl.DataFrame([{"entity_id": one} | ring | sums for one in who], schema=RING)


def level_kinds(entities: list[str]) -> pl.DataFrame:
    """The first resembles two kinds of case, the second none."""
    told = [("stays", 0.62, 0.2), ("fake_patient", 0.31, 0.1), ("charges", 0.04, 0.15)]
    rows = [
        (one, *kind)
        for one, kinds in zip(entities, (told, told[2:]), strict=False)
        for kind in kinds
    ]
    return pl.DataFrame(rows, schema=KIND, orient="row")


def level_closer(level: str, entities: list[str]) -> Closer:
    """The first jumped in October, lies often, has two partners, and is in the ring's middle."""
    first, second, third, *_ = entities
    jumped = {"entity_id": first, "measure": "encounters", "month": "2024-10", "shift": 4.1}
    common = [(first, first, second, 40), (first, first, third, 9), (first, second, third, 6)]
    role = "member" if level == "patient" else "middle"
    met = [("R0123456789AB", first, f"3601{n:020}", role, n) for n in range(2, 5)]
    stays = [
        (first, f"M{n}", f"3601{n % 5:020}", "H36010200001", day, day + dt.timedelta(n % 9), n % 3)
        for n in range(60)
        for day in [dt.date(2024, 7, 3) + dt.timedelta(6 * n)]
    ]
    return Closer(
        changes=pl.DataFrame([jumped], schema=CHANGE),
        stays=pl.DataFrame(stays, schema=STAY, orient="row"),
        common=pl.DataFrame(common if level in HOUSES else [], schema=COMMON, orient="row"),
        ties=pl.DataFrame(met if level != "doctor" else [], schema=TIE, orient="row"),
    )


def level_inputs(level: str, entities: list[str], names: list[str | None]) -> LevelInputs:
    chance = random.Random(level)
    base = 0.412
    profile, reasons, candidates, course = [], [], [], []
    for place, (entity, name) in enumerate(zip(entities, names, strict=True)):
        strength = max(0.0, 1 - place / (0.8 * len(entities)))
        scored = place != len(entities) - 2
        row = {
            "entity_id": entity,
            "month": MONTH,
            "peer_group": PEER_GROUP,
            "peer_size": 41,
        }
        contributions = {}
        for n, feature in enumerate(FEATURES):
            z = chance.gauss(6 * strength if (n + place) % 4 == 0 else -0.3, 1)
            row[feature.name] = max(0.0, feature.typical * (1 + 0.35 * z))
            row[f"{feature.name}_z"] = z
            contributions[feature.name] = round(0.02 * z, 6)
        profile.append(row | {"prior_confirmed": 3.0 * (place == 0), "tips": float(place % 3)})
        score = base + sum(contributions.values()) if scored else None
        for feature in FEATURES if scored else []:
            z = row[f"{feature.name}_z"]
            suspicion = -z if feature.direction == "low" else z
            reasons.append(
                {
                    "entity_id": entity,
                    "month": MONTH,
                    "feature": feature.name,
                    "value": row[feature.name],
                    "peer_group": row["peer_group"],
                    "peer_median": feature.typical,
                    "robust_z": z,
                    "contribution_anomaly": contributions[feature.name],
                    "contribution_case": 0.0,
                    "contribution": contributions[feature.name],
                    "cause": cause_of(feature, level),
                    "violations": "|".join(feature.violations),
                    "suspicion": None if feature.direction == "context" else suspicion,
                    "evidence": evidence(row[feature.name], 1.6 * feature.typical)
                    if feature.source == "hits"
                    else None,
                    "text": f"{feature.zh}为同类中位数的 {row[feature.name] / feature.typical:.1f} "
                    f"倍，偏离度 {z:+.1f}（同类 41 家）。",
                }
            )
        pointed = sorted({v for f in FEATURES if row[f"{f.name}_z"] > 3 for v in f.violations})
        candidates.append(
            {
                "entity_id": entity,
                "entity_name": name,
                "area": ["临江市", "云溪区", "松山县"][place % 3]
                if level == "institution"
                else None,
                "kind": "综合医院" if level == "institution" else None,
                "score": score,
                "percentile": round(99.97 - 3.1 * place, 4) if scored else None,
                "probability": round(0.83 * strength, 4)
                if scored and level == "institution"
                else None,
                "rank": place + 1 if scored else None,
                "model_version": VERSIONS[level],
                "hits": 0,
                "amount_at_issue_fen": 0,
                "expected_amount_fen": None,
                "families": "stays|fake_patient" if place == 0 else None,
                "violations": "|".join(pointed) or None,
                "leading": next(iter(pointed), None),
                "grounds": "claims" if pointed else None,
                "last_outcome_date": dt.date(2025, 2, 14)
                if place == 2 * len(entities) // 3
                else None,
                "not_scored_reason": None if scored else "同类不足 8 家，未评分",
                "fixmedins_type": "1" if level == "institution" else None,
                "medinslv": "2" if level == "institution" else None,
                "special_group": "identity" if level == "patient" and place == 3 else None,
                "main_site": None if level == "institution" else "H36010200001",
                "main_site_name": None if level == "institution" else "临江市第一人民医院",
                "tier": None,
                "tips": place % 3 or None,
                "last_tip_date": dt.date(2025, 5, 9) if place % 3 else None,
                "prior_confirmed": 3 if place == 0 else None,
                "last_confirmed_date": None,
            }
        )
        for back in range(24):
            month = f"{(2025 * 12 + 5 - back) // 12}-{(5 - back) % 12 + 1:02}"
            visits = int(chance.uniform(300, 420) * (1 + strength * (back < 9)))
            course.append(
                {
                    "entity_id": entity,
                    "month": month,
                    "encounters": visits,
                    "medfee_fen": visits * 412_300,
                    "fund_fen": visits * 268_700,
                    "hits": int(chance.uniform(0, 30) * strength * (2 if back < 9 else 1)),
                }
            )
    peers = [
        {"peer_group": PEER_GROUP, "feature": feature.name, "peer_size": 41}
        | {"median": feature.typical, "mad": 0.2 * feature.typical}
        | {quantile: feature.typical * scale for quantile, scale in QUANTILES.items()}
        for feature in FEATURES
    ]
    return LevelInputs(
        candidates=pl.DataFrame(candidates, infer_schema_length=None),
        base=base,
        reasons=pl.LazyFrame(reasons, schema=REASONS),
        profile=pl.LazyFrame(profile),
        peers=pl.DataFrame(peers),
        course=pl.LazyFrame(course),
        features={feature.name: feature for feature in [*FEATURES, *HISTORY]},
        alerts=level_alerts(level, entities),
        rings=level_rings(level, entities) if level != "doctor" else pl.DataFrame(schema=RING),
        kinds=level_kinds(entities),
        history=tuple(feature.name for feature in HISTORY),
        closer=level_closer(level, entities),
        unavailable={"night_stay_share": ("mdtrt.begntime",)} if level == "doctor" else {},
    )


def city_hits(institutions: list[str], doctors: list[str], patients: list[str]) -> pl.DataFrame:
    chance = random.Random("hits")
    kinds = [
        ("bed_only_days", "I-02"),
        ("split_admission", "I-04"),
        ("same_basket", "I-03"),
        ("over_price", "I-16"),
    ]
    rows = []
    for place, institution in enumerate(institutions):
        for n in range(max(0, 420 - 60 * place)):
            signal, violation = kinds[(n * n + place) % 4 if n % 5 else place % 4]
            rows.append(
                {
                    "signal": signal,
                    "violation": violation,
                    "fixmedins_code": institution,
                    "dr_code": chance.choice(doctors),
                    "psn_no": chance.choice(patients),
                    "mdtrt_id": f"M{place:02}{n:06}",
                    "setl_id": f"S{place:02}{n:06}",
                    "feedetl_sn": f"F{place:02}{n:08}" if n % 2 else None,
                    "day": dt.date(2024, 7, 1) + dt.timedelta(days=chance.randrange(364)),
                    "amount_fen": chance.randrange(1_200, 900_000),
                }
            )
    return pl.DataFrame(rows)


def with_hit_counts(source: LevelInputs, hits: pl.DataFrame, key: str) -> LevelInputs:
    counts = hits.group_by(pl.col(key).alias("entity_id")).agg(
        hits=pl.len().cast(pl.Int64), amount_at_issue_fen=pl.col("amount_fen").sum()
    )
    candidates = source.candidates.drop("hits", "amount_at_issue_fen").join(
        counts, on="entity_id", how="left"
    )
    candidates = candidates.with_columns(expected_amount())
    fields = vars(source) | {"candidates": candidates}
    return LevelInputs(**fields)


def city(lang: str = "zh", policy: Policy | None = None) -> TargetInputs:
    institutions = [f"H3601020{n:04}" for n in range(1, len(INSTITUTIONS))] + ["../../etc/passwd"]
    doctors = [f"D36010{n:05}" for n in range(1, 11)]
    patients = [f"3601{n:020}" for n in range(1, 13)]
    hits = city_hits(institutions, doctors, patients)
    levels = {
        "institution": with_hit_counts(
            level_inputs("institution", institutions, list(INSTITUTIONS)), hits, "fixmedins_code"
        ),
        "doctor": with_hit_counts(
            level_inputs("doctor", doctors, [None] * len(doctors)), hits, "dr_code"
        ),
        "patient": with_hit_counts(
            level_inputs("patient", patients, [None] * len(patients)), hits, "psn_no"
        ),
    }
    return TargetInputs(
        month=MONTH,
        lang=lang,
        policy=policy
        or Policy(
            name="临江市月度",
            capacity={"institution": 12, "doctor": 4, "patient": 5},
            random_share={"institution": 0.25, "doctor": 0.0, "patient": 0.2},
        ),
        seed="20250701-临江",
        levels=levels,
        hits=hits.lazy(),
        violation_names=VIOLATIONS,
        signals={
            "split_admission": SignalTold("分解住院", "suspect", ("49 分解住院 GZ10000204001000",)),
            "over_price": SignalTold("超标准收费", "definite"),
        },
        violation_tiers=TIERS,
        violation_fakes={"I-02": "假病人", "I-10": "假票据"},
        family_names={"stays": "住院行为", "fake_patient": "假病人", "charges": "收费与计价"},
        funnel=Funnel(records=12_345_678, hits=hits.height, entities=27),
        mark=Mark("张三", "2025-07-01 08:30+08:00"),
        manifest={"catalogue": "2025.1", "data_until": "2025-06-30", "inputs": {"setl": "ab12"}},
    )


@pytest.fixture
def make_city() -> Callable[..., TargetInputs]:
    return city


@pytest.fixture(scope="session")
def inputs() -> TargetInputs:
    return city()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, inputs: TargetInputs) -> Path:
    """The folder of a whole list."""
    folder = tmp_path_factory.mktemp("list") / "2025-06"
    write_targets(folder, inputs)
    return folder
