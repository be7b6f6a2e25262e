"""The same answer, byte for byte, in every process: the order of a set is another in each."""

import os
import subprocess
import sys
from pathlib import Path

ASK = """
import json, sys
from datetime import date
from rag import Assistant
with Assistant.open(sys.argv[1], vector_search="exact") as opened:
    told = opened.ask("What does the Skarrow Bridge repair cost?", date(2026, 5, 1)).to_dict()
told.pop("timings")
print(json.dumps(told, sort_keys=True))
"""


def test_answer_is_the_same_in_every_process(sample_archive: Path) -> None:
    def told(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        ask = [sys.executable, "-c", ASK, str(sample_archive)]
        return subprocess.run(ask, env=environment, capture_output=True, check=True).stdout

    assert len({told(seed) for seed in "12345"}) == 1
