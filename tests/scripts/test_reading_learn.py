"""How the reader's training draws its batches. Needs the build tools that `scripts/train_reader.py` names."""

import random
from collections import Counter
from typing import Any

import pytest

pytest.importorskip("torch", reason="torch is a build tool of the reader, not one of Dateline")
pytest.importorskip("transformers", reason="transformers is a build tool of the reader, not one of Dateline")
pytest.importorskip("safetensors", reason="safetensors is a build tool of the reader, not one of Dateline")

import torch
from reading import learn, rank
from reading.steps import Training

RIGHT, WRONG = {"text": "right", "spans": [[0, 5]]}, [{"text": f"wrong {n}", "spans": []} for n in range(6)]


def row(source: str, *, answered: bool = True, question: str = "Who?") -> dict[str, Any]:
    return {"source": source, "question": question, "passages": [RIGHT, *WRONG] if answered else list(WRONG)}


def group(gains: list[int], source: str = "nq") -> dict[str, Any]:
    return {
        "source": source,
        "question": f"How {gains}?",
        "passages": [{"text": f"{gain} {place}", "gain": gain} for place, gain in enumerate(gains)],
    }


@pytest.mark.parametrize(("source", "wrong"), [("squad-sentences", 0), ("newsqa", 1), ("written", 2)])
def test_question_comes_with_a_right_passage_and_as_many_wrong_ones_as_its_source_says(source: str, wrong: int) -> None:
    _, passages = learn.sampled(row(source), random.Random(1))
    assert passages[0] == ("right", [[0, 5]])
    assert [spans for _, spans in passages[1:]] == [[]] * wrong


def test_question_that_nothing_answers_comes_with_its_own_paragraph() -> None:
    _, passages = learn.sampled(row("squad", answered=False), random.Random(1))
    assert passages == [("wrong 0", [])]


def test_epoch_has_every_question_as_often_as_its_source_comes() -> None:
    rows = [
        row("written", question="Who wrote?"),
        row("nq", question="Who knew?"),
        row("cloze", question="Who closed?"),
    ]
    asked = Counter(question for batch in learn.batches(rows, 1) for question, _ in batch)
    assert asked == {"Who wrote?": 2, "Who knew?": 1, "Who closed?": 1}


def test_same_seed_gives_the_same_batches_and_another_seed_others() -> None:
    rows = [row("nq", question=f"Who was number {number}?") for number in range(200)]
    assert list(learn.batches(rows, 1)) == list(learn.batches(rows, 1)) != list(learn.batches(rows, 2))


def test_batches_hold_no_more_tokens_than_they_may() -> None:
    long = {"text": "word " * 200, "spans": [[0, 4]]}
    rows = [{"source": "nq", "question": f"Who {number}?", "passages": [long]} for number in range(100)]
    sizes = [len(batch) for batch in learn.batches(rows, 3)]
    assert sum(sizes) == 100
    assert max(sizes) * learn.MAX_TOKENS <= learn.BATCH_TOKENS


def test_group_has_one_good_passage_first_and_only_worse_ones_behind() -> None:
    drawn = [rank.sampled(group([3, 2, 2, 1, 0, 0, 0, 0, 0]), random.Random(seed))["passages"] for seed in range(20)]
    for first, *rest in drawn:
        assert first["gain"] >= 2
        assert all(one["gain"] < first["gain"] for one in rest)
        assert len(rest) <= rank.GROUP - 1
    assert {first["gain"] for first, *_ in drawn} == {2, 3}


def test_groups_come_in_full_batches_without_those_that_nothing_answers() -> None:
    rows = [group([1, 0, 0]) for _ in range(20)] + [group([0, 0]) for _ in range(20)] + [group([1, 0], "clapnq")] * 2
    found = rank.batches(rows, 0)
    assert [len(batch) for batch in found] == [rank.BATCH] * 3  # 20 and twice 2
    assert all(one["passages"][0]["gain"] for batch in found for one in batch)
    assert found == rank.batches(rows, 0)


def test_ranking_loss_falls_as_the_right_passage_rises() -> None:
    gains, owner = torch.tensor([1.0, 0.0, 3.0, 0.0]), torch.tensor([0, 0, 1, 1])
    good, bad = (rank.loss_of(torch.tensor(scores), gains, owner) for scores in ([4.0, 0, 4, 0], [0.0, 4, 0, 4]))
    assert float(good) < 0.1 < float(bad)


def test_stopped_training_goes_on_where_it_was(tmp_path: Any) -> None:
    inputs = list(torch.randn(400, 3, generator=torch.Generator().manual_seed(1)))

    def trained(out: Any, *stops: int | None) -> Any:
        for stop in stops:
            torch.manual_seed(1)
            model = torch.nn.Linear(3, 1)
            training = Training(model, out, len(inputs), 1e-2)
            for one in training.left(inputs, stop):
                training.learn((model(one) - one.sum()).square().mean(), 1)
        return training.average["weight"]

    assert torch.equal(trained(tmp_path / "stopped", 200, None), trained(tmp_path / "whole", None))
