"""The reader's training: one small model finds the answer in a passage, says when there is none, and ranks passages.

Where an answer starts and ends is a choice among the passage's tokens, with [CLS] for "nowhere" (Devlin et al. 2019,
as for SQuAD 2.0). A second loss has the tokens of all passages of a question compete (shared normalisation, Clark and
Gardner 2018), so that the scores of two passages can be compared; a third ranks the passages (ListNet's top-one form,
Cao et al. 2007). What is kept are the weights averaged over the last steps. There is no dropout: on two cores its
random numbers take more time than the forward pass.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from reading.steps import Training

MAX_TOKENS, BATCH_TOKENS, TOGETHER = 240, 4_096, 1_024
FAR = -1e4

# Of the wrong passages of a question, how many are read beside a right one, and how often the question comes an epoch.
WRONG = {
    "cloze": 0.3,
    "squad-sentences": 0.0,
    "squad": 0.3,
    "nq": 0.6,
    "newsqa": 1.0,
    "written": 2.0,
    "written-once": 1.5,
    "realtimeqa-2024": 3.0,
}
REPEATED = {"realtimeqa-2024": 4, "written": 2}


@dataclass(frozen=True)
class Batch:
    """Pairs of question and passage; `owner` tells which question of the batch a row belongs to."""

    ids: Any
    mask: Any
    types: Any
    starts: Any
    ends: Any
    """Which tokens may start or end the answer, [CLS] where there is none; booleans [rows, tokens]."""
    owner: Any
    right: Any
    """Whether the row's passage answers, booleans [rows]."""


