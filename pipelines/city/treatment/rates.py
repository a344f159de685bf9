"""How often what is charged: the numbers with which the city is calibrated (A.12).

All tables of chances of the treatment stand here; `calibration` measures what they lead to.
"""

TESTED, TREATED, GIVEN, PRESCRIBED = 0.62, 0.3, 0.85, 0.85
"""Chance of an illness's own tests, therapies, injections and tablets at a visit."""

LONG_PACK, LONG_SUPPLY = 28, 0.3
"""Packs for a month come from the refill; at a visit they are charged that much less often."""

VISIT_PACKS = 0.3
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

REFILL_TESTED, REFILLED = 0.3, 0.96
MONTH = 30
"""Days of supply of a special drug; other refills follow `supply`."""

SESSION = {
    "dialysis": 0.86, "haemodiafiltration": 0.1, "haemofiltration": 0.04, "dialyser": 0.96,
    "dialysis_lines": 1.0, "fistula_needle": 1.0, "heparin": 0.9, "saline": 1.0,
    "erythropoietin": 0.75, "iron_sucrose": 0.15, "paricalcitol": 0.1, "renal": 0.08,
    "cbc": 0.08, "electrolytes": 0.08, "sevelamer": 0.06, "roxadustat": 0.05,
    "kidney_granules": 0.05, "ketoacids": 0.05,
}  # fmt: skip
"""Chance of what one of three dialysis sessions a week brings."""

SESSIONS = {"N18.5": SESSION}
"""Chronic illnesses whose visits are sessions, not refills."""

BOUGHT = 0.62
SHOP_COMMON = {
    "cold_tablets": 0.14, "lianhua": 0.1, "isatis": 0.08, "cold_granules": 0.08,
    "ibuprofen": 0.1, "pain_plaster": 0.1, "patchouli": 0.05, "vitamins": 0.12,
    "calcium": 0.1, "smectite": 0.06, "loratadine": 0.05, "rehmannia": 0.08,
    "stomach_granules": 0.08, "artificial_tears": 0.05, "quick_heart": 0.08, "danshen": 0.08,
    "donkey_gelatin": 0.012, "ginseng": 0.012,
}  # fmt: skip
"""Chance of what is bought at a pharmacy, whatever the illness."""

SHOP_LONG_SUPPLY = 0.75
SHOP_PACKS = 0.3
"""Chance of each of two further packs of a purchase."""

WITHOUT_PRESCRIPTION = 0.03
"""Share of prescription drugs sold without the number of a prescription."""

WARD_FIXED = {"bed": 1.0, "ward_round": 1.0, "nursing_2": 0.85, "nursing_1": 0.15}
"""Chance of what every stay day has, whatever the habit of the house."""

WARD_DAY = {
    "infusion": 0.9, "infusion_next": 0.6, "saline": 0.9, "dextrose": 0.7, "infusion_set": 0.9,
    "syringe": 0.85, "catheter": 0.26, "gauze": 0.4, "injection": 0.6, "oxygen": 0.35,
    "oxygen_tube": 0.12, "nebuliser": 0.22, "monitor": 0.25, "electrodes": 0.15,
    "dressing": 0.22, "pantoprazole": 0.35, "ambroxol": 0.25, "thymalfasin": 0.12,
    "ceftriaxone": 0.3, "levofloxacin": 0.18, "stasis_injection": 0.25, "salvia_injection": 0.15,
    "potassium": 0.3, "vitamin_c_inj": 0.4, "ringer": 0.3, "glucose": 0.5, "test_strip": 0.4,
    "heparin": 0.15, "nursing_mouth": 0.1, "infusion_pump": 0.08,
    "cbc": 0.14, "crp": 0.14, "renal": 0.12, "liver": 0.1, "electrolytes": 0.18, "urine": 0.08,
    "coagulation": 0.06, "ecg": 0.1, "ct": 0.03, "xray": 0.04, "ultrasound": 0.05, "film": 0.02,
    "digital_film": 0.06,
}  # fmt: skip
"""Chance of what every stay day brings, whatever the illness."""

IN_WARD = 0.85
ADMISSION_TESTED = 0.85
ADMISSION = {
    "cbc": 0.95, "urine": 0.85, "stool": 0.7, "liver": 0.9, "renal": 0.9, "electrolytes": 0.8,
    "coagulation": 0.7, "lipids": 0.6, "glucose": 0.7, "crp": 0.5, "ecg": 0.9, "xray": 0.6,
    "ultrasound": 0.5, "infection_screen": 0.5, "blood_type": 0.3, "hepatitis_b": 0.3,
    "ddimer": 0.25, "bnp": 0.12, "tumour_marker": 0.12, "thyroid_function": 0.1, "echo": 0.15,
    "ct": 0.2, "digital_film": 0.4, "film": 0.1,
}  # fmt: skip
"""Chance of the usual tests at admission."""

NO_INFUSION = ("F20.9", "F32.9", "P59.9", "O80", "I69.3", "H40.9", "Z94.0")
"""Illnesses whose wards seldom infuse: their daily basket is their own, and the fixed items."""

OPERATION_DAY = {
    "suture": 0.7, "antibacterial_suture": 0.35, "hemostat": 0.35, "drain": 0.35, "gauze": 0.8, "urinary_catheter": 0.45, "catheterisation": 0.45,
    "catheter": 0.6, "lidocaine": 0.5,
}  # fmt: skip
"""Chance of what comes with an operation in a theatre."""

ANAESTHESIA_DAY = {
    "anaesthesia_kit": 0.8, "anaesthesia_monitor": 0.95, "propofol": 0.9, "remifentanil": 0.8,
    "ropivacaine": 0.3, "pain_pump": 0.3, "flurbiprofen": 0.4, "crossmatch": 0.15,
}  # fmt: skip
"""Chance of what comes with a general or spinal anaesthesia."""

OPERATED_IN_SMALL_HOUSES = 0.15
"""How much less often small houses operate."""

WARD_UNITS = (5.0, 3.8, 2.6, 1.0, 1.0, 1.0, 5.0)
"""Mean units of an injectable drug a day by kind of institution."""

DEAR = 100.0
"""Yuan from which an injectable drug is given once a day."""

DISPENSED_DAYS, AT_DISCHARGE, DISCHARGE_DAYS = 3, 0.45, 7
"""Days of tablets dispensed in a ward at a time; chance and days of a discharge supply."""

COURSE_DAYS, AFTER_COURSE = 7, 0.55
"""An infusion course lasts a week; afterwards its pieces are that much rarer."""


WEEKEND_TESTS, SATURDAY_THERAPY = 0.35, 0.5
"""Share of tests made on weekends, and of therapy on Saturdays; on Sundays there is none."""

SCALES = {
    "03": (1.35, 1.15, 0.6, 0.12, 0.0, 0.0, 1.5),
    "04": (1.35, 1.2, 0.8, 0.25, 0.04, 0.0, 1.5),
    "05": (1.0, 1.0, 0.9, 0.9, 0.0, 0.0, 1.0),
}
"""How readily each kind of institution tests (03, 04) and treats (05)."""
