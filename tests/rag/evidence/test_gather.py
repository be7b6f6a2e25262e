"""What speaks for a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.assistant import Assistant
from rag.evidence.asked import names_in
from rag.evidence.gather import Evidence, gather
from rag.evidence.spans import SpanReader
from rag.read import Reader
from tests.rag.answers.forms import AS_OF, report


def test_name_in_the_possessive_is_the_name() -> None:
    assert names_in("What is Viktor Lanzig's last day at the Sundal Bank’s office?") == (
        "Viktor", "Lanzig", "Sundal", "Bank",
    )  # fmt: skip


def gathered(folder: Path, question: str, *articles: Article) -> list[Evidence]:
    archive = Archive.open(folder, chroma=False)
    archive.sync(articles)
    with Assistant(archive, Reader(archive)) as assistant:
        query = assistant.understand(question, AS_OF)
        return gather(query, assistant.search(query), archive, SpanReader())


def test_article_that_has_the_name_without_its_possessive_lacks_nothing(tmp_path: Path) -> None:
    text = "The bank's chief goes. Viktor Lanzig will leave the bank on 30 April."
    found = gathered(tmp_path, "What is Viktor Lanzig's last day at the bank?", report(1, text))
    assert [one.feature("missing names") for one in found] == [0.0] * len(found)


def test_other_wording_counts_as_the_word_and_for_itself(tmp_path: Path) -> None:
    text = "The treasurer of Norvex stepped down on Monday. The treasurer of Norvex is 61."
    found = gathered(tmp_path, "Why did the treasurer of Norvex quit?", report(1, text))
    told = {one.text: (one.feature("coverage"), one.feature("other words")) for one in found}
    goes, age = told["The treasurer of Norvex stepped down on Monday."], told["The treasurer of Norvex is 61."]
    assert goes[0] == pytest.approx(1.0)
    assert age[0] < 1.0
    assert goes[1] == pytest.approx(1.0 - age[0])
    assert age[1] == 0.0


def test_number_in_the_name_of_an_outlet_is_lacking_nowhere(tmp_path: Path) -> None:
    asked = "How do the Courier and Seven News differ on the bridge?"
    courier = replace(report(1, "The bridge in Orlen was closed on Monday."), outlet="The Courier")
    seven = replace(report(2, "The bridge in Orlen is open."), outlet="Seven News")
    assert {one.feature("lacking values") for one in gathered(tmp_path, asked, courier, seven)} == {0.0}
