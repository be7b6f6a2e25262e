"""Asks a served chat as its page does: the question into gradio's queue, the log's HTML out of its event stream."""

import json
import urllib.request
from uuid import uuid4

TIMEOUT = 60


class ChatClient:
    """Somebody who opens the chat at this address anew for each question."""

    def __init__(self, url: str) -> None:
        self._api = f"{url}/gradio_api"
        with urllib.request.urlopen(f"{url}/config", timeout=TIMEOUT) as reply:
            config = json.load(reply)
        (self._box,) = (one["id"] for one in config["components"] if one["props"].get("elem_id") == "question")
        (self._event,) = (one["id"] for one in config["dependencies"] if [self._box, "submit"] in one["targets"])

    def ask(self, question: str) -> str:
        """The log's HTML when the question is answered."""
        session = uuid4().hex
        wanted = {"data": [question], "fn_index": self._event, "trigger_id": self._box, "session_hash": session}
        request = urllib.request.Request(
            f"{self._api}/queue/join", json.dumps(wanted).encode(), {"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request, timeout=TIMEOUT).close()
        with urllib.request.urlopen(f"{self._api}/queue/data?session_hash={session}", timeout=TIMEOUT) as stream:
            events = (json.loads(line[5:]) for line in stream if line.startswith(b"data:"))
            done = next(event for event in events if event["msg"] == "process_completed")
        assert done["success"], done
        return str(done["output"]["data"][0])
