"""Malignant tumours."""

from pipelines.city.conditions.condition import (
    ADULT,
    BASIC,
    OLD,
    PRE_OP,
    Condition,
)
from pipelines.city.departments import CANCER
from pipelines.city.pricelist.item import FEMALE

TUMOURS = (
    Condition(
        "C34.9", "支气管或肺恶性肿瘤", CANCER, 0.5, 2, OLD, 9, chronic=0.4,
        tests=("ct", "tumour_marker", *BASIC), drugs=("gefitinib", "osimertinib", "omeprazole"),
        ward=("thymalfasin", "pantoprazole", "docetaxel"),
    ),
    Condition(
        "C50.9", "乳房恶性肿瘤", CANCER, 0.4, 1, ADULT, 8, gend=FEMALE, chronic=0.3,
        tests=("ultrasound", "tumour_marker", *BASIC), drugs=("letrozole",),
        ward=("thymalfasin", "paclitaxel"),
    ),
    Condition(
        "Z51.1", "恶性肿瘤化学治疗", CANCER, 0, 2, (0, 0.4, 1.5, 1.5), 3, tests=BASIC,
        ward=(
            "oxaliplatin", "chemotherapy", "ondansetron", "dexamethasone", "filgrastim",
            "bevacizumab", "sintilimab",
        ),
    ),
    Condition(
        "C18.9", "结肠恶性肿瘤", CANCER, 0.4, 1.1, OLD, 13, chronic=0.35,
        tests=("ct_enhanced", "tumour_marker", "colonoscopy", *PRE_OP), drugs=("capecitabine",),
        ward=("cefuroxime", "amino_acids", "fat_emulsion", "pantoprazole"),
        surgery=("colectomy", "anaesthesia", "stapler", "trocar", "pathology"), operated=0.5,
    ),
    Condition(
        "C16.9", "胃恶性肿瘤", CANCER, 0.3, 1, OLD, 13, chronic=0.25,
        tests=("ct_enhanced", "tumour_marker", "gastroscopy", *PRE_OP), drugs=("capecitabine",),
        ward=("cefuroxime", "amino_acids", "fat_emulsion", "pantoprazole"),
        surgery=("gastrectomy", "anaesthesia", "stapler", "trocar", "pathology"), operated=0.5,
    ),
)  # fmt: skip
