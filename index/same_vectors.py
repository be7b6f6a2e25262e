"""Does an embedding still give the vectors that are stored? A server may load another model under the same name."""

from collections.abc import Mapping, Sequence

from index.chunk import embedding_text
from index.embed import Embedder, Vectors
from index.errors import EmbeddingError
from index.store.stored_vectors import StoredVectors

SAMPLE = 3
ALIKE = 0.9  # cosine: one model on two machines is above .98, two models are near 0


def gives_stored_vectors(library: StoredVectors, embedder: Embedder) -> bool:
    """Whether it embeds some stored chunks as they were; also when nothing is stored. Raises EmbeddingError."""
    return gives_vectors(library, embedder, library.embeddings(library.sample_numbers(SAMPLE)))


def gives_vectors(library: StoredVectors, embedder: Embedder, vectors: Mapping[int, Vectors]) -> bool:
    """Whether it gives these vectors for these chunks, but for one that may be damaged. Raises EmbeddingError."""
    texts = library.texts(vectors)
    if not texts:
        return True
    fresh = embedder.embed_texts([embedding_text(title, text) for title, text in texts.values()])
    alike = [_alike(vector, vectors[number]) for number, vector in zip(texts, fresh, strict=True)]
    return 2 * sum(alike) >= len(alike)


def _alike(one: Vectors, other: Vectors) -> bool:
    return one.shape == other.shape and bool(one @ other > ALIKE)


class SameEmbedder:
    """An embedder that, before its first text, is held against what the library has of it."""

    def __init__(self, library: StoredVectors, embedder: Embedder) -> None:
        self._library, self._embedder = library, embedder
        self._held = False
        self.name = embedder.name

    @property
    def dimensions(self) -> int:
        """See `Embedder`."""
        return self._embedder.dimensions

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`. Raises EmbeddingError when it is not the model any more that it was."""
        if texts and not self._held:
            self.check()
            self._held = True
        return self._embedder.embed_texts(texts)

    def check(self) -> None:
        """Raise EmbeddingError when it does not give the stored vectors."""
        if not gives_stored_vectors(self._library, self._embedder):
            raise EmbeddingError(
                f"The embedding {self.name!r} does not give the vectors any more that the archive has of it: another "
                "model goes by its name. Go back to that model, or have all articles embedded anew with this one: "
                "dateline archive embed"
            )

    def embed_query(self, text: str) -> Vectors:
        """See `Embedder`."""
        return self._embedder.embed_query(text)