class Reader(torch.nn.Module):
    """MiniLM over question and passage: a start and an end score for each token, and one score for the passage."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        config = BertConfig.from_pretrained(str(base))
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        config._attn_implementation = "eager"  # with the fused kernel the backward pass takes 1.7 times as long
        self.bert = BertModel(config, add_pooling_layer=False)
        weights = {name.removeprefix("bert."): value for name, value in load_file(base / "model.safetensors").items()}
        self.bert.load_state_dict(weights, strict=False)
        self.span = torch.nn.Linear(384, 2)
        self.dense, self.head = torch.nn.Linear(384, 384), torch.nn.Linear(384, 1)
        torch.nn.init.eye_(self.dense.weight)
        torch.nn.init.zeros_(self.dense.bias)
        for head in (self.head, self.span):
            torch.nn.init.normal_(head.weight, std=0.02)

    def forward(self, ids: Any, mask: Any, types: Any) -> tuple[Any, Any]:
        """Scores [rows, tokens, 2] of starts and ends, those outside the passage far below, and [rows] of passages."""
        states = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        rank = self.head(torch.tanh(self.dense(states[:, 0] + mean))).squeeze(-1)
        return self.span(states).float(), rank.float()


class Pairs:
    """Makes batches of rows: question, passage, and the places that answer."""

    def __init__(self, base: Path, max_tokens: int = MAX_TOKENS) -> None:
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.enable_truncation(max_tokens, strategy="only_second")
        self._tokenizer.no_padding()

    def encode(self, rows: Sequence[tuple[str, str]]) -> list[Any]:
        """The encodings of (question, passage) pairs."""
        found: list[Any] = self._tokenizer.encode_batch(list(rows))
        return found

    def batch(self, examples: Sequence[tuple[str, Sequence[tuple[str, Sequence[Sequence[int]]]]]]) -> Batch:
        """A batch of questions with their passages."""
        rows = [(question, text, spans) for question, passages in examples for text, spans in passages]
        owner = [number for number, (_, passages) in enumerate(examples) for _ in passages]
        found = self.encode([(question, text) for question, text, _ in rows])
        length = max(len(one.ids) for one in found)
        columns = [(one.ids, [1] * len(one.ids), one.type_ids) for one in found]
        ids, mask, types = (
            torch.tensor([row + [0] * (length - len(row)) for row in rows_]) for rows_ in zip(*columns, strict=True)
        )
        starts, ends = torch.zeros(2, len(rows), length, dtype=torch.bool)
        for number, (one, (_, _, spans)) in enumerate(zip(found, rows, strict=True)):
            for start, end in spans:
                first, last = one.char_to_token(start, 1), one.char_to_token(end - 1, 1)
                if first is not None and last is not None:
                    starts[number, first] = ends[number, last] = True
        right = starts.any(1)
        starts[~right, 0] = ends[~right, 0] = True
        return Batch(ids, mask, types, starts, ends, torch.tensor(owner), right)


def loss_of(spans: Any, rank: Any, batch: Batch) -> Any:
    """The three losses together."""
    inside = (batch.types * batch.mask).bool()
    inside[:, 0] = True
    losses = []
    for side, gold in ((0, batch.starts), (1, batch.ends)):
        scores = spans[..., side].masked_fill(~inside, FAR)
        losses.append((scores.logsumexp(1) - scores.masked_fill(~gold, FAR).logsumexp(1)).mean())
        losses.append(_shared(scores, gold, batch))
    ranking = [_ranked(rank[batch.owner == one], batch.right[batch.owner == one]) for one in batch.owner.unique()]
    held = [one for one in ranking if one is not None]
    return sum(losses) + (sum(held) / len(held) if held else 0.0)


def _shared(scores: Any, gold: Any, batch: Batch) -> Any:
    """Over the tokens of all passages of a question together, without [CLS]."""
    scores, gold = scores[:, 1:], gold[:, 1:]
    found = []
    for one in batch.owner.unique():
        mine = batch.owner == one
        if mine.sum() > 1 and gold[mine].any():
            all_, right = scores[mine].flatten(), scores[mine].masked_fill(~gold[mine], FAR).flatten()
            found.append(all_.logsumexp(0) - right.logsumexp(0))
    return 0.5 * sum(found) / len(found) if found else scores.new_zeros(())


def _ranked(scores: Any, right: Any) -> Any:
    if not right.any() or right.all():
        return None
    return scores.logsumexp(0) - scores[right].logsumexp(0)


def sampled(row: dict[str, Any], rng: random.Random) -> tuple[str, list[tuple[str, Any]]]:
    """The question with one passage that answers, if one does, and as many others as its source says."""
    right = [one for one in row["passages"] if one["spans"]]
    wrong = [one for one in row["passages"] if not one["spans"]]
    number = 1
    if right:
        wanted = WRONG[row["source"]]
        number = int(wanted) + (rng.random() < wanted % 1)
    chosen = [rng.choice(right)] if right else []
    # A question that nothing answers comes with the paragraph that it was written about, the first.
    chosen += rng.sample(wrong, min(number, len(wrong))) if right else wrong[:1]
    return row["question"], [(one["text"], one["spans"]) for one in chosen]


def batches(rows: Sequence[dict[str, Any]], seed: int) -> Iterator[list[Any]]:
    """An epoch: questions with their sampled passages, those of like length together, about `BATCH_TOKENS` a batch."""
    rng = random.Random(seed)
    order = [row for row in rows for _ in range(REPEATED.get(row["source"], 1))]
    rng.shuffle(order)
    found: list[list[Any]] = []
    for start in range(0, len(order), TOGETHER):
        some = sorted((sampled(row, rng) for row in order[start : start + TOGETHER]), key=_longest)
        batch: list[Any] = []
        size = 0
        for one in some:
            cost = len(one[1]) * _longest(one)
            if batch and size + cost > BATCH_TOKENS:
                found.append(batch)
                batch, size = [], 0
            batch.append(one)
            size += cost
        found.append(batch)
    rng.shuffle(found)
    return iter(found)


def _longest(one: tuple[str, list[tuple[str, Any]]]) -> int:
    """About how many tokens its longest pair has."""
    return min(MAX_TOKENS, (len(one[0]) + max(len(text) for text, _ in one[1])) // 4 + 8)


def train(
    files: Sequence[Path],
    base: Path,
    out: Path,
    *,
    rate: float,
    start_from: Path | None = None,
    stop: int | None = None,
) -> None:
    """Train on one file of examples after the other, going on where a stopped run was; write `out/reader.safetensors`.

    A file may come several times: once an epoch. After step `stop` the rest is left, at the rate it is then.
    """
    torch.manual_seed(1)
    model, pairs = Reader(base), Pairs(base)
    if start_from is not None:
        model.load_state_dict(load_file(start_from), strict=False)
    order = [some for seed, path in enumerate(files) for some in batches(rows_of(path), seed)]
    training = Training(model, out, len(order), rate)
    for some in training.left(order, stop):
        batch = pairs.batch(some)
        with torch.autocast("cpu", torch.bfloat16):
            spans, rank = model(batch.ids, batch.mask, batch.types)
        training.learn(loss_of(spans, rank, batch), int(batch.mask.sum()))
    save_file(training.average, out / "reader.safetensors")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    with path.open() as file:  # not `splitlines`: news has line separators within its texts
        return [json.loads(line) for line in file]
