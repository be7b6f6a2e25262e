"""The weights of the offline reader's logistic model, as `scripts/weigh_evidence.py` prints them.

Fitted on half of RealTimeQA 2024's questions and on written questions about articles held out (BENCHMARKS.md), the
last three on what these become when one thing of them is swapped; nothing of RealTimeQA 2022, of the sample set or of
the two real articles was used.
"""

import numpy as np

INTERCEPT = -3.324
WEIGHTS = np.array([0.622, -1.06, 0.788, 0.132, -0.004, 0.076, 0.392, 0.169, -0.409, -2.999, -2.771, -1.749])

ACCEPTED_WRONG = 0.22
"""Where the shares that are decided rightly of both kinds add up to most: .84 and .78 (0.05: .42 and .95)."""

# This share of the questions that nothing answers has a best sentence above this probability (cross-validation).
_THRESHOLDS = {
    0.0: 1.0, 0.01: 0.675, 0.02: 0.608, 0.05: 0.496, 0.1: 0.38, 0.15: 0.283, 0.2: 0.218, 0.25: 0.166, 0.3: 0.132,
    0.4: 0.086, 0.5: 0.06, 1.0: 0.0,
}  # fmt: skip


def threshold(accepted_wrong: float) -> float:
    """The probability below which a question is refused, if this share of what nothing answers may be answered."""
    return float(np.interp(accepted_wrong, list(_THRESHOLDS), list(_THRESHOLDS.values())))
