"""What somebody said, in their own words first and never in somebody else's; and who it was that said something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.datatypes import Passage
from index.sentences import sentence_spans
from index.speakers import Attribution, tells
from index.speakers.cues import ALWAYS_VERBS, FORMS, MAY_STAND_FIRST
from index.speakers.people import is_body
from rag.answers.claims import who_claims
from rag.answers.order import readable
from rag.answers.persons import is_person, possible_persons
from rag.answers.plain import plain
from rag.answers.sentence import NEARLY, Chosen, Sentence, distinct, sentence_of, sentences_in
from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.evidence.heard import heard
from rag.evidence.roles import holders
from rag.questions.said import Said, asked_saying, asked_words
from rag.text.words import Word, words

MOST = 4
LEAST = 20
"""Characters of a sentence that must be somebody's words for it to count as theirs."""
ENOUGH = 0.6
"""Share of what was said that a statement must have for its speaker to be the answer."""
HEAD = 300
"""Characters of an article that tell what it is about, besides its headline."""
_RATED, _AROUND, _ABOVE, _DIRECT = 0.5, 0.5, 0.25, 0.1
"""What the reader's probability, the topic in the sentences around, all of it in the article's headline and first
sentences, and quotation marks count beside the topic in the words themselves."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that holds a statement, and how well that answers."""

    sentence: Sentence
    statement: Attribution
    about: float
    """The share of the topic in the words said, or less where it stands around them or in the headline alone."""
    value: float


