# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "numpy==2.4.6",
#   "onnx==1.23.2",
#   "onnxruntime==1.31.1",
#   "safetensors==0.8.0",
#   "tokenizers==0.23.3",
#   "torch==2.13.0",
#   "transformers==5.23.0",
# ]
# ///
"""Trains the bundled reader (`index/models/reader/`): its data, five rounds of training, the ONNX file.

    python scripts/train_reader.py --data ../shared/data --base FOLDER --work FOLDER

`--base` has the published all-MiniLM-L6-v2 as PyTorch's users know it: model.safetensors, config.json, tokenizer.json.
Stages run in this order; one whose output is in the work folder is left out, and training goes on where it was stopped:

    groups      questions whose passages are ranked
    ranker      round 1: the embedding's weights learn to rank, one epoch of about 13,700 groups
    examples    questions of people, with the places that answer
    clozes      questions made from articles
    first       round 2: 12,000 clozes, then the examples twice
    interim     the model so far as an ONNX file
    sentences   questions whose sentences are known, answered by that file
    second      round 3: examples, sentences, other clozes; stopped a little before its end
    written     questions written for this (`reading/written.jsonl.gz`)
    third       round 4: examples and written questions
    twins       more of these, and twins of theirs that nothing answers (`reading/twins.jsonl.gz`)
    swapped     what written questions become when a number, date, name or word of theirs is another
    fourth      round 5: fewer examples, all written questions, twins and swapped ones
    model       the ONNX file to bundle

The packages above are build tools. Rounds and ONNX files need them and nothing of Dateline; all other stages need
Dateline and none of them. So both may stand in one environment, or `--stage` runs each stage in its own. Dateline is
to be importable: install it, or set PYTHONPATH to the checkout. On two cores the whole takes most of a day.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

CLOZES = 30_000
RATES = {"ranker": 6e-5, "first": 1e-4, "second": 7e-5, "third": 6e-5, "fourth": 5e-5}
STOP = 2_000  # steps of the third round's 2,410
CALIBRATION, JUDGED = 200, 150  # pairs that the int8 scales are taken from, and that the result is judged on
WEIGHTS = "reader.safetensors"


@dataclass(frozen=True)
class Folders:
    """Where things are."""

    data: Path
    base: Path
    work: Path

    @property
    def realtimeqa(self) -> Path:
        """The articles that are searched and asked about."""
        return self.data / "realtimeqa" / "2024"


@dataclass(frozen=True)
class Stage:
    """A part of the way, and the file in the work folder that tells that it is done."""

    output: str
    needs: str
    """A module without which it cannot run."""
    run: Callable[[Folders, Path], None]


def main() -> None:
    """Run the stages that are not done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the development data")
    parser.add_argument("--base", type=Path, required=True, help="folder of the weights to start from")
    parser.add_argument("--work", type=Path, required=True, help="folder for all that is made")
    parser.add_argument("--stage", choices=STAGES, help="run just this one")
    arguments = parser.parse_args()
    folders = Folders(arguments.data, arguments.base, arguments.work)
    folders.work.mkdir(parents=True, exist_ok=True)
    for name in [arguments.stage] if arguments.stage else STAGES:
        run(name, folders)


def run(name: str, folders: Folders) -> None:
    """Run a stage unless its output exists."""
    stage = STAGES[name]
    output = folders.work / stage.output
    if output.exists():
        print(f"{name}: {output} is there", flush=True)
        return
    if find_spec(stage.needs) is None:
        raise SystemExit(f"Stage {name} needs {stage.needs}, which this Python has not (see the head of {__file__}).")
    print(f"{name}: making {output}", flush=True)
    stage.run(folders, output)


def make_groups(folders: Folders, output: Path) -> None:
    from reading.examples import save
    from reading.groups import groups

    save(groups(folders.data, folders.work), output)


def make_examples(folders: Folders, output: Path) -> None:
    from reading.examples import examples, save

    save(examples(folders.data, folders.work), output)


def make_clozes(folders: Folders, output: Path) -> None:
    from reading.cloze import clozes, distinct
    from reading.examples import realtimeqa_articles, save

    save(clozes(list(distinct(realtimeqa_articles(folders.realtimeqa))), CLOZES), output)


def make_sentences(folders: Folders, output: Path) -> None:
    from reading.examples import save
    from reading.sentences import labelled

    from index.bundled import ModelFiles
    from rag.evidence.spans import SpanReader

    files = ModelFiles("interim reader", folders.work / STAGES["interim"].output, folders.base / "tokenizer.json")
    questions = folders.data / "training" / "squad_sentence_questions.jsonl.gz"
    save(labelled(questions, SpanReader(files)), output)


def make_written(folders: Folders, output: Path) -> None:
    from reading.examples import realtimeqa_archive, save
    from reading.written import QUESTIONS, written

    with realtimeqa_archive(folders.realtimeqa, folders.work) as archive:
        save(written(folders.realtimeqa, archive, QUESTIONS), output)


