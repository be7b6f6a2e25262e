"""Who says what in news text: quotations, reported speech and interviews with their speakers. English.

None where the text does not say so plainly: a wrong speaker is worse than none.
"""

from index.speakers.attribute import RULES, Attribution, attributions
from index.speakers.sentence import attributed, speaker_at, tells
from index.speakers.turns import turn_label

__all__ = ["RULES", "Attribution", "attributed", "attributions", "speaker_at", "tells", "turn_label"]
