"""The language model client against a real HTTP server that misbehaves as scripted."""

import json
import socket
import time
from dataclasses import replace
from typing import Any, cast

import pytest

from index.errors import ModelError, SettingsError
from rag.datatypes import Usage
from rag.models.llm import LanguageModel
from rag.models.llm_errors import CHAT
from rag.models.llm_reply import Metered
from rag.models.model_server import ModelServer
from tests.scripted_server import Reply, ScriptedServer

KEY = "sk-very-secret"
ASK = [{"role": "user", "content": "When did the bridge open?"}]


def model_of(server: ScriptedServer, timeout: float = 5.0, waits: list[float] | None = None) -> LanguageModel:
    """The client under test; waits between attempts are noted, not slept."""
    noted = [] if waits is None else waits
    return LanguageModel(server.url, "scripted", KEY, timeout, pause=noted.append)


def failure(model: LanguageModel) -> str:
    """The message of the error that this model raises, which never shows the key."""
    with pytest.raises(ModelError) as error:
        list(model.stream_chat(ASK))
    assert KEY not in str(error.value)
    assert error.value.__cause__ is None
    return str(error.value)


def usage_of(model: LanguageModel) -> Usage | None:
    """What the whole reply cost."""
    metered = Metered(model, ASK)
    list(metered)
    return metered.usage


def test_words_come_as_the_server_sends_them(server: ScriptedServer) -> None:
    server.enqueue("The bridge is open [1].")
    words = list(model_of(server).stream_chat(ASK))
    assert "".join(words) == "The bridge is open [1]."
    assert len([word for word in words if word]) == 5
    assert server.chats[0].body["messages"] == ASK
    assert server.chats[0].body["model"] == "scripted"
    assert server.chats[0].headers["authorization"] == f"Bearer {KEY}"


def test_reply_that_is_not_streamed_is_taken_whole(server: ScriptedServer) -> None:
    server.enqueue(Reply("The bridge is open [1].", streams=False))
    assert "".join(model_of(server).stream_chat(ASK)) == "The bridge is open [1]."


