"""What else a sentence says in so many words, to be judged and never shown: names in full, the other voice.

"He was not charged" of Marek Dole, "The pool was closed" of the Harbour Pool, "Parliament passed the law": the law was
passed, "has yet to sign it": has not signed it, "the coin, which was found in a barn": it was found there. English;
unsure means the sentence as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rag.answers.deciding.ahead import at_place, it_in_full
from rag.answers.deciding.asides import without_asides
from rag.answers.deciding.claimed import claim_words
from rag.answers.deciding.clause import base_of
from rag.answers.deciding.halves import halves
from rag.answers.deciding.one_word import in_one_word
from rag.answers.deciding.wording import in_wording
from rag.answers.pronouns import antecedent
from rag.answers.sentence import Sentence
from rag.text.facts import base, fold
from rag.text.mentions import names
from rag.text.past import is_past, may_be_past
from rag.text.words import Word, words
from rag.times.written import written_dates

_DETERMINER = r"(?:(?:the|an?|its|their|his|her)\s+)"
# "Sold the museum a painting", "arrested the mayor of Orl's brother": another thing was sold, another arrested.
_NOT_OF_IT = rf"(?!\s+(?:{_DETERMINER}|of\s+(?:[\w-]+\s+){{0,2}}[\w-]+['’]s\b))"
_PARTS = re.compile(r"[,;:–—]|\b(?:who|which|that|when|while|where|after|before|because|although|and)\s")
_PARTICLE = r"(\s+(?:off|up|down|out|back|over)\b|)"
_PRONOUN = re.compile(r"^(?:He|She)\b")
_EVENT = re.compile(r"(?:\s+(?:in|during|after|at)\s+the|(?<=\bdie)\s+of|(?<=\bexempt)\s+from\s+the)\s+([a-z]+)\W*$")
AHEAD = 200
"""Characters before a sentence in which the event is named that it tells of."""
_YET = re.compile(
    r"\b(?P<be>is|are|was|were|has|have|had)\s+(?:still\s+)?yet\s+to\s+(?P<passive>be\s+)?", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:(?P<did>did\s+not|didn['’]t)|(?:has|have|had)\s+(?:not|never)|(?:has|have|had)n['’]t|never)\s*$",
    re.IGNORECASE,
)
_BE = re.compile(r"^(?:is|are|was|were)$", re.IGNORECASE)
_WAS = r"\b(?:was|were|(?:has|have|had)\s+been)\s+(?P<not>(?:not|never)\s+)?"
# Before the verb these make it no plain deed of the one who is named there.
_NOT_PLAIN = re.compile(
    r"\b(?:no|not|nobody|none|neither|nor|never|few|hardly|nearly|almost|who|whom|whose|which|that|if|unless|whether|"
    r"but|to|will|would|may|might|can|could|shall|should|must|is|are|was|were|be|been|being|\w+n['’]t)\b",
    re.IGNORECASE,
)

# "The coin, which was found in a barn, will go on show": the clause beside a thing tells of that alone.
_PREPOSITION = r"(?:of|in|at|on|by|for|from|to|with|into|near|about|after|before|over|under|as|than|and|or)"
_PLAIN_WORD = rf"(?!{_PREPOSITION}\b|{_DETERMINER})[\w’'-]+"
_BESIDE_IT = re.compile(
    rf"(?<![\w’'-])(?P<what>{_DETERMINER}(?:{_PLAIN_WORD}\s+){{0,3}}{_PLAIN_WORD}|(?-i:[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){{0,4}})),"
    r"\s+(?:which|who)\s+(?P<told>[^,;:–—]+)",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(rf"\b{_PREPOSITION}\s+$", re.IGNORECASE)


def readings(claim: str, auxiliary: str, sentence: Sentence) -> Iterator[str]:
    """The sentence with its names in full, in the voice of the question that `auxiliary` opens; what it says aside."""
    text = _YET.sub(lambda match: f"{match['be']} not {match['passive'] or ''}", in_one_word(_in_full(claim, sentence)))
    text = in_wording(claim, at_place(claim, sentence, _at_event(claim, sentence, text)))
    passive = bool(_BE.match(auxiliary)) or bool(re.search(r"\bbeen\b", claim))
    plain = without_asides(claim, text, sentence.article.text)
    for one in dict.fromkeys((text, plain, *_told_beside(text), *_told_besides(plain), *halves(plain))):
        other = _passive(claim, one) if passive else _active(claim, one)
        yield from filter(None, (one, other))


def _told_beside(text: str) -> Iterator[str]:
    """What relative clauses say, as sentences of what they stand beside; beside "the roof of the barn" of neither."""
    for found in _BESIDE_IT.finditer(text):
        if not _OF_ANOTHER.search(text[: found.start()]) and not claim_words(text):
            yield f"{found['what'][:1].upper()}{found['what'][1:]} {found['told'].strip(' .')}."


def _told_besides(text: str) -> Iterator[str]:
    """The second of two deeds as a sentence of its own: of "Rovers came third and missed promotion" that they did."""
    told = words(text)
    first = next((at for at, word in enumerate(told) if is_past(word.written) and word.written.islower()), len(told))
    for one, other in pairwise(told[first + 1 :]):
        if is_past(one.written):
            return  # "found the man shot the guard and stole the van": it is the man who stole it
        if one.written == "and" and is_past(other.written) and not _PARTS.search(text[: one.start]):
            yield f"{text[: told[first].start]}{text[other.start :]}"
            return


def _at_event(claim: str, sentence: Sentence, text: str) -> str:
    """The text with the event at which the claim puts it, where the article has just told of that: "in the fire"."""
    event = _EVENT.search(claim)
    ahead = f"{sentence.article.title} {sentence.article.text[max(sentence.start - AHEAD, 0) : sentence.start]}"
    told = event and _has(event[1], ahead) and not _has(event[1], text) and not any(written_dates(text))
    return f"{text.rstrip(' .')}{event[0]}" if event and told else text


def _has(word: str, text: str) -> bool:
    return any(base_of(one) == base(fold(word)) for one in words(text))


def _in_full(claim: str, sentence: Sentence) -> str:
    """The sentence with the name that the claim has in place of "he", of its last word, or of "the pool"."""
    text = it_in_full(sentence) or sentence.text
    person = antecedent(sentence) if _PRONOUN.match(text) else None
    text = f"{person}{text[3 if text.startswith('She') else 2 :]}" if person else text
    for name in names(claim):
        if " " in name.text and name.text not in text and _is_only(name.text, sentence):
            text = _named(name.text, text)
    return text


def _named(name: str, text: str) -> str:
    last = name.rsplit(maxsplit=1)[-1]
    short = rf"(?<![\w’'-])(?:the\s+{re.escape(last.casefold())}|(?<![A-Z])(?-i:{re.escape(last)}))(?![\w-])"
    found = re.search(short, text, re.IGNORECASE)
    if not found or re.search(r"[A-Z][\w’'.-]*\s+$", text[: found.start()]):
        return text  # "Ann Lee" is not the Lee of "Bo Lee"
    return f"{text[: found.start()]}{name}{text[found.end() :]}"


def _is_only(name: str, sentence: Sentence) -> bool:
    """Whether the article has the name, and no other in full that ends with the same word."""
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    article = sentence.article
    found = re.findall(rf"(?:\b[A-Z][\w’'-]*[ \xa0]+)+{last}\b", f"{article.title}\n{article.text}")
    full = {re.sub(r"^The\s+", "", one) for one in found} - {f"The {last}"}
    return bool(full) and all(one == name or one.endswith(f" {name}") for one in full)


def _passive(claim: str, text: str) -> str | None:
    """Of "Parliament passed the law", where the claim speaks of the law, "The law was passed by parliament"."""
    for verb in words(claim):
        subject = _subject(claim[: verb.start])
        if not subject or not may_be_past(verb.written):
            continue
        for did in words(text):
            after = re.match(
                rf"{_PARTICLE}\s+{_DETERMINER}?{re.escape(_bare(subject))}(?![\w’'-]){_NOT_OF_IT}",
                text[did.end :],
                re.I,
            )
            if after and base_of(did) == base_of(verb) and (deed := _deed(text, did)):
                by = f" by {deed[0]}" if re.search(r"\bby\b", claim[verb.end :]) else ""
                return f"{subject} was {deed[1]}{verb.written}{after[1]}{by}{text[did.end + after.end() :]}"
    return None


def _deed(text: str, did: Word) -> tuple[str, str] | None:
    """Who did it, as far as the clause tells, and "not " where they did not; None where it is no plain deed."""
    before = text[: did.start]
    denied = _DENIED.search(before)
    agent = re.split(r"[,;:–—]", before[: denied.start()] if denied else before)[-1].strip()
    agent = re.sub(r"\s+(?:has|have|had)$", "", agent)
    plain = may_be_past(did.written) or bool(denied and denied["did"])
    return (agent, "not " if denied else "") if agent and plain and not _NOT_PLAIN.search(agent) else None


def _active(claim: str, text: str) -> str | None:
    """The same the other way round, where the claim speaks of parliament."""
    for verb in words(claim):
        subject = _subject(claim[: verb.start])
        if not subject:
            continue
        by = rf"(?P<verb>\w+)\s+by\s+{_DETERMINER}?{re.escape(_bare(subject))}(?![\w’'-])"
        found = re.search(_WAS + by, text, re.IGNORECASE)
        if found and base_of(replace(verb, written=found["verb"])) == base_of(verb):
            what = re.split(r"[,;:–—]", text[: found.start()])[-1].strip()
            return f"{subject} {'not ' if found['not'] else ''}{found['verb']} {what}{text[found.end() :]}"
    return None


def _subject(written: str) -> str:
    """What precedes the verb of a claim, without "been"; empty where it has no word that means anything."""
    subject = re.sub(r"\s+been$", "", written.strip())
    return subject if any(not word.common for word in words(subject)) else ""


def _bare(subject: str) -> str:
    return re.sub(rf"^{_DETERMINER}", "", subject, flags=re.IGNORECASE)
