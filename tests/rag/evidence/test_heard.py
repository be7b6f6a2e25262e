"""Who speaks is read once, at sync: no answer reads an article anew for it."""

from pathlib import Path

import pytest

from index.archive import Archive
from index.speakers import Attribution
from rag.assistant import Assistant
from rag.evidence.heard import heard
from rag.read import Reader
from tests.rag.answers.forms import AS_OF, report

TEXT = "A slow tram. “The tram is too slow,” said Ada Lind, the mayor of Orlen. The mint stood shut for years."


@pytest.mark.parametrize(
    "question", ["What did Ada Lind say about the tram?", "Who said something about the tram?", "Is the tram slow?"]
)
def test_speaker_and_role_are_as_stored(question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive.open(tmp_path, chroma=False)
    archive.sync([report(1, TEXT, "Gazette")])

    def read_anew(text: str) -> list[Attribution]:
        raise AssertionError(f"{text[:20]} was read anew")

    monkeypatch.setattr("index.speakers.sentence.attributions", read_anew)
    monkeypatch.setattr("index.store.stored_attributions.attributions", read_anew)
    with Assistant(archive, Reader(archive, accepted_wrong=1.0)) as assistant:
        answer = assistant.ask(question, AS_OF)
    assert {(one.speaker, one.role) for one in answer.citations if one.speaker} == {("Ada Lind", "the mayor of Orlen")}


def test_text_that_was_not_kept_is_read() -> None:
    assert [one.speaker for one in heard("“The mint is shut for good,” said Bo Vale of the council.")] == ["Bo Vale"]
