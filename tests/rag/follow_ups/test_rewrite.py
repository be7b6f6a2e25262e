"""Follow-ups rewritten by a language model, whose words are data: kept when faithful, dropped otherwise."""

import socket
import time
from collections.abc import Generator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag import Assistant
from rag.datatypes import Usage
from rag.follow_ups.referents import Said
from rag.follow_ups.rewrite import LONGEST, Rewriter
from rag.models.llm import LanguageModel
from tests.conftest import WordEmbedder
from tests.scripted_server import Reply, ScriptedServer

HISTORY = [Said("What did Ada Lind say?", answer="Ada Lind said the bridge cost 41 million crowns.")]
ASKED, OWN = "Did she tell Oskar Brand in 2031?", "Did Ada Lind tell Oskar Brand in 2031?"


def rewriter(server: ScriptedServer, wait: float = 5.0) -> Rewriter:
    return Rewriter(LanguageModel(server.url, "scripted", timeout=wait, retries=0), wait)


def test_faithful_rewrite_is_taken(server: ScriptedServer) -> None:
    better = "Did Ada Lind tell Oskar Brand about the bridge in 2031?"
    server.enqueue(Reply(f'<think>Who is\nshe?</think>\n"{better}"', usage=(90, 12)))
    made = rewriter(server).rewrite(ASKED, OWN, HISTORY)
    assert made.text == better
    assert made.usage == Usage(90, 12)
    assert "41 million crowns" in str(server.chats[0].body["messages"][1])


@pytest.mark.parametrize(
    "reply",
    [
        "Did Ada Lind tell him in 2031?",
        "Did Ada Lind tell Oskar Brand?",
        "Did Ada Lind and Jon Vale tell Oskar Brand in 2031?",
        "Did Ada Lind tell Oskar Brand in 2031 about 900 crowns?",
        "Did Ada Lind tell Oskar Brand in 2031?\nYes, she did.",
        "Did Ada Lind tell Oskar Brand in 2031 " + "about it " * LONGEST,
        "...",
    ],
    ids=["name lost", "number lost", "name invented", "number invented", "two lines", "too long", "no words"],
)
def test_rewrite_that_cannot_be_trusted_is_dropped(server: ScriptedServer, reply: str) -> None:
    server.enqueue(reply)
    assert rewriter(server).rewrite(ASKED, OWN, HISTORY).text == OWN


def test_control_characters_of_a_rewrite_are_taken_out(server: ScriptedServer) -> None:
    server.enqueue("Did Ada Lind\x07 tell\x1b Oskar Brand in 2031\u202e?")
    assert rewriter(server).rewrite(ASKED, OWN, HISTORY).text == "Did Ada Lind tell Oskar Brand in 2031 ?"


def test_failing_server_is_asked_once_and_leaves_our_own(server: ScriptedServer) -> None:
    server.enqueue(Reply(status=503), "Did Ada Lind tell Oskar Brand in 2031, you ask?")
    assert rewriter(server).rewrite(ASKED, OWN, HISTORY).text == OWN
    assert len(server.chats) == 1


def test_silent_server_is_not_waited_for(server: ScriptedServer) -> None:
    server.enqueue(Reply("Too late?", first_after=30))
    begun = time.monotonic()
    assert rewriter(server, wait=0.3).rewrite(ASKED, OWN, HISTORY).text == OWN
    assert time.monotonic() - begun < 15


class Deaf:
    """A model without a deadline of its own."""

    name = "deaf"

    def stream_chat(self, messages: Sequence[Mapping[str, str]]) -> Generator[str, None, Usage | None]:
        time.sleep(30)
        yield "Too late?"
        return None


def test_model_without_a_deadline_is_not_waited_for_either() -> None:
    begun = time.monotonic()
    assert Rewriter(Deaf(), wait=0.2).rewrite(ASKED, OWN, HISTORY).text == OWN
    assert time.monotonic() - begun < 15


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = "The Orlen bridge closed on Monday. Ada Lind said that a pier had cracked."
    with Archive.open(tmp_path / "archive", WordEmbedder()) as archive:
        archive.sync([Article("a", "Bridge closed", text, outlet="Gazette", published=date(2031, 5, 2))])
    return tmp_path / "archive"


def test_conversation_shows_the_models_rewrite_and_counts_its_tokens(folder: Path, server: ScriptedServer) -> None:
    first, second = Reply("The Orlen bridge closed on Monday [1]."), Reply("A pier had cracked [1].", usage=(50, 5))
    server.enqueue(first, Reply("Why did the Orlen bridge close on Monday?", usage=(30, 9)), second)
    with Archive.open(folder, WordEmbedder()) as archive:
        model = LanguageModel(server.url, "scripted")
        from rag.read import Reader
        from rag.write import Writer

        talk = Assistant(archive, Writer(model, Reader(archive)), rewriter=Rewriter(model)).conversation()
        talk.ask("When did the Orlen bridge close?")
        answer = talk.ask("Why was it closed?")
    assert (answer.query.text, answer.query.standalone) == (
        "Why was it closed?",
        "Why did the Orlen bridge close on Monday?",
    )
    assert answer.usage == Usage(80, 14)
    assert len(server.chats) == 3


def test_dead_server_leaves_the_offline_answer_and_our_own_rewrite(folder: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
    with Archive.open(folder, WordEmbedder()) as archive:
        from rag.read import Reader
        from rag.write import Writer

        dead = Writer(LanguageModel(url, "scripted", retries=0), Reader(archive))
        talk = Assistant(archive, dead, rewriter=Rewriter(LanguageModel(url, "scripted", retries=0))).conversation()
        talk.ask("When did the Orlen bridge close?")
        answer = talk.ask("Why?")
    assert answer.query.standalone == "Why did the Orlen bridge close?"
