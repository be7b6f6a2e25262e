"""The trained reader as an int8 ONNX file: the embedding's graph (`build_embedding.py`) over pairs, with two heads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from build_embedding import Encoder, Floats, Graph, Reach, Weights, session_of
from numpy.typing import NDArray
from onnx import TensorProto
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Inputs = dict[str, NDArray[np.int64]]
Pair = tuple[str, str]

MAX_TOKENS = 240


class PairReader(Encoder):
    """Question and passage in; a start and an end score for each token out, and one score for the passage."""

    def _graph(self) -> Graph:
        outputs = {"spans": ("batch", "sequence", 2), "rank": ("batch", 1)}
        return Graph("dateline-reader", ("input_ids", "attention_mask", "token_type_ids"), outputs)

    def _places(self) -> Floats:
        return self.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]

    def _typed(self, states: str) -> str:
        types = self.graph.constant("types", self.weights["embeddings.token_type_embeddings.weight"])
        return self.graph.node("Sum", states, self.graph.node("Gather", types, "token_type_ids"))

    def _finish(self, states: str) -> None:
        """The heads: each token's start and end, and the passage's rank from [CLS] plus the mean of all tokens."""
        graph, axis = self.graph, self.graph.constant("one", np.array([1]))
        self._plain("span", states, out="spans")
        mask = graph.node("Cast", "attention_mask", to=TensorProto.FLOAT)
        length = graph.node("ReduceSum", mask, axis, keepdims=1)
        first = graph.node("Gather", states, graph.constant("first", np.array(0)), axis=1)
        pooled = graph.node("Add", first, graph.node("Div", self._sum(states), length))
        self._plain("head", graph.node("Tanh", self._plain("dense", pooled)), out="rank")

    def _plain(self, name: str, states: str, out: str = "") -> str:
        """A small product in float32."""
        weight = self.graph.constant(f"{name}.weight", self.weights[f"{name}.weight"].T)
        bias = self.graph.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.graph.node("Add", self.graph.node("MatMul", states, weight), bias, out=out)


@dataclass(frozen=True)
class Built:
    """The file, and how near it is to float32 over some pairs."""

    model: bytes
    correlation: float
    """Of the scores of all tokens and passages."""
    same_best: float
    """In how many pairs the best start and the best end stay the same."""


def build(weights_file: Path, tokenizer_file: Path, calibration: Sequence[Pair], judged: Sequence[Pair]) -> Built:
    """Quantise the weights that `learn.py` wrote, with the reach of activations over `calibration`."""
    weights: Weights = {
        name.removeprefix("bert."): value.astype(np.float32)
        for name, value in load_file(weights_file).items() if value.dtype.kind == "f"
    }  # fmt: skip
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    model = PairReader(weights, _reaches(weights, _inputs(tokenizer, calibration))).write().model()
    exact, small = session_of(PairReader(weights).write().model()), session_of(model)
    pairs = [(_scores(exact, one), _scores(small, one)) for one in _inputs(tokenizer, judged)]
    same = [bool((one[0].argmax(0) == other[0].argmax(0)).all()) for one, other in pairs]
    one, other = (np.concatenate([np.append(pair[side][0], pair[side][1]) for pair in pairs]) for side in (0, 1))
    return Built(model, float(np.corrcoef(one, other)[0, 1]), float(np.mean(same)))


def _inputs(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> list[Inputs]:
    return [
        {
            "input_ids": np.array([one.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(one.ids)), dtype=np.int64),
            "token_type_ids": np.array([one.type_ids], dtype=np.int64),
        }
        for one in tokenizer.encode_batch(list(pairs))
    ]


def _reaches(weights: Weights, pairs: Sequence[Inputs]) -> dict[str, Reach]:
    """The reach of every activation that gets quantised, by the float32 graph."""
    encoder = PairReader(weights)
    graph = encoder.write()
    outputs = sorted(set(encoder.inner.values()))
    session = session_of(graph.model(outputs))
    reaches: dict[str, Reach] = {}
    for inputs in pairs:
        values = dict(zip(outputs, session.run(outputs, inputs), strict=True))
        for name, output in encoder.inner.items():
            # [CLS] takes its own path through the feed-forward blocks.
            seen = values[output][0, 1:] if name.endswith((".feed", ".hidden")) else values[output][0]
            reach = Reach(seen.min(axis=0), seen.max(axis=0))
            reaches[name] = reach.joined(reaches[name]) if name in reaches else reach
    return reaches


def _scores(session: onnxruntime.InferenceSession, inputs: Inputs) -> tuple[Floats, Floats]:
    spans, rank = session.run(None, inputs)
    return spans[0], rank[0]
