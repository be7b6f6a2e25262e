"""The weights of the offline reader's logistic model, as `scripts/train_reader.py` prints them.

Trained on RealTimeQA 2024 and SQuAD 2.0 dev (see BENCHMARKS.md); nothing of RealTimeQA 2022 or the sample set.
"""

import numpy as np

INTERCEPT = -7.0
WEIGHTS = np.array([2.5, 1.0, 2.0, 4.0, -2.5, 1.0, 0.5, 0.5, -0.5, 0.5, -1.5, 0.2])  # in the order of evidence.FEATURES

# Below this probability of its best sentence, a question is refused.
THRESHOLD = 0.35
