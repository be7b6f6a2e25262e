"""A model in training: the steps, their rate, the averaged weights, and going on where a stopped run was."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch

WARM_UP, KEPT = 0.05, 0.998  # share of the steps in which the rate grows; what an average keeps at each step
SAID, SAVED = 25, 200  # steps after which the loss is printed, and after which everything is saved

T = TypeVar("T")


class Training:
    """AdamW over a known number of steps; `average` has the exponential average of the weights."""

    def __init__(self, model: torch.nn.Module, out: Path, steps: int, rate: float) -> None:
        out.mkdir(exist_ok=True, parents=True)
        self._model, self._out, self._steps = model, out, steps
        self._optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, lambda step: _share_of_rate(step, steps))
        self.average: dict[str, Any] = {name: value.clone() for name, value in model.state_dict().items()}
        self.done = 0
        self._began, self._tokens, self._loss = time.monotonic(), 0, 0.0
        if (out / "last.pt").exists():
            self._resume()
        print(f"{steps} steps, {self.done} done", flush=True)

    def left(self, batches: Sequence[T], stop: int | None = None) -> Iterator[T]:
        """The batches that are not learnt from yet, up to step `stop`."""
        yield from batches[self.done : stop]

    def learn(self, loss: Any, tokens: int) -> None:
        """One step down from this loss."""
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimiser.step()
        self._schedule.step()
        for name, value in self._model.state_dict().items():
            self.average[name].mul_(KEPT).add_(value, alpha=1 - KEPT)
        self.done += 1
        self._tokens, self._loss = self._tokens + tokens, self._loss + float(loss.detach())
        if self.done % SAID == 0:
            self._say()
        if self.done % SAVED == 0:
            self._save()

    def _say(self) -> None:
        speed = self._tokens / (time.monotonic() - self._began)
        print(f"{self.done}/{self._steps} loss {self._loss / SAID:.4f}, {speed:.0f} tokens/s", flush=True)
        self._loss = 0.0

    def _save(self) -> None:
        state = {
            "model": self._model.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "average": self.average,
            "schedule": self._schedule.state_dict(),
            "step": self.done,
        }
        torch.save(state, self._out / "part.pt")
        (self._out / "part.pt").replace(self._out / "last.pt")

    def _resume(self) -> None:
        state = torch.load(self._out / "last.pt")
        self._model.load_state_dict(state["model"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._schedule.load_state_dict(state["schedule"])
        self.average, self.done = state["average"], int(state["step"])


def _share_of_rate(step: int, steps: int) -> float:
    return min((step + 1) / (WARM_UP * steps), max(0.02, (steps - step) / (steps * (1 - WARM_UP))))
