"""Language model servers that fail: the offline reader answers, and the answer says why."""

import json
import re
from pathlib import Path

import pytest

from tests.command_line import dateline, refused
from tests.conftest import SAMPLE_QUESTION
from tests.scripted_server import Reply, ScriptedServer


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply("no", status=401), r"refused the key \(401\)"),
        (Reply("later", status=429, headers={"Retry-After": "0"}), r"asked too often \(429\)"),
        (Reply("boom", status=500), r"\(500\): boom"),
        (Reply("The bridge was closed on Tuesday night.", cut_after=3), "broke off in the middle"),
        (
            Reply("The bridge was closed on Tuesday night.", stall_after=3),
            r"sk again|in time",
        ),  # by which clock is open
        (Reply("late", first_after=20), "sent nothing for"),
        (Reply("<html>Hello</html>", body="<html>Hello</html>"), "OpenAI"),
    ],
    ids=["401", "429", "500", "cut", "stalls", "slow", "web page"],
)
def test_a_failing_model_server_leaves_the_offline_readers_answer(
    sample_archive: Path, reply: Reply, said: str
) -> None:
    # Only who waits for a silent server is in a hurry: a loaded machine may take seconds over the retries of the others.
    patience = "3" if reply.stall_after or reply.first_after else "15"
    with ScriptedServer() as server:
        server.enqueue(reply)
        done = dateline(
            "ask", SAMPLE_QUESTION, "-a", sample_archive, "--json",
            DATELINE_LLM_URL=server.url, DATELINE_LLM_MODEL="scripted", DATELINE_LLM_TIMEOUT=patience,
        )  # fmt: skip
    answer = json.loads(done.stdout)

    assert done.returncode == 0
    assert answer["answered"]
    assert answer["citations"]
    assert "offline reader" in answer["query"]["notes"][0]
    assert re.search(said, answer["query"]["notes"][0])


def test_an_absent_model_server_leaves_the_offline_readers_answer(sample_archive: Path) -> None:
    done = dateline(
        "ask", SAMPLE_QUESTION, "-a", sample_archive, DATELINE_LLM_URL="http://127.0.0.1:9/v1", DATELINE_LLM_MODEL="m"
    )
    said = " ".join(done.stdout.split())

    assert done.returncode == 0
    assert said.startswith("This answer is the offline reader's")
    assert "cannot be reached" in said
    assert "[1]" in said


def test_a_model_server_set_only_by_half_is_refused(sample_archive: Path) -> None:
    ask = ("ask", SAMPLE_QUESTION, "-a", sample_archive)
    refused(dateline(*ask, DATELINE_LLM_URL="http://127.0.0.1:9/v1"), "Set DATELINE_LLM_MODEL")
    refused(dateline(*ask, DATELINE_LLM_URL="nonsense", DATELINE_LLM_MODEL="m"), "not a web address")
