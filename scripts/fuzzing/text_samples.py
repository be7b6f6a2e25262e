"""Text, Markdown, records and lists of addresses."""

from fuzzing.parts import HUGE, STORY, TEXT, TITLE, Outside, Reader, as_json, filled, nested, own_samples

TEXT_TOKENS = (
    b"\n\n", b"By ", b" - ", b"(EPR) ", b"...", b"\xe2\x80\x9c", b"\xe2\x80\x8b", b"\f", b"\x1b[31m", b"Read more: ",
    b"Updated ", b"4 October 2025", b"2025-10-04T", b"http://", b"\xd8\xa7", b"\xe3\x80\x82", b"Mr. ", b"U.S. ",
    b" said ", b"Image caption\n",
)  # fmt: skip
_MARKDOWN_TOKENS = (
    b"[", b"](", b"![", b"*", b"_", b"`", b"> ", b"- ", b"# ", b"|", b"<", b"&", b"~~~", b"1. ", b"\\", b"[a]: ",
    b"    ",
)  # fmt: skip
_YAML_TOKENS = (
    b"---\n", b"- ", b": ", b"&a ", b"*a", b"<<: ", b"!!python/object/apply:os.system ", b"[", b"{", b"? ", b"|\n",
    b">\n", b"%TAG ",
)  # fmt: skip
JSON_TOKENS = (
    b"{",
    b"[",
    b'"',
    b"\\ud800",
    b"\\u0000",
    b"NaN",
    b"1e999",
    b"-0",
    b"null",
    b'{"text":',
    b",",
    b"9" * 5000,
)
_CSV_TOKENS = (b",", b'"', b'""', b"\r", b"\0", b";", b"\t", b"|", b"sep=,\n")
_ADDRESS_TOKENS = (b"http://", b"#", b"\n", b"[::1]", b":99999", b"@", b"%00", b"\xef\xbb\xbf")

_FRONT_MATTER = f"""---
title: "{TITLE}"
date: 2025-10-04T18:00:00+02:00
author: [Mira Oduya, Ilva Tarn]
outlet: The Gazette
tags:
  - port
  - storm
nested: {{a: &anchor [1, 2], b: *anchor}}
---

{TEXT}
"""
_MARKDOWN = f"""# {TITLE}

By Mira Oduya, 4 October 2025

{TEXT}

* one [link](https://gazette.example "t") and ![picture](a.png)
* **two** `code` <b>raw</b>

> quoted

1. first
2. second

| a | b |
|---|---|
| 1 | 2 |

```
code
```
[ref]: https://gazette.example
"""
RECORD = {
    "id": "storm-1", "title": TITLE, "text": TEXT, "url": "https://gazette.example/storm", "outlet": "The Gazette",
    "published": "2025-10-04T18:00:00+02:00", "authors": ["Mira Oduya"], "language": "en", "keywords": ["port"],
}  # fmt: skip
_CSV = f'id,title,text,date,author,outlet\n1,"{TITLE}","{TEXT}",2025-10-04,Mira Oduya,The Gazette\n2;a,"b ""c""",d\n'
_LIST = "# what to read\nhttps://gazette.example/storm\n\nhttps://gazette.example/quay?a=1&b=2\n"

DEEP_JSON = (b"[" * 200_000, nested('{"text":', "}", 50_000, '"x"'), nested('[{"items":', "}]", 30_000, "[]"))
_LONG_JSON = tuple(
    as_json(record)
    for record in (
        {"title": "T" * HUGE}, {"text": "x" * HUGE}, {"text": "a " * (HUGE // 2)}, {"authors": ["A B"] * 40_000},
    )
)  # fmt: skip


def _aliases(start: bytes, line: bytes, end: bytes) -> bytes:
    """YAML that is small, and huge once its aliases are followed."""
    return (
        b"---\n"
        + start
        + b"".join(line.replace(b"N", b"%d" % n).replace(b"M", b"%d" % (n - 1)) for n in range(1, 20))
        + end
    )


def _text() -> Reader:
    units = (b"a", b" ", b"\n", b". ", b"By A\n", b"\xe2\x80\x9c", b"1", b"\0", b"\f", b"Image caption\n")
    samples = (STORY.encode(), *own_samples("tests/data/*.txt", "index/sample/*.txt"))
    return Reader(("a.txt",), samples, tuple(map(filled, units)), TEXT_TOKENS)


def _markdown() -> Reader:
    samples = (_MARKDOWN.encode(), *own_samples("tests/data/*.md", "index/sample/*.md"))
    hostile = (*map(filled, _MARKDOWN_TOKENS), nested("> ", "", 200_000), nested("[", "](x)", 100_000))
    return Reader(("a.md",), samples, hostile, _MARKDOWN_TOKENS + TEXT_TOKENS)


def _front_matter() -> Reader:
    hostile = (
        b"---\ntitle: " + b"[" * 100_000 + b"\n---\ntext",
        _aliases(b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n", b"aN: &aN [*aM,*aM,*aM,*aM,*aM,*aM,*aM,*aM,*aM]\n", b"---\ntext"),
        _aliases(b"a0: &a0 [x,x]\n", b"aN: &aN [*aM,*aM]\n", b"title: *a19\nauthor: *a19\n---\ntext"),
        b"---\n" + b"a: b\n" * 100_000 + b"---\nx",
    )
    return Reader(("a.md",), (_FRONT_MATTER.encode(), *own_samples("index/sample/*.md")), hostile, _YAML_TOKENS)


def _json() -> Reader:
    samples = (as_json(RECORD), as_json([RECORD, {**RECORD, "id": 2}]), as_json({"items": [RECORD]}))
    hostile = (*DEEP_JSON, *_LONG_JSON, b"[" + b"{}," * 200_000 + b"{}]", b"[" + b"9" * HUGE + b"]")
    return Reader(("a.json",), samples, hostile, JSON_TOKENS)


def _json_lines() -> Reader:
    lines = (b"{}\n" * 200_000, (b"[" * 5000 + b"\n") * 100, b'{"text":"x"}\n{' + b"[" * 100_000)
    sample = (as_json(RECORD) + b"\n") * 3
    return Reader(("a.jsonl", "a.ndjson"), (sample,), (*DEEP_JSON, *_LONG_JSON, *lines), JSON_TOKENS)


def _csv() -> Reader:
    samples = (_CSV.encode(), _CSV.replace(",", ";").encode(), _CSV.replace(",", "\t").encode("utf-16"))
    hostile = (
        b"title,text\n" + b'"' * HUGE,
        b"title,text\n" + b"," * HUGE,
        b"text,title" + b",a" * 100_000 + b"\n" + b"x,y\n" * 20_000,
        b'title,text\na,"' + b"x\n" * 400_000,
        b"," * 100_000 + b"title,text\n1,2",
    )
    return Reader(("a.csv", "a.tsv"), samples, hostile, _CSV_TOKENS)


def _addresses() -> Reader:
    hostile = (
        b"https://a.example/x\n" * 45_000,
        b"http://" + b"a" * HUGE,
        b"# x\n" * 200_000,
        b"http://[::1\nhttp://a:b@c:99999/\n",
        b"https://" + b"a." * 400_000,
    )
    return Reader(("a.txt",), (_LIST.encode(), _LIST.encode("utf-16")), hostile, _ADDRESS_TOKENS)


def text_readers(_outside: Outside) -> dict[str, Reader]:
    """By name."""
    return {
        "text": _text(), "markdown": _markdown(), "front matter": _front_matter(), "json": _json(),
        "jsonl": _json_lines(), "csv": _csv(), "addresses": _addresses(),
    }  # fmt: skip
