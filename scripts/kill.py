"""Kill whatever writes an archive with -9 at random moments, and look at the archive after each kill.

    python scripts/kill.py --times 300

See tests/index/crash/kills.py for what is killed and what must be so afterwards. `make test-slow` does 60 of these.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.chroma_server import ChromaProcess
from tests.index.crash.kills import Kills


def main() -> None:
    """Kill each task in turn so many times in all, and print in which phase the kills came."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder, ChromaProcess(Path(folder) / "server") as server:
        kills = Kills(Path(folder), options.seed, server.url)
        for number in range(options.times):
            kills.kill(kills.tasks[number % len(kills.tasks)])
            if number % 30 == 29:
                print(kills.table(), flush=True)
        print(kills.table())


if __name__ == "__main__":
    main()