def said(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The asked person's words about the topic, direct ones first; without any, what nobody else says of it.

    Empty, with the reason as its note, where others alone speak.
    """
    asked = asked_words(query)
    if asked is None:
        return plain(query, evidence, threshold)
    found = sorted(_spoken(asked, evidence), key=lambda one: (-one.value, one.sentence.place))
    if not found or (asked.topic and not found[0].about and found[0].sentence.rating < threshold):
        return _unspoken(query, asked, evidence, threshold)
    near = [one for one in found if one.value >= NEARLY * found[0].value]
    places = {one.place for one in distinct((one.sentence for one in near), MOST)}
    kept = [one for one in near if one.sentence.place in places]
    direct = [one.sentence for one in kept if one.statement.direct]
    return Chosen((*readable(direct), *readable([one.sentence for one in kept if not one.statement.direct])))


def who_said(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """Who said what the question repeats, as its short answer; the plain form where nobody with a name did."""
    asked = asked_saying(query)
    found = list(_spoken(asked, evidence, named=True)) if asked else []
    if asked and (exact := [one for one in found if asked.has(one.statement.content)]):
        return _speakers_of(exact)
    if claimed := who_claims(query, evidence, threshold):
        return claimed
    best = min(found, key=lambda one: (-one.value, one.sentence.place), default=None)
    if asked is None or best is None or asked.share(best.statement.content) < ENOUGH:
        return plain(query, evidence, threshold)
    shown = _speakers_of([best])
    return shown if shown.short else plain(query, evidence, threshold)


def _speakers_of(found: Sequence[Spoken]) -> Chosen:
    """The best of these of each speaker, and who it is where that is one: "Lee" may be the "Ann Lee" of another."""
    best: list[Spoken] = []
    for one in sorted(found, key=lambda one: (-one.value, one.sentence.place)):
        names = [set((each.statement.speaker or "").split()) for each in (one, *best)]
        if not any(names[0] <= other or other <= names[0] for other in names[1:]):
            best.append(one)
    named = [_naming(one, one.statement.speaker or "") for one in best[:MOST]]
    short = _shown(best[0], named[0]) if len(best) == 1 else None
    return Chosen(tuple(dict.fromkeys(sentence for naming in named for sentence in naming)), short)


def _shown(one: Spoken, naming: Sequence[Sentence]) -> str | None:
    """The speaker's name as these sentences have it."""
    names = (one.statement.speaker or "", _written(one))
    return next((name for name in names if name and any(name in each.text for each in naming)), None)


def is_said(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether somebody says all of what was said, or the asked person says something that has all words of the topic.

    Also what the person says in an article that is headed with all of them.
    """
    asked, saying = asked_words(query), asked_saying(query)
    wanted = asked or saying
    if wanted is None or not (wanted.topic or wanted.quoted):
        return False
    found = _spoken(wanted, evidence, named=asked is None)
    return any(_says(wanted, one.statement) or (asked and _heads(wanted, one.sentence)) for one in found)


def _says(wanted: Said, statement: Attribution) -> bool:
    """Whether a statement has all of what was said."""
    return wanted.share(statement.content) == 1.0 or wanted.has(statement.content)


def _spoken(asked: Said, evidence: Sequence[Evidence], *, named: bool = False) -> Iterator[Spoken]:
    """The sentences with words of the person, or of anybody who is `named`, each with its best statement."""
    rated = {(one.passage.article.id, one.start): one for one in evidence}
    for passage in {(one.passage.article.id, one.passage.start): one.passage for one in evidence}.values():
        text, before = passage.article.text, passage.article.title
        own = [one for one in _within(passage) if (_is_name(one) if named else asked.is_by(one, text))]
        for start, end in sentence_spans(passage.text) if own else ():
            sentence = Sentence(passage, passage.start + start, passage.start + end)
            known = rated.get(sentence.place)
            one = sentence_of(known) if known else sentence
            statements = [each for each in own if _is_told(each, one) or _is_quoted(asked, each, one)]
            if statements:
                yield max((_valued(asked, one, each, before) for each in statements), key=lambda found: found.value)
            before = text[one.start : one.end]


def _within(passage: Passage) -> Iterator[Attribution]:
    """The statements of the article that reach into the passage."""
    return (one for one in heard(passage.article.text) if one.start < passage.end and passage.start < one.end)


def _valued(asked: Said, sentence: Sentence, statement: Attribution, before: str) -> Spoken:
    told = sentence.article.text[max(sentence.start, statement.start) : min(sentence.end, statement.end)]
    around = asked.share(f"{before} {sentence.text}")
    own = 1.0 if asked.has(statement.content) else asked.share(told)
    about = max(own, _AROUND * around, _ABOVE * _heads(asked, sentence))
    value = about + _RATED * sentence.rating + _DIRECT * statement.direct
    return Spoken(replace(sentence, speaker=statement.speaker), statement, about, value)


def _unspoken(query: Query, asked: Said, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """What the outlets themselves tell of what was said; of a person never what others say, nor mere deeds."""
    own = [one for one in evidence if one.probability >= threshold and _may_tell(asked, one)]
    if own:
        return plain(query, own, threshold)
    return Chosen((), notes=(f"No article of this archive quotes {asked.written} on this.",))


def _may_tell(asked: Said, one: Evidence) -> bool:
    """Whether a sentence without known words of theirs may tell of some: "Lind did not attend" does not."""
    person = asked.office is not None or _is_person(asked.names[0], one.passage.article.text)
    return not _is_others(asked, one) and (not person or any(map(_is_speech, words(one.text))))


def _is_speech(word: Word) -> bool:
    return FORMS.get(word.written.casefold(), ("",))[0] in ALWAYS_VERBS | MAY_STAND_FIRST


def _is_others(asked: Said, one: Evidence) -> bool:
    """Whether a sentence is what somebody else says; of a body ("Estmark") its officials speak."""
    sentence, text = sentence_of(one), one.passage.article.text
    statements = [each for each in heard(text) if _is_told(each, sentence)]
    if not statements or any(asked.is_by(each, text) for each in statements):
        return False
    name = asked.names[0]
    person = (
        (" " in name and not is_body(name))
        or is_person(name, text)
        or bool(asked.office and holders(asked.office, text))
    )
    return person or name.casefold() not in one.text.casefold()


def _is_person(name: str, text: str) -> bool:
    full = " " in name and not is_body(name) and bool(possible_persons(name))
    return full or is_person(name, text)


def _heads(asked: Said, sentence: Sentence) -> bool:
    """Whether the article begins with all of the topic."""
    return asked.share(f"{sentence.article.title}\n{sentence.article.text[:HEAD]}") == 1.0


def _naming(best: Spoken, speaker: str) -> tuple[Sentence, ...]:
    """The sentence, and before it the nearest one that names its speaker where it does not."""
    sentence = best.sentence
    if any(name and name in sentence.text for name in (speaker, _written(best))):
        return (sentence,)
    ahead = [one for one in sentences_in(sentence.passage) if one.start < sentence.start and speaker in one.text]
    return (*ahead[-1:], sentence)


def _written(one: Spoken) -> str:
    """The speaker's name as it stands beside the statement; empty for a pronoun or another phrase."""
    start, end = one.statement.named_at or (0, 0)
    name = one.sentence.article.text[start:end]
    return name if name and set(name.split()) <= set((one.statement.speaker or "").split()) else ""


def _is_name(one: Attribution) -> bool:
    speaker = one.speaker or ""
    return speaker[:1].isupper() and speaker.split()[-1][0].isupper()


def _is_told(statement: Attribution, sentence: Sentence) -> bool:
    shared = _shared(statement, sentence)
    return shared >= min(LEAST, sentence.end - sentence.start) and (
        statement.direct or tells(sentence.article.text, statement, sentence.start, sentence.end)
    )


def _is_quoted(asked: Said, statement: Attribution, sentence: Sentence) -> bool:
    """Whether a statement has the words that the question quotes, however short the sentence's share of it is."""
    return asked.has(statement.content) and _shared(statement, sentence) > 0


def _shared(statement: Attribution, sentence: Sentence) -> int:
    return min(statement.end, sentence.end) - max(statement.start, sentence.start)