def make_twins(folders: Folders, output: Path) -> None:
    from reading.examples import realtimeqa_archive, save
    from reading.written import TWINS, written

    with realtimeqa_archive(folders.realtimeqa, folders.work) as archive:
        save(written(folders.realtimeqa, archive, TWINS), output)


def make_swapped(folders: Folders, output: Path) -> None:
    from reading.examples import save
    from reading.written import swapped

    save(swapped(folders.realtimeqa), output)


def train_ranker(folders: Folders, output: Path) -> None:
    from reading import rank

    rank.train(folders.work / "groups.jsonl", folders.base, output.parent, rate=RATES["ranker"])


def train_first(folders: Folders, output: Path) -> None:
    from reading import learn, mixes

    clozes = _written(folders.work / "first.jsonl", _lines(folders.work / "clozes.jsonl")[: mixes.FIRST])
    files = [clozes, *[folders.work / "examples.jsonl"] * 2]
    start = folders.work / STAGES["ranker"].output
    learn.train(files, folders.base, output.parent, rate=RATES["first"], start_from=start)


def train_second(folders: Folders, output: Path) -> None:
    from reading import learn, mixes

    lines = [_lines(folders.work / f"{name}.jsonl") for name in ("examples", "sentences", "clozes")]
    mix = _written(folders.work / "second.jsonl", mixes.with_sentences(*lines))
    start = folders.work / STAGES["first"].output
    learn.train([mix], folders.base, output.parent, rate=RATES["second"], start_from=start, stop=STOP)


def train_third(folders: Folders, output: Path) -> None:
    from reading import learn, mixes

    lines = [_lines(folders.work / f"{name}.jsonl") for name in ("examples", "written")]
    mix = _written(folders.work / "third.jsonl", mixes.with_written(*lines))
    start = folders.work / STAGES["second"].output
    learn.train([mix], folders.base, output.parent, rate=RATES["third"], start_from=start)


def train_fourth(folders: Folders, output: Path) -> None:
    from reading import learn, mixes

    examples, written, twins, swapped = (
        _lines(folders.work / f"{name}.jsonl") for name in ("examples", "written", "twins", "swapped")
    )
    mix = _written(folders.work / "fourth.jsonl", mixes.with_twins(examples, [*written, *twins], swapped))
    start = folders.work / STAGES["third"].output
    learn.train([mix], folders.base, output.parent, rate=RATES["fourth"], start_from=start)


def make_interim(folders: Folders, output: Path) -> None:
    _build("first", folders, output)


def make_model(folders: Folders, output: Path) -> None:
    _build("fourth", folders, output)


def _build(weights: str, folders: Folders, output: Path) -> None:
    """Quantise the weights of a round, and say how near the file is to them."""
    from reading.graph import build

    rows = [json.loads(line) for line in _lines(folders.work / "examples.jsonl")]
    some = random.Random(3).sample(rows, min(CALIBRATION + JUDGED, len(rows)))
    pairs = [(row["question"], row["passages"][0]["text"]) for row in some]
    built = build(
        folders.work / STAGES[weights].output, folders.base / "tokenizer.json", pairs[:CALIBRATION], pairs[CALIBRATION:]
    )
    output.write_bytes(built.model)
    print(f"{len(built.model)} bytes, SHA-256 {hashlib.sha256(built.model).hexdigest()}")
    print(f"correlation with float32 {built.correlation:.4f}, same best start and end {built.same_best:.3f}")


def _lines(path: Path) -> list[str]:
    with path.open() as file:
        return list(file)


def _written(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(lines))
    return path


STAGES = {
    "groups": Stage("groups.jsonl", "trafilatura", make_groups),
    "ranker": Stage(f"ranker/{WEIGHTS}", "torch", train_ranker),
    "examples": Stage("examples.jsonl", "trafilatura", make_examples),
    "clozes": Stage("clozes.jsonl", "trafilatura", make_clozes),
    "first": Stage(f"first/{WEIGHTS}", "torch", train_first),
    "interim": Stage("interim.onnx", "onnx", make_interim),
    "sentences": Stage("sentences.jsonl", "trafilatura", make_sentences),
    "second": Stage(f"second/{WEIGHTS}", "torch", train_second),
    "written": Stage("written.jsonl", "trafilatura", make_written),
    "third": Stage(f"third/{WEIGHTS}", "torch", train_third),
    "twins": Stage("twins.jsonl", "trafilatura", make_twins),
    "swapped": Stage("swapped.jsonl", "trafilatura", make_swapped),
    "fourth": Stage(f"fourth/{WEIGHTS}", "torch", train_fourth),
    "model": Stage("model.onnx", "onnx", make_model),
}


if __name__ == "__main__":
    main()
