"""Two threads that need Chroma for the first time at the same moment both get it."""

import subprocess
import sys

from tests.conftest import REPOSITORY

SCRIPT = """
import sys, threading, time
from pathlib import Path
from index.vectors.connection import connect
from index.vectors.embedded import EmbeddedStore
from index.vectors.place import ChromaServer
failed = []
def run(work):
    try:
        work()
    except BaseException as error:
        failed.append(error)
works = [lambda: EmbeddedStore(Path(sys.argv[1])).create("generation-a"), lambda: connect(ChromaServer("http://127.0.0.1:9"))]
threads = [threading.Thread(target=run, args=(work,)) for work in works]
for thread in threads:
    thread.start()
    time.sleep(0.2)
for thread in threads:
    thread.join()
sys.exit(repr(failed) if failed else 0)
"""


def test_chroma_is_imported_by_two_threads_at_once(tmp_path) -> None:  # type: ignore[no-untyped-def]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
