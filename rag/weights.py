"""The weights of the offline reader's logistic model, as `scripts/train_reader.py` prints them.

Trained on RealTimeQA 2024 and SQuAD 2.0 dev (see BENCHMARKS.md); nothing of RealTimeQA 2022 or the sample set.
"""

import numpy as np

INTERCEPT = -6.147
WEIGHTS = np.array([0.948, 0.833, 0.844, 0.557, 1.415, 2.57, -1.124, 0.37, -0.828, 0.722, -0.331, -3.239, 0.593])

# Below this probability of its best sentence, a question is refused.
THRESHOLD = 0.25
