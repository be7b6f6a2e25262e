"""More like this: an article -> other stories near it, by the vectors of its lead and by its rarest words."""

import math
from dataclasses import replace

import numpy as np

from index.archive import Archive
from index.datatypes import Article, Hit, Passage
from rag.ranking.coverage import rarity
from rag.text.words import content_words

LEAD_CHUNKS = 3
"""News tells what it is about in its first paragraphs; what comes later is background that many stories share."""
WORDS = 16
CANDIDATES = 200
WORDS_WEIGHT = 0.5
"""What the best match in words is worth beside a cosine similarity of 1."""


def more_like(archive: Archive, article_id: str, top_k: int = 10) -> list[Passage]:
    """The best passage of each of the nearest other stories, best first; its own copies are none.

    Raises NoSuchArticleError.
    """
    article = archive.article(article_id)
    vectors = archive.lead_vectors(article_id, LEAD_CHUNKS)
    if not len(vectors):
        return []
    mean = vectors.mean(axis=0)
    centre = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
    words = {hit.chunk_id: hit.score for hit in archive.matching(_rarest(archive, article), CANDIDATES)}
    near = {hit.chunk_id for hit in archive.nearest(centre, CANDIDATES)}
    similar = archive.similarities(centre, sorted(near | words.keys()))
    own = max(words.values(), default=1.0)  # the article itself matches its own words best
    scores = {chunk: near + WORDS_WEIGHT * words.get(chunk, 0.0) / own for chunk, near in similar.items()}
    return _other_stories(archive, article_id, scores, top_k)


def _rarest(archive: Archive, article: Article) -> list[str]:
    """The words of its headline and lead that say most about it: often there, and rare elsewhere."""
    lead = content_words(f"{article.title}\n{article.text[:2000]}")
    written = {word.stem: word.written for word in lead}
    often = {one: sum(word.stem == one for word in lead) for one in written}
    weights = {one: math.log1p(often[one]) * rare for one, rare in rarity(written, archive).items()}
    return [written[one] for one in sorted(written, key=lambda one: (-weights[one], one))[:WORDS]]


def _other_stories(archive: Archive, article_id: str, scores: dict[int, float], top_k: int) -> list[Passage]:
    ranked = [Hit(chunk, score) for chunk, score in sorted(scores.items(), key=lambda one: (-one[1], one[0]))]
    passages = archive.passages(ranked)
    copies = archive.copies({article_id, *(passage.article.id for passage in passages)})
    told = {article_id, *(copy.article_id for copy in copies.get(article_id, ()))}
    kept: list[Passage] = []
    for passage in passages:
        if passage.article.id not in told:
            others = copies.get(passage.article.id, ())
            told |= {passage.article.id, *(copy.article_id for copy in others)}
            kept.append(replace(passage, copies=others))
    return kept[:top_k]
