"""Which examples come together in a round of training, as lines of the files that `examples.save` writes."""

import json
import random
from collections.abc import Mapping, Sequence

FIRST, NEXT = 12_000, 6_000  # clozes of the first round, and of the second
SQUAD = 4_500  # questions of SQuAD in the third round
SQUAD_LAST, NQ_LAST = 1_000, 600  # and of SQuAD and Natural Questions in the fourth
SWAPPED = {"number": 500, "date": 1_000, "name": 700, "opposite": 1_000, "negation": 900}  # and of questions swapped


def with_sentences(examples: Sequence[str], sentences: Sequence[str], clozes: Sequence[str]) -> list[str]:
    """The second round's: all examples, NewsQA's twice, what the reader has labelled, and clozes it has not seen."""
    newsqa = [line for line in examples if source_of(line) == "newsqa"]
    found = [*examples, *sentences, *clozes[FIRST : FIRST + NEXT], *newsqa]
    return random.Random(5).sample(found, len(found))


def with_written(examples: Sequence[str], written: Sequence[str]) -> list[str]:
    """The third round's: nothing made by machine, the written questions, and less of SQuAD, which is no news."""
    rng = random.Random(4)
    found = [*_at_most(examples, {"squad": SQUAD}, rng), *written]
    return rng.sample(found, len(found))


def with_twins(examples: Sequence[str], written: Sequence[str], swapped: Sequence[str]) -> list[str]:
    """The fourth round's: all written questions once, and many that one thing keeps from having an answer."""
    rng = random.Random(6)
    of_people = _at_most(examples, {"squad": SQUAD_LAST, "nq": NQ_LAST}, rng)
    made = _at_most(swapped, {f"swapped-{how}": number for how, number in SWAPPED.items()}, rng)
    found = [
        *of_people,
        *(line.replace('"source": "written"', '"source": "written-once"', 1) for line in written),
        *made,
    ]
    return rng.sample(found, len(found))


def _at_most(lines: Sequence[str], numbers: Mapping[str, int], rng: random.Random) -> list[str]:
    """The lines, but of these sources only so many."""
    found = [line for line in lines if source_of(line) not in numbers]
    for source, number in numbers.items():
        own = [line for line in lines if source_of(line) == source]
        found += rng.sample(own, min(number, len(own)))
    return found


def source_of(line: str) -> str:
    """What an example is from."""
    return str(json.loads(line)["source"])
