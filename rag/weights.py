"""The weights of the offline reader's logistic model, as `scripts/train_reader.py` prints them.

Trained on RealTimeQA 2024, SQuAD 2.0 dev and NewsQA (see BENCHMARKS.md); nothing of RealTimeQA 2022, of the sample set
or of the two real articles was used.
"""

import numpy as np

INTERCEPT = -5.927
WEIGHTS = np.array([1.499, 0.82, 0.822, -0.089, 3.791, -0.969, 0.411, -0.777, 0.713, -0.227, -2.436, 0.564])

# Below this probability of its best sentence, a question is refused. In cross-validation, with as many questions that
# nothing answers as others, it answers .76 of these and refuses .69 of those.
THRESHOLD = 0.25
