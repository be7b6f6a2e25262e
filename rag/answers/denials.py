"""A claim is shown with its denial: "drones attacked it, he said" stands before "The government denies this"."""

from dataclasses import replace

from rag.answers.sentence import Chosen, Sentence, sentences_in
from rag.datatypes import Query
from rag.evidence.contested import accusation_in, claim_in, denial_of
from rag.questions.claimant import asked_claim, keys_of
from rag.text.values import values_in

NEAR = 3
"""Sentences behind the first of an answer in which somebody is accused of what that tells."""
MOST = 6
"""Sentences of an answer with the denials: of more, the claims themselves are too many to be compared."""


def with_accusations(query: Query, chosen: Chosen) -> Chosen:
    """The choice with the next sentence in which somebody is accused of it, where none says who did it."""
    if query.kind != "who" or chosen.short or not chosen.sentences or asked_claim(query):
        return chosen
    first, *others = chosen.sentences
    following = [one for one in sentences_in(first.passage) if one.start >= first.end][:NEAR]
    asked = keys_of(query.standalone)
    accusing = next((one for one in following if keys_of(accusation_in(one.article, one.start, one.end)) & asked), None)
    if accusing is None or accusing.place in {one.place for one in chosen.sentences}:
        return chosen
    return replace(chosen, sentences=(first, accusing, *others))


def with_denials(query: Query, chosen: Chosen) -> Chosen:
    """The choice with the denial of each claim behind it, where the article has one in its next sentences.

    Of how many it is asked, the claim has a number.
    """
    shown: list[Sentence] = []
    for one in chosen.sentences:
        denial = _denial(one, number=query.kind == "how many")
        shown += [each for each in (one, denial) if each and each.place not in {other.place for other in shown}]
    return replace(chosen, sentences=tuple(shown)) if len(shown) <= MOST else chosen


def _denial(one: Sentence, *, number: bool) -> Sentence | None:
    claim = claim_in(one.article, (one.start, one.end))
    if claim is None or (number and not values_in(claim.content)):
        return None
    place = denial_of(one.article, (one.start, one.end))
    return next((each for each in sentences_in(one.passage) if place and each.start == place[0]), None)
