"""Small files of invented news in the form that the recipe of the bundled reader expects its data in."""

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

TOWNS = (
    "Aldermoor Brackwater Corvale Dunhollow Eastmere Fenwick Garrowby Hollin Ivelsand Kestrelton Lyndale Marrowgate "
    "Netherby Oakhurst Pellworth Quarnford"
).split()
PEOPLE = (
    "Anders Beatrix Conrad Dalia Emeric Frida Gustav Helga Ines Joris Katrin Lambert Mirela Niklas Odile Pavel".split()
)
THINGS = "bridge library harbour tramway theatre windmill observatory market".split()
FILLER = (
    "People came from far away to look at it, and some of them stayed for the whole week.",
    "Nobody could say how long the works would go on, nor who would pay for what was still missing.",
    "The weather was fine, the band played, and the children of the school sang three songs.",
    "A second part is to follow when the winter is over and the ground is soft again.",
    "The council had talked about the matter at many meetings, most of them long.",
    "Shopkeepers hope for more guests, while others fear the noise of so many carts.",
)


def thing(number: int) -> str:
    return f"{TOWNS[number]} {THINGS[number % len(THINGS)]}"


def person(number: int) -> str:
    return f"{PEOPLE[number]} Vantongeren"


def opening(number: int) -> str:
    return f"The {thing(number)} was opened by {person(number)} on Monday."


def cost(number: int) -> str:
    return f"{37 + number} million crowns"


def text(number: int) -> str:
    """An article of several chunks: who opened it in the first, what it cost in the last."""
    middle = "\n\n".join(f"In {TOWNS[number]}, part {part}: {' '.join(FILLER)}" for part in range(4))
    return f"{opening(number)}\n\n{middle}\n\nIn the end the {thing(number)} cost {cost(number)}, the builders wrote."


def title(number: int) -> str:
    return f"News from {TOWNS[number]}"


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def write_newsqa(folder: Path, ids: Iterable[str]) -> None:
    """An article for each id, and two questions about each: one answered in its first chunk, one in its last."""
    numbered = list(enumerate(ids))
    write_rows(
        folder / "articles.jsonl.gz",
        ({"doc_id": one, "title": title(number), "text": text(number)} for number, one in numbered),
    )
    asked = [
        (one, question, text(number).index(answer), answer)
        for number, one in numbered
        for question, answer in (
            (f"Who opened the {thing(number)}?", person(number)),
            (f"What did the {thing(number)} cost?", cost(number)),
        )
    ]
    write_rows(
        folder / "questions.jsonl.gz",
        (
            {"doc_id": one, "question": question, "answers": [{"answer_start": start, "text": answer}]}
            for one, question, start, answer in asked
        ),
    )


def write_realtimeqa(folder: Path) -> None:
    write_rows(
        folder / "articles.jsonl.gz",
        (
            {
                "doc_id": f"r{number}",
                "title": title(number),
                "text": text(number),
                "publish_date": f"2031/05/{number + 1:02}",
            }
            for number in range(len(TOWNS))
        ),
    )
    write_rows(
        folder / "questions.jsonl.gz",
        (
            {
                "question": f"Who opened the {thing(number)}?",
                "answer_text": [f"“{person(number)}”"],
                "gold_doc_ids": [f"r{number}"] if number else [],
                "question_date": "2031/06/01",
            }
            for number in range(len(TOWNS))
        ),
    )


def write_data(data: Path) -> None:
    """Every file that examples and groups are made from."""
    numbers = range(len(TOWNS))
    write_newsqa(data / "newsqa", (f"d{number}" for number in numbers))
    write_realtimeqa(data / "realtimeqa" / "2024")
    write_rows(
        data / "squad" / "squad2_dev.jsonl.gz",
        (
            {"title": f"Town_{number % 4}", "context": text(number), "question": question, "answers": answers}
            for number in numbers
            for question, answers in ((f"Who opened the {thing(number)}?", [person(number)]), ("Who paid?", []))
        ),
    )
    write_rows(
        data / "training" / "nq_oracle.jsonl.gz",
        (
            {
                "question": f"who opened the {thing(number)}",
                "answers": [person(number)],
                "ctxs": [{"title": title(number), "text": opening(number)}],
            }
            for number in numbers
        ),
    )
    for kind in ("answerable", "unanswerable"):
        write_rows(
            data / "training" / f"clapnq_{kind}.jsonl.gz",
            (
                {"input": f"the {thing(number)} ({kind})", "passages": [{"title": kind, "text": opening(number)}]}
                for number in numbers
            ),
        )
    write_rows(
        data / "training" / "squad_sentence_questions.jsonl.gz",
        ({"sentence": opening(number).lower(), "question": f"who opened the {thing(number)} ?"} for number in numbers),
    )
    write_rows(
        data / "msmarco" / "judged_dl21.jsonl.gz",
        (
            {"query": f"opening of the {thing(number)}", "grade": grade, "text": opening(number + grade)}
            for number in range(8)
            for grade in range(4)
        ),
    )
    lines = ["QuestionID\tQuestion\tDocumentID\tDocumentTitle\tSentenceID\tSentence\tLabel"]
    lines += [
        f"Q{number}\thow dear was the {thing(number)}?\tD\t{title(number)}\tS\t{sentence}\t{label}"
        for number in numbers
        for sentence, label in [(f"It cost {cost(number)}.", int(number > 2)), *((filler, 0) for filler in FILLER[:3])]
    ]
    (data / "wikiqa").mkdir(parents=True)
    (data / "wikiqa" / "WikiQA-train.tsv").write_text("\n".join(lines) + "\n")