def test_key_of_the_environment_is_not_sent_to_a_server_without_key(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    server.enqueue("Yes.")
    list(LanguageModel(server.url, "scripted").stream_chat(ASK))
    assert "sk-of-another-service" not in str(server.chats[0].headers)


def test_proxy_of_the_environment_is_not_asked_for_this_machine(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    server.enqueue("Yes.")
    assert "".join(model_of(server).stream_chat(ASK)) == "Yes."


def test_absent_server_is_named_with_what_to_start() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
    message = failure(LanguageModel(url, "llama3", KEY, pause=lambda _: None))
    assert url in message
    assert "cannot be reached" in message
    assert "ollama serve" in message


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://host/v1", "http://", ""])
def test_address_that_cannot_be_one_is_refused_at_once(url: str) -> None:
    with pytest.raises(SettingsError, match="DATELINE_LLM_URL"):
        LanguageModel(url, "llama3")


def test_password_in_the_address_is_never_shown() -> None:
    model = LanguageModel("http://user:hunter2@127.0.0.1:9/v1?token=abc", "llama3", pause=lambda _: None)
    message = failure(model)
    assert "hunter2" not in message + model.name
    assert "abc" not in message + model.name


def test_refused_key_says_which_setting_to_change(server: ScriptedServer) -> None:
    server.enqueue(Reply(f"Incorrect API key provided: {KEY}", status=401))
    assert "DATELINE_LLM_KEY" in failure(model_of(server))
    assert len(server.chats) == 1


def test_unknown_model_is_named_with_those_the_server_has() -> None:
    with ScriptedServer(models=("gemma", "qwen")) as server:
        server.enqueue(Reply("model not found", status=404))
        message = failure(model_of(server))
    assert "scripted" in message
    assert "gemma, qwen" in message


def test_wrong_path_is_told_from_an_unknown_model() -> None:
    with ScriptedServer(models=()) as server:
        server.enqueue(Reply(status=404, body="<h1>Not found</h1>", content_type="text/html"))
        assert "/v1" in failure(model_of(server))


def test_busy_server_is_asked_again_after_the_wait_it_wants(server: ScriptedServer) -> None:
    server.enqueue(Reply(status=429, headers={"Retry-After": "3"}), "Open.")
    waits: list[float] = []
    assert "".join(model_of(server, waits=waits).stream_chat(ASK)) == "Open."
    assert waits == [3.0]


def test_wait_longer_than_the_time_left_is_not_waited_for(server: ScriptedServer) -> None:
    server.enqueue(Reply(status=429, headers={"Retry-After": "3600"}))
    waits: list[float] = []
    assert "wait 3600 s" in failure(model_of(server, waits=waits))
    assert waits == []
    assert len(server.chats) == 1


def test_account_without_quota_is_not_asked_again(server: ScriptedServer) -> None:
    server.enqueue(Reply("You exceeded your current quota", status=429))
    assert "quota" in failure(model_of(server))
    assert len(server.chats) == 1


def test_server_error_is_tried_three_times_and_then_told(server: ScriptedServer) -> None:
    server.enqueue(Reply("out of memory", status=500))
    waits: list[float] = []
    message = failure(model_of(server, waits=waits))
    assert "500" in message
    assert "out of memory" in message
    assert len(server.chats) == 3
    assert 0 < waits[0] < waits[1] * 3
    assert waits[1] > 0


def test_server_that_recovers_is_forgiven(server: ScriptedServer) -> None:
    server.enqueue(Reply(status=503), "Open.")
    assert "".join(model_of(server).stream_chat(ASK)) == "Open."


def test_model_that_takes_no_temperature_is_asked_without(server: ScriptedServer) -> None:
    server.enqueue(Reply("Unsupported value: 'temperature' does not support 0", status=400), "Open.")
    assert "".join(model_of(server).stream_chat(ASK)) == "Open."
    assert "temperature" in server.chats[0].body
    assert "temperature" not in server.chats[1].body


@pytest.mark.parametrize(
    "refusal",
    [
        Reply("Unrecognized request argument supplied: stream_options", status=400),
        Reply(body='{"detail": [{"type": "extra_forbidden", "loc": ["body", "stream_options"]}]}', status=422),
        Reply(
            body="create() got an unexpected keyword argument 'stream_options'", content_type="text/plain", status=500
        ),
    ],
)
def test_server_that_takes_no_stream_options_is_asked_without_and_not_again(
    server: ScriptedServer, refusal: Reply
) -> None:
    server.enqueue(refusal, "The bridge is open.")
    waits: list[float] = []
    model = model_of(server, waits=waits)
    for _ in range(2):
        assert "".join(model.stream_chat(ASK)) == "The bridge is open."
    assert ["stream_options" in chat.body for chat in server.chats] == [True, False, False]
    assert all("temperature" in chat.body for chat in server.chats)
    assert waits == [0.0]


def test_server_that_refuses_both_options_is_asked_with_neither(server: ScriptedServer) -> None:
    server.enqueue(Reply("no temperature", status=400), Reply("no stream_options", status=400), "Open.")
    assert "".join(model_of(server).stream_chat(ASK)) == "Open."
    assert not {"temperature", "stream_options"} & set(server.chats[2].body)


def test_option_is_asked_for_again_where_the_request_failed_without_it_too(server: ScriptedServer) -> None:
    server.enqueue(Reply("bad request: {temperature: 0}", status=400))
    model = model_of(server)
    assert "bad request" in failure(model)
    server.enqueue(Reply("Open."))
    server.next_reply()
    assert "".join(model.stream_chat(ASK)) == "Open."
    assert "temperature" in server.chats[-1].body


def test_tokens_are_those_that_the_server_counts(server: ScriptedServer) -> None:
    server.enqueue(Reply("The bridge is open.", usage=(120, 7)))
    assert usage_of(model_of(server)) == Usage(120, 7, estimated=False)
    assert server.chats[0].body["stream_options"] == {"include_usage": True}


def test_tokens_of_a_reply_that_is_not_streamed_are_those_that_the_server_counts(server: ScriptedServer) -> None:
    server.enqueue(Reply("The bridge is open.", streams=False, usage=(120, 7)))
    assert usage_of(model_of(server)) == Usage(120, 7)


def test_tokens_told_beside_the_last_words_and_corrected_later_are_the_last_told(server: ScriptedServer) -> None:
    pieces = [
        {"choices": [{"delta": {"content": "Open"}}], "usage": {"prompt_tokens": 120, "completion_tokens": 1}},
        {"choices": [{"delta": {"content": "."}, "finish_reason": "stop"}], "usage": None},
        {"choices": [], "usage": {"prompt_tokens": 120, "completion_tokens": 2}},
    ]
    body = "".join(f"data: {json.dumps(piece)}\n\n" for piece in pieces) + "data: [DONE]\n\n"
    server.enqueue(Reply(body=body, content_type="text/event-stream"))
    assert usage_of(model_of(server)) == Usage(120, 2)


@pytest.mark.parametrize("counts", [None, {}, 7, {"prompt_tokens": "12", "completion_tokens": 3},
                                    {"prompt_tokens": -1, "completion_tokens": 3},
                                    {"prompt_tokens": 0, "completion_tokens": 0}])  # fmt: skip
def test_tokens_are_estimated_where_the_server_tells_none_that_can_be(server: ScriptedServer, counts: object) -> None:
    pieces = [{"choices": [{"delta": {"content": "The bridge is open."}, "finish_reason": "stop"}], "usage": counts}]
    body = "".join(f"data: {json.dumps(piece)}\n\n" for piece in pieces)
    server.enqueue(Reply(body=body, content_type="text/event-stream"))
    assert len("The bridge is open.") == 19
    assert len(ASK[0]["content"]) == 25
    assert usage_of(model_of(server)) == Usage(7, 5, estimated=True)


def test_tokens_are_those_of_the_attempt_that_replied(server: ScriptedServer) -> None:
    server.enqueue(Reply("no", status=503, usage=(120, 50)), Reply("Open.", usage=(120, 2)))
    assert usage_of(model_of(server)) == Usage(120, 2)


def test_reply_that_breaks_off_has_cost_what_came_of_it(server: ScriptedServer) -> None:
    server.enqueue(Reply("The bridge is open.", cut_after=3, usage=(120, 7)))
    metered = Metered(model_of(server), ASK)
    with pytest.raises(ModelError):
        list(metered)
    assert metered.usage == Usage(7, 4, estimated=True)


def test_model_that_never_replies_has_cost_nothing(server: ScriptedServer) -> None:
    server.enqueue(Reply("no", status=401))
    metered = Metered(model_of(server), ASK)
    with pytest.raises(ModelError):
        list(metered)
    assert metered.usage is None


def test_usage_adds_up_and_is_estimated_if_a_part_is() -> None:
    counted = Usage(100, 5)
    assert Usage.total([]) is None
    assert Usage.total([None, counted, None]) == counted
    assert Usage.total([counted, replace(counted, estimated=True)]) == Usage(200, 10, estimated=True)


def test_refused_request_repeats_the_servers_reason_on_one_line(server: ScriptedServer) -> None:
    server.enqueue(Reply("context length\n\x1b[31mexceeded " + "x" * 500, status=400))
    message = failure(model_of(server))
    assert "context length [31mexceeded" in message
    assert len(message) < 500


@pytest.mark.parametrize(
    "reply",
    [Reply("Much too late.", first_after=20), Reply("One two three four", stall_after=2), Reply("x", pings=100)],
)
def test_server_that_falls_silent_is_given_up_at_the_timeout(server: ScriptedServer, reply: Reply) -> None:
    server.enqueue(reply)
    started = time.monotonic()
    assert "DATELINE_LLM_TIMEOUT" in failure(model_of(server, timeout=0.8))
    assert time.monotonic() - started < 8
    assert server.hung_up.wait(8), "the connection stays open"


def test_client_that_times_out_between_two_words_before_us_names_the_setting_too(server: ScriptedServer) -> None:
    server.enqueue(Reply("One two three four", stall_after=2))
    known = ModelServer(server.url, KEY, 0.3, CHAT)
    with (
        pytest.raises(Exception, match="timed out") as error,
        known.client() as client,
        client.chat.completions.with_streaming_response.create(
            model="scripted", messages=cast(Any, ASK), stream=True
        ) as response,
    ):
        list(response.iter_lines())
    assert "DATELINE_LLM_TIMEOUT" in str(known.explain(error.value))


def test_endless_reply_is_given_up_at_the_total_deadline(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.models.llm.LONGEST_REPLY", 1)  # a loaded machine may be as late with the first word
    server.enqueue(Reply("word " * 1000, word_every=0.05))
    started = time.monotonic()
    assert "was not done after 2 s" in failure(model_of(server, timeout=2))
    assert time.monotonic() - started < 20  # the reply takes 50


def test_reply_cut_in_the_middle_keeps_the_words_and_then_fails(server: ScriptedServer) -> None:
    server.enqueue(Reply("The bridge is open [1].", cut_after=3))
    words: list[str] = []
    with pytest.raises(ModelError, match="broke off"):
        words.extend(model_of(server).stream_chat(ASK))
    assert "".join(words) == "The bridge is"
    assert len(server.chats) == 1, "words that were shown are not asked for again"


@pytest.mark.parametrize(
    ("body", "content_type", "said"),
    [
        ("<html><body>Welcome</body></html>", "text/html", "a web page"),
        ("{not json", "application/json", "not JSON"),
        ('{"hello": "world"}', "application/json", "not JSON of the OpenAI API"),
        ("data: {broken\n\n", "text/event-stream", "not JSON"),
        ('data: {"error": {"message": "GPU lost"}}\n\n', "text/event-stream", "GPU lost"),
        ("", "text/plain", "not JSON"),
    ],
)
def test_reply_of_another_kind_of_server_is_recognised(
    server: ScriptedServer, body: str, content_type: str, said: str
) -> None:
    server.enqueue(Reply(body=body, content_type=content_type))
    assert said in failure(model_of(server))


def test_empty_reply_is_an_error(server: ScriptedServer) -> None:
    server.enqueue(Reply("  "))
    assert "empty reply" in failure(model_of(server))


def test_reader_who_leaves_hangs_up_on_the_server(server: ScriptedServer) -> None:
    server.enqueue(Reply("One two three four", stall_after=2))
    words = model_of(server, timeout=20).stream_chat(ASK)
    next(words)
    words.close()  # type: ignore[attr-defined]
    assert server.hung_up.wait(8)
