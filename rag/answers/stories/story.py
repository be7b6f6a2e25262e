"""The sentences of the story that a question is about: those of its likeliest articles, the more central the earlier.

Central is what many others say as well: the mean cosine of a sentence's words, weighed by rarity, with those of all
others (LexRank's degree centrality, Erkan and Radev 2004); a lead tells a story more often than any other sentence.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from math import log, sqrt

from index.datatypes import Passage
from index.speakers import turn_label
from rag.answers.corrections import is_note, tells_mistake
from rag.answers.sentence import Sentence, is_prose, sentences_in, told_by
from rag.answers.stories.story_articles import OF_IT, asked_of, is_headed, passages_of, share_of
from rag.answers.stories.things import is_of_it, leads_with_it
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.words import content_words

ARTICLES = 8
"""Articles of a story that are read."""
COMPARED = 160
"""Sentences compared with each other."""
LEADS = 2
"""Sentences at the head of an article that are leads, and how much more central that makes them."""
LEAD = 0.5
ASKED = 0.8
"""What a sentence that has all the question's words counts, in shares of the most central one."""

_QUOTED = re.compile(r"[\"“«][^\"“”«»]*[\"”»]")
# "A spokesperson did not return calls": nothing has happened.
_SILENT = re.compile(
    r"\b(?:declined|refused)\s+to\s+(?:comment|say\s+more)|\b(?:did|do|does|have|has|had)\s*(?:not|n['’]t)\s+(?:immediately\s+)?"
    r"(?:respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?\s+(?:questions|calls)|return(?:ed)?\s+(?:\w+\s+)?(?:calls?|messages?))|"
    r"\bcould\s+not\s+(?:immediately\s+)?be\s+reached",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")

Weights = Mapping[str, float]


def story_of(query: Query, evidence: Sequence[Evidence], threshold: float) -> list[Sentence]:
    """The sentences of the story's articles, best first."""
    passages = passages_of(query, evidence, threshold)[:ARTICLES]
    by_article = [list(_of_it(query, passage)) for passage in passages]
    leads = {one.place for sentences in by_article for one in sentences[:LEADS]}
    sentences = [one for found in by_article for one in found[: COMPARED // max(1, len(passages))]]
    central = centrality([one.text for one in sentences])
    most = max(central, default=0.0) or 1.0
    asked = asked_of(query)
    scores = {
        one.place: value / most + LEAD * (one.place in leads) + ASKED * coverage(asked, one.text)
        for one, value in zip(sentences, central, strict=True)
    }
    return sorted(sentences, key=lambda one: (-round(scores[one.place], 9), *one.place))


def _of_it(query: Query, passage: Passage) -> Iterator[Sentence]:
    """The sentences that tell of the story: of an article that is headed otherwise those that have what is asked."""
    asked = asked_of(query)
    lead = next((one.text for one in sentences_in(passage) if is_prose(one.text)), "")
    headed = is_headed(query, passage) and leads_with_it(query, passage.article.title, lead)
    for one in sentences_in(passage):
        if (headed or (share_of(query, asked, one.text) >= OF_IT and is_of_it(query, one.text))) and _tells(one):
            yield one


def _tells(sentence: Sentence) -> bool:
    """Whether the outlet tells it, be it of what somebody said: no bare quotation or opinion, and no mistake."""
    if tells_mistake(sentence) or is_note(sentence.text) or _FIRST_PERSON.search(_QUOTED.sub(" ", sentence.text)):
        return False
    speaker = told_by(sentence)
    named = speaker is None or (speaker.split()[-1] in sentence.text and not turn_label(sentence.text))
    return is_prose(sentence.text) and named and not _SILENT.search(sentence.text)


def centrality(texts: Sequence[str]) -> list[float]:
    """For each text its mean cosine with the others, 0 to 1."""
    vectors = _vectors(texts)
    together: dict[str, float] = {}
    for vector in vectors:
        for stem, weight in vector.items():
            together[stem] = together.get(stem, 0.0) + weight
    alike = (sum(weight * together[stem] for stem, weight in vector.items()) for vector in vectors)
    return [max(value - 1.0, 0.0) / max(1, len(texts) - 1) for value in alike]  # each is like itself: 1


def _vectors(texts: Sequence[str]) -> list[Weights]:
    """Each text's words, weighed by how few of the texts have them, as a vector of length 1."""
    counted = [Counter(word.stem for word in content_words(text)) for text in texts]
    having = Counter(stem for counts in counted for stem in counts)
    found: list[Weights] = []
    for counts in counted:
        weights = {stem: count * log(1 + len(texts) / having[stem]) for stem, count in counts.items()}
        length = sqrt(sum(value * value for value in weights.values())) or 1.0
        found.append({stem: value / length for stem, value in weights.items()})
    return found


def coverage(asked: Set[str], text: str) -> float:
    """The share (0 to 1) of the stems that the text has."""
    own = {word.stem for word in content_words(text)}
    return len(asked & own) / len(asked) if asked else 0.0
