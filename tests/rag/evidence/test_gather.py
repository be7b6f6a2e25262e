"""What speaks for a sentence."""

from pathlib import Path

from index.archive import Archive
from rag.assistant import Assistant
from rag.evidence.gather import FEATURES, gather, names_in
from rag.evidence.spans import SpanReader
from rag.read import Reader
from tests.rag.answers.forms import AS_OF, report


def test_name_in_the_possessive_is_the_name() -> None:
    assert names_in("What is Viktor Lanzig's last day at the Sundal Bank’s office?") == (
        "Viktor", "Lanzig", "Sundal", "Bank",
    )  # fmt: skip


def test_article_that_has_the_name_without_its_possessive_lacks_nothing(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, chroma=False)
    archive.sync([report(1, "The bank's chief goes. Viktor Lanzig will leave the bank on 30 April.")])
    with Assistant(archive, Reader(archive)) as assistant:
        query = assistant.understand("What is Viktor Lanzig's last day at the bank?", AS_OF)
        found = gather(query, assistant.search(query), archive, SpanReader())
    assert [one.features[FEATURES.index("missing names")] for one in found] == [0.0] * len(found)
