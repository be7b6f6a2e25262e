"""The first round: the embedding's weights learn to rank, each question's passages against one another.

Listwise (ListNet's top-one form, Cao et al. 2007) over a right passage and up to five worse ones. The reader's model is
trained as it is; its answers' heads get no gradient and are learnt afterwards (`learn.py`).
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from reading.learn import Pairs, Reader, rows_of
from reading.steps import Training

MAX_TOKENS, GROUP, BATCH, TOGETHER = 176, 6, 8, 512
GOOD = 2  # a passage of this grade is right, where a question has one
REPEATED = {"realtimeqa-2024": 3, "msmarco-2021": 20, "clapnq": 2}

Row = dict[str, Any]


def train(groups: Path, base: Path, out: Path, *, rate: float) -> None:
    """One epoch over the groups, going on where a stopped run was; write `out/reader.safetensors`."""
    torch.manual_seed(1)
    model, pairs = Reader(base), Pairs(base, MAX_TOKENS)
    order = batches(rows_of(groups), 0)
    training = Training(model, out, len(order), rate)
    for some in training.left(order):
        batch = pairs.batch([(one["question"], [(passage["text"], ()) for passage in one["passages"]]) for one in some])
        with torch.autocast("cpu", torch.bfloat16):
            _, rank = model(batch.ids, batch.mask, batch.types)
        gains = torch.tensor([float(passage["gain"]) for one in some for passage in one["passages"]])
        training.learn(loss_of(rank, gains, batch.owner), int(batch.mask.sum()))
    save_file(model.state_dict(), out / "reader.safetensors")


def loss_of(rank: Any, gains: Any, owner: Any) -> Any:
    """The mean over questions: how far the scores' softmax is from the passages' shares of all that is gained."""
    losses = []
    for one in owner.unique():
        wanted = 2 ** gains[owner == one] - 1
        losses.append(-(wanted / wanted.sum() * rank[owner == one].log_softmax(0)).sum())
    return torch.stack(losses).mean()


def sampled(row: Row, rng: random.Random) -> Row:
    """The question with one of its good passages and as many worse ones as a group has room for."""
    passages = row["passages"]
    best = max(one["gain"] for one in passages)
    right = rng.choice([one for one in passages if one["gain"] >= min(GOOD, best)])
    worse = [one for one in passages if one["gain"] < right["gain"]]
    return row | {"passages": [right, *rng.sample(worse, min(GROUP - 1, len(worse)))]}


def batches(rows: Sequence[Row], seed: int) -> list[list[Row]]:
    """An epoch: sampled groups, those of like length together, `BATCH` a batch; the last few that fill none are left.

    Questions to which no passage is any good are left out.
    """
    rng = random.Random(seed)
    useful = [row for row in rows if any(one["gain"] for one in row["passages"])]
    order = [sampled(row, rng) for row in useful for _ in range(REPEATED.get(row["source"], 1))]
    rng.shuffle(order)
    found: list[list[Row]] = []
    for start in range(0, len(order), TOGETHER):
        some = sorted(order[start : start + TOGETHER], key=_longest)
        found += [some[place : place + BATCH] for place in range(0, len(some) - BATCH + 1, BATCH)]
    rng.shuffle(found)
    return found


def _longest(row: Row) -> int:
    return len(row["question"]) + max(len(one["text"]) for one in row["passages"])
