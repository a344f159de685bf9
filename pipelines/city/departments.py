"""The clinical departments of the city, by their national codes (诊疗科目)."""

GENERAL, INTERNAL, SURGERY, MATERNITY, CHILDREN = "02", "03", "04", "05", "07"
EYES, TEETH, CANCER, REHABILITATION, TCM = "10", "12", "19", "21", "50"
PSYCHIATRY = "15"

DEPARTMENTS = (
    GENERAL, INTERNAL, SURGERY, MATERNITY, CHILDREN, EYES, TEETH, CANCER, REHABILITATION, TCM,
    PSYCHIATRY,
)  # fmt: skip
"""Every department; doctors and conditions point to it by place."""
