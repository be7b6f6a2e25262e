"""A notice that takes back what an answer shows goes before it, also where it has no name of the question. English.

"We said that the closures would save £40,000. The figure is £14,000": of which closures, only the other article says.
"""

from collections.abc import Sequence
from dataclasses import replace

from rag.answers.corrections import is_notice, tells_mistake
from rag.answers.sentence import Chosen, Sentence, articles_of, sentences_in
from rag.evidence.gather import Evidence, plain_words
from rag.text.words import content_words

SHARED = 2
"""Words besides the value that a notice and the sentence which it takes back have in common."""


def corrected(chosen: Chosen, evidence: Sequence[Evidence]) -> Chosen:
    """The choice, led by what takes one of its sentences back; then nothing is left as the short answer."""
    notices = [one for one in articles_of(evidence) if is_notice(one.article)]
    told = [one for notice in notices for one in sentences_in(notice) if tells_mistake(one)]
    mistake = next((one for one in told if any(_takes_back(one, each) for each in chosen.sentences)), None)
    if mistake is None:
        return chosen
    rest = (one for one in chosen.sentences if one.place != mistake.place)
    return replace(chosen, sentences=(mistake, *rest), short=None)


def _takes_back(mistake: Sentence, one: Sentence) -> bool:
    """Whether it says that the value of the sentence was wrong: a later notice with the value and words beside it."""
    days = mistake.article.published_day, one.article.published_day
    earlier = days[0] and days[1] and days[0] < days[1]
    value = plain_words(one.answer)
    if earlier or mistake.article.id == one.article.id or not value:
        return False
    repeated = f" {value} " in f" {plain_words(mistake.text)} "
    return repeated and len(_beside(mistake.text, value) & _beside(one.text, value)) >= SHARED


def _beside(text: str, value: str) -> set[str]:
    """The stems of its words that are neither common nor of the value."""
    return {word.stem for word in content_words(text) if not word.common and word.written.casefold() not in value}
