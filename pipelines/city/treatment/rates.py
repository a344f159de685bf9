"""How often what is charged: the numbers with which the city is calibrated (A.12).

All tables of chances of the treatment stand here; `calibration` measures what they lead to.
"""

TESTED, TREATED, PRESCRIBED = 0.6, 0.28, 0.86
"""Chance of an illness's own tests, therapies and drugs at a visit."""

LONG_PACK, LONG_SUPPLY = 28, 0.45
"""Packs for a month come from the refill; at a visit they are charged that much less often."""

VISIT_PACKS = 0.38
"""Chance of each of two further packs at a visit."""

NEGOTIATED = 0.3
"""How much less often a drug at a negotiated price is chosen, wherever it is."""

CLINIC_VISIT = {
    "cbc": 0.3, "crp": 0.22, "urine": 0.16, "liver": 0.14, "renal": 0.12, "lipids": 0.1,
    "glucose": 0.2, "ecg": 0.16, "xray": 0.1, "ultrasound": 0.12, "digital_film": 0.08,
    "infusion": 0.22, "saline": 0.22, "infusion_set": 0.22, "ceftriaxone": 0.12,
    "injection": 0.14, "syringe": 0.2, "vitamin_c_inj": 0.08, "herb_granules": 0.03,
}  # fmt: skip
"""Chance of what many visits bring, whatever the illness."""

REFILL_TESTED, REFILLED = 0.55, 0.97
BESIDE_REFILL = {
    "atorvastatin": 0.5, "aspirin": 0.3, "metoprolol": 0.25, "vein_capsules": 0.55,
    "musk_heart": 0.3, "cordyceps": 0.6, "ginkgo": 0.25, "pregabalin": 0.2, "rabeprazole": 0.25,
    "dapagliflozin": 0.15, "herb_granules": 0.1,
}  # fmt: skip
"""Chance of what the chronically ill take for what else they have."""

MONTH = 30
"""Days of supply of a special drug; other refills follow `supply`."""

FOR_TUMOURS = {"trastuzumab": 0.2, "sintilimab": 0.35, "bevacizumab": 0.3}
"""Chance of the antibodies that those with cancer get as special drugs."""

SESSION = {
    "dialysis": 1.0, "dialyser": 1.0,
    "dialysis_lines": 1.0, "fistula_needle": 1.0, "heparin": 0.9, "saline": 1.0,
    "erythropoietin": 0.75, "iron_sucrose": 0.15, "paricalcitol": 0.1, "renal": 0.08,
    "cbc": 0.08, "electrolytes": 0.08, "sevelamer": 0.06, "roxadustat": 0.05,
    "kidney_granules": 0.05, "ketoacids": 0.05,
}  # fmt: skip
"""Chance of what one of three dialysis sessions a week brings."""

SESSIONS = {"N18.5": SESSION}
"""Chronic illnesses whose visits are sessions, not refills."""

BOUGHT = 0.55
SHOP_COMMON = {
    "cold_tablets": 0.14, "lianhua": 0.1, "isatis": 0.08, "cold_granules": 0.08,
    "ibuprofen": 0.1, "pain_plaster": 0.1, "patchouli": 0.05, "vitamins": 0.12,
    "calcium": 0.1, "smectite": 0.06, "loratadine": 0.05, "rehmannia": 0.08,
    "stomach_granules": 0.08, "artificial_tears": 0.05, "quick_heart": 0.08, "danshen": 0.08,
    "donkey_gelatin": 0.012, "ginseng": 0.012,
}  # fmt: skip
"""Chance of what is bought at a pharmacy, whatever the illness."""

SHOP_LONG_SUPPLY = 0.75
SHOP_PACKS = 0.25
"""Chance of each of two further packs of a purchase."""

WITHOUT_PRESCRIPTION = 0.03
"""Share of prescription drugs sold without the number of a prescription."""

WARD_FIXED = {"bed": 1.0, "ward_round": 1.0, "nursing_2": 0.85, "nursing_1": 0.15}
"""Chance of what every stay day has, whatever the habit of the house."""

WARD_DAY = {
    "infusion": 0.95, "infusion_next": 0.7, "saline": 0.95, "dextrose": 0.8, "infusion_set": 0.95,
    "syringe": 0.8, "catheter": 0.26, "gauze": 0.4, "injection": 0.65, "oxygen": 0.35,
    "oxygen_tube": 0.12, "nebuliser": 0.22, "nebuliser_mask": 0.06, "monitor": 0.3,
    "electrodes": 0.15, "dressing": 0.22, "pantoprazole": 0.4, "ambroxol": 0.42,
    "thymalfasin": 0.15, "ceftriaxone": 0.38, "levofloxacin": 0.24, "piperacillin": 0.14,
    "cefoperazone": 0.12, "amino_acids": 0.13, "fat_emulsion": 0.06, "stasis_injection": 0.26,
    "salvia_injection": 0.2, "potassium": 0.3, "vitamin_c_inj": 0.35, "ringer": 0.25,
    "dexamethasone": 0.15, "furosemide_inj": 0.12, "glucose": 0.45, "test_strip": 0.3,
    "heparin": 0.2, "enoxaparin": 0.1, "nursing_mouth": 0.15, "infusion_pump": 0.12,
    "joint_consult": 0.06, "cbc": 0.2, "crp": 0.2, "renal": 0.16, "liver": 0.14,
    "electrolytes": 0.25, "urine": 0.1, "coagulation": 0.1, "heart_enzymes": 0.06,
    "procalcitonin": 0.05, "blood_gas": 0.06, "ecg": 0.12, "ct": 0.025, "xray": 0.05,
    "ultrasound": 0.06, "echo": 0.02, "film": 0.02, "digital_film": 0.08,
}  # fmt: skip
"""Chance of what every stay day brings, whatever the illness."""

