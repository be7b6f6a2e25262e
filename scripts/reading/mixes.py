"""Which examples come together in a round of training, as lines of the files that `examples.save` writes."""

import json
import random
from collections.abc import Sequence

FIRST, NEXT = 12_000, 6_000  # clozes of the first round, and of the second
SQUAD = 4_500  # questions of SQuAD in the last round


def with_sentences(examples: Sequence[str], sentences: Sequence[str], clozes: Sequence[str]) -> list[str]:
    """The second round's: all examples, NewsQA's twice, what the reader has labelled, and clozes it has not seen."""
    newsqa = [line for line in examples if source_of(line) == "newsqa"]
    found = [*examples, *sentences, *clozes[FIRST : FIRST + NEXT], *newsqa]
    return random.Random(5).sample(found, len(found))


def with_written(examples: Sequence[str], written: Sequence[str]) -> list[str]:
    """The last round's: nothing made by machine, the written questions, and less of SQuAD, which is no news."""
    rng = random.Random(4)
    squad = [line for line in examples if source_of(line) == "squad"]
    rest = [line for line in examples if source_of(line) != "squad"]
    found = [*rest, *rng.sample(squad, min(SQUAD, len(squad))), *written]
    return rng.sample(found, len(found))


def source_of(line: str) -> str:
    """What an example is from."""
    return str(json.loads(line)["source"])
