"""The rules of the city's insurance, and the rates with which its payers are calibrated (A.12)."""

import numpy as np

IN_SCOPE = np.array([0.0, 1.0, 0.92, 0.0])
"""Share of an amount within the policy scope, by payment class (1 甲, 2 乙, 3 丙)."""

DEDUCTIBLE = np.array([80_000, 50_000, 20_000, 10_000, 10_000, 0, 150_000])
"""Deductible of the first stay of a year in fen, by kind of institution; later ones pay half."""

STAY_SHARE = {True: (0.8, 0.85, 0.9), False: (0.62, 0.72, 0.82)}
VISIT_SHARE = {True: (0.6, 0.7, 0.8), False: (0.5, 0.6, 0.7)}
CHRONIC_SHARE = {True: (0.82, 0.86, 0.9), False: (0.65, 0.7, 0.75)}
"""Share the fund pays at level 3, 2, and below: of employees (True) and residents (False)."""

BY_HAND = 0.9
"""What a claim brought to the agency on paper gets of the usual share."""

CAP = {True: 15_000_000, False: 10_000_000}
"""What the basic fund pays a person in a year at most, in fen."""

BEYOND_CAP = 0.85
"""Share of what lies beyond the cap that the large-amount fund pays, for employees."""

THRESHOLD, THRESHOLD_OF_THE_POOR = 500_000, 250_000
"""In-scope own payments of a year in fen, beyond which the large-amount fund (employees) or the
serious-illness insurance (residents) pays."""

BEYOND_THRESHOLD = 0.65

CIVIL_SERVANTS, OF_CIVIL_SERVANTS = 0.14, 0.7
EMPLOYERS_PLAN, OF_EMPLOYERS_PLAN = 0.1, 0.4
OF_THE_POOR = 0.8
"""Shares of employees who are civil servants, or whose employer has a supplementary plan, and
what is paid of their remaining in-scope part; medical assistance pays for the poor."""

SHARING_FAMILIES = 0.4
"""Share of households whose members may draw on one member's personal account."""

REFUNDED = 0.062
"""Share of settlements that are cancelled by a negative one soon after (A.9)."""

SETTLED_ANEW = 0.85
"""Share of the cancelled ones that are settled again on the same terms."""
