"""Illnesses of the brain, the mind, the spine and the joints, and what follows them."""

from pipelines.city.conditions.condition import (
    ADULT,
    OLD,
    Condition,
)
from pipelines.city.departments import INTERNAL, PSYCHIATRY, REHABILITATION, TCM

NERVES = (
    Condition(
        "I63.9", "脑梗死", INTERNAL, 2, 8, OLD, 12, chronic=3,
        tests=("ct", "mri", "lipids", "coagulation", "vessel_us"),
        drugs=("clopidogrel", "atorvastatin", "ginkgo"),
        ward=("edaravone", "cerebrolysin", "salvia_injection", "physiotherapy"),
    ),
    Condition(
        "R42", "头晕和眩晕", INTERNAL, 3, 3, OLD, 6, mild=True,
        tests=("ct", "ecg", "lipids"), drugs=("ginkgo",), ward=("stasis_injection", "dextrose"),
    ),
    Condition(
        "F03", "痴呆", INTERNAL, 0.5, 0.7, (0, 0, 0.1, 3), 12, chronic=0.8, tests=("ct", "lipids"),
        drugs=("donepezil", "ginkgo"), ward=("cerebrolysin",),
    ),
    Condition(
        "G20", "帕金森病", INTERNAL, 0.5, 0.7, (0, 0, 0.3, 3), 9, chronic=0.6, tests=("ct",),
        drugs=("levodopa",), ward=("cerebrolysin", "levodopa"),
    ),
    Condition(
        "F20.9", "精神分裂症", PSYCHIATRY, 0.4, 0, (0.05, 1.2, 1.2, 0.6), 75, chronic=0.4,
        tests=("psychiatric_scale", "liver", "ecg"), drugs=("olanzapine", "clozapine"),
        ward=("nursing_psychiatric", "work_therapy", "olanzapine", "psychotherapy"),
    ),
    Condition(
        "F32.9", "抑郁发作", PSYCHIATRY, 0.8, 0.1, (0.5, 1.5, 1, 0.7), 21, chronic=0.3,
        tests=("psychiatric_scale", "thyroid_function"), drugs=("sertraline", "escitalopram"),
        ward=("psychotherapy", "sertraline", "psychiatric_scale"),
    ),
    Condition(
        "G40.9", "癫痫", INTERNAL, 0.6, 0.5, (1, 1, 0.8, 0.8), 6, chronic=0.7,
        tests=("eeg", "drug_level", "mri"), drugs=("valproate", "levetiracetam"),
        ward=("monitor",),
    ),
    Condition(
        "M51.2", "腰椎间盘突出", TCM, 4, 3.5, ADULT, 9, tests=("mri", "xray"),
        drugs=("ibuprofen", "herbs"),
        ward=("acupuncture", "massage", "physiotherapy", "stasis_injection"),
    ),
    Condition(
        "M54.5", "下背痛", TCM, 5, 1.5, ADULT, 7, mild=True, tests=("xray",),
        drugs=("ibuprofen", "herbs"), ward=("acupuncture", "cupping", "physiotherapy"),
    ),
    Condition(
        "M17.9", "膝关节病", TCM, 4, 2, OLD, 8, tests=("xray", "crp"),
        drugs=("ibuprofen", "herbs"), ward=("acupuncture", "moxibustion", "physiotherapy"),
    ),
    Condition(
        "G47.0", "失眠症", TCM, 3, 0.4, ADULT, 6, mild=True, drugs=("sleep_capsules", "herbs"),
        ward=("acupuncture", "moxibustion"),
    ),
    Condition(
        "I69.3", "脑梗死后遗症", REHABILITATION, 1, 3, OLD, 17, chronic=1.5, tests=("ct", "lipids"),
        drugs=("clopidogrel", "ginkgo"),
        ward=("exercise", "occupational", "acupuncture", "speech", "balance"),
    ),
    Condition(
        "M47.8", "颈椎病", TCM, 4, 1.6, ADULT, 8, mild=True, tests=("xray", "mri"),
        drugs=("pain_plaster", "celecoxib"),
        ward=("electro_needle", "massage", "traction", "magnetic"),
    ),
    Condition(
        "Z50.1", "骨折术后康复", REHABILITATION, 0, 0, OLD, 18,
        tests=("xray", "rehab_assessment"),
        ward=("exercise", "balance", "physiotherapy", "massage", "wax"),
    ),
)  # fmt: skip
