"""What an answer must not show alone: a notice of what was wrong before, or a turn of an interview of a word or two.

Nor what answers an interviewer whose words it leaves out: "Gazette: Will you run again?" goes before "Lind: No."
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.sentences import sentence_spans
from index.speakers import turn_label
from rag.answers.corrections import puts_right, tells_mistake
from rag.answers.sentence import Chosen, Sentence, sentences_in
from rag.evidence.turn_questions import question_before
from rag.text.words import content_words, stems, words

FEW = 3
"""Words of a turn without its label, from which on it says something by itself."""
BRIEF = 200
"""Characters of a turn up to which it is shown whole after its question, and of a question that is shown whole."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """What answers an interviewer, and the question before it."""

    question: Sentence
    answer: Sentence


def with_context(chosen: Chosen, question: str) -> Chosen:
    """The choice with the sentence after each notice of a mistake, and without bare turns beside other sentences.

    A sentence that answers an interviewer stands behind the interviewer's question where `question` has words of it
    that the sentence lacks.
    """
    turns = {one.place: turn for one in chosen.sentences if (turn := _turn(one, question))}
    kept = [one for one in chosen.sentences if one.place in turns or not _is_bare_turn(one)] or chosen.sentences[:1]
    said = [turns[one.place].answer if one.place in turns else one for one in kept]
    asked = {turn.answer.place: turn.question for turn in turns.values()}
    shown = tuple(_continued(said, asked))
    return Chosen(shown, chosen.short if _has(shown, chosen.short) else None, chosen.notes)


def _turn(one: Sentence, question: str) -> _Turn | None:
    """The sentence, or all of its turn where that is brief, with the interviewer's question; None where not needed."""
    text = one.article.text
    line = text[text.rfind("\n", 0, one.start) + 1 :].partition("\n")[0]
    start = text.rfind("\n", 0, one.start) + 1 + len(line) - len(line.lstrip())
    asked = question_before(text, start)
    if asked is None or not _stems_of(question) & stems(text[slice(*asked)]) - stems(one.text):
        return None
    first, last = asked if asked[1] - asked[0] <= BRIEF else _last_sentence(text, asked)
    answer = replace(one, start=start, end=start + len(line.strip())) if len(line) <= BRIEF else one
    return _Turn(Sentence(one.passage, first, last, turn_label(text[asked[0] :])), answer)


def _last_sentence(text: str, within: tuple[int, int]) -> tuple[int, int]:
    start, end = sentence_spans(text[slice(*within)])[-1]
    return within[0] + start, within[0] + end


def _stems_of(question: str) -> set[str]:
    return {word.stem for word in content_words(question)}


def _has(said: Sequence[Sentence], short: str | None) -> bool:
    """Whether a sentence that is shown has the short answer, and not as a mistake; "Yes" and "No" are our words."""
    told = short or ""
    right = (told in one.text and (not tells_mistake(one) or puts_right(one.text, told)) for one in said)
    return short in ("Yes", "No") or any(right)


def _continued(sentences: Sequence[Sentence], asked: Mapping[tuple[str, int], Sentence]) -> Iterator[Sentence]:
    """The sentences, each once, with what stands before or after them."""
    shown: set[tuple[str, int]] = set()
    ahead = {one.place for one in sentences}
    for one in sentences:
        following = _next(one) if tells_mistake(one) else None
        with_it = (asked.get(one.place), one, following if following and following.place not in ahead else None)
        for each in with_it:
            if each and each.place not in shown:
                shown.add(each.place)
                yield each


def _next(sentence: Sentence) -> Sentence | None:
    return next((one for one in sentences_in(sentence.passage) if one.start >= sentence.end), None)


def _is_bare_turn(sentence: Sentence) -> bool:
    label = turn_label(sentence.text)
    return bool(label) and len(words(sentence.text)) - len(words(str(label))) < FEW