IN_WARD = 0.9
ADMISSION_TESTED = 0.85
ADMISSION = {
    "cbc": 0.95, "urine": 0.85, "stool": 0.7, "liver": 0.9, "renal": 0.9, "electrolytes": 0.85,
    "coagulation": 0.75, "lipids": 0.65, "glucose": 0.7, "crp": 0.55, "ecg": 0.9, "xray": 0.5,
    "ultrasound": 0.55, "infection_screen": 0.55, "blood_type": 0.35, "hepatitis_b": 0.3,
    "ddimer": 0.4, "bnp": 0.2, "troponin": 0.22, "heart_enzymes": 0.4, "hba1c": 0.2,
    "tumour_marker": 0.25, "thyroid_function": 0.22, "esr": 0.3, "procalcitonin": 0.2,
    "echo": 0.28, "vessel_us": 0.16, "holter": 0.06, "ct": 0.3, "ct_enhanced": 0.1,
    "mri": 0.14, "digital_film": 0.5, "film": 0.1,
}  # fmt: skip
"""Chance of the usual tests at admission."""

NO_INFUSION = ("F20.9", "F32.9", "P59.9", "O80", "I69.3", "H40.9", "Z94.0")
"""Illnesses whose wards seldom infuse: their daily basket is their own, and the fixed items."""

OPERATION_DAY = {
    "suture": 0.7, "antibacterial_suture": 0.5, "hemostat": 0.6, "drain": 0.45, "gauze": 0.8,
    "wound_foam": 0.4, "albumin": 0.15, "cefoperazone": 0.3,
    "urinary_catheter": 0.45, "catheterisation": 0.45,
    "catheter": 0.6, "lidocaine": 0.5,
}  # fmt: skip
"""Chance of what comes with an operation in a theatre."""

ANAESTHESIA_DAY = {
    "anaesthesia_kit": 0.8, "anaesthesia_monitor": 0.95, "propofol": 0.9, "remifentanil": 0.8,
    "ropivacaine": 0.4, "pain_pump": 0.6, "flurbiprofen": 0.6, "crossmatch": 0.2,
    "anaesthesia_nerve": 0.2, "frozen_section": 0.15, "stapler": 0.12, "trocar": 0.2,
}  # fmt: skip
"""Chance of what comes with a general or spinal anaesthesia."""

OPERATED_IN_SMALL_HOUSES = 0.15
"""How much less often small houses operate."""

WARD_UNITS = (4.3, 3.8, 3.2, 1.0, 1.0, 1.0, 4.3)
"""Mean units of an injectable drug a day by kind of institution."""

SEVERITY, MORE_OFTEN = 0.5, 0.6
"""Spread of the severity of stays (of its logarithm): units grow with it, and with a power of it
how often something is charged."""

DEAR = 100.0
"""Yuan from which an injectable drug is given once a day."""

DISPENSED_DAYS, AT_DISCHARGE, DISCHARGE_DAYS = 3, 0.45, 7
"""Days of tablets dispensed in a ward at a time; chance and days of a discharge supply."""

COURSE_DAYS, AFTER_COURSE = 7, 0.55
"""An infusion course lasts a week; afterwards its pieces are that much rarer."""


WEEKEND_TESTS, SATURDAY_THERAPY = 0.35, 0.5
"""Share of tests made on weekends, and of therapy on Saturdays; on Sundays there is none."""

SCALES = {
    "03": (1.5, 1.2, 0.6, 0.12, 0.0, 0.0, 1.6),
    "04": (1.45, 1.2, 0.8, 0.25, 0.04, 0.0, 1.5),
    "05": (1.0, 1.0, 0.9, 0.9, 0.0, 0.0, 1.0),
    "08": (1.3, 1.0, 0.7, 1.0, 1.0, 1.0, 1.3),
    "09": (1.2, 1.05, 0.95, 1.0, 1.0, 1.0, 1.2),
    "11": (1.2, 1.05, 0.95, 1.0, 1.0, 1.0, 1.2),
}
"""How readily each kind of institution tests (03, 04), treats (05), uses materials and drugs."""
