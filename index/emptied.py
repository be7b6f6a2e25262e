"""What is said of a source in which no article file is now: its disk may be away, so what came from it stays."""

from collections.abc import Mapping

from index.sources import Scope

_FILES = "names that end in .txt, .md, .html, .pdf, .docx, .jsonl, .csv or another format of the README"


def empty_note(path: str, counts: Mapping[str, int], emptied: bool) -> str:
    """The note on a source without files; `counts` are the articles of each file, `emptied` lets them go."""
    source = Scope([path])
    count = sum(number for file, number in counts.items() if file in source)
    note = f"No article files were found in {path} ({_FILES})."
    if not count or emptied:
        return note
    which = "1 article" if count == 1 else f"{count:,} articles"
    return f"{note} The {which} from there stay; to let them go, sync with --emptied (from Python: emptied=True)."
