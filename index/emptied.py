"""What is said of a source in which no article file is now: its disk may be away, so what came from it stays."""

from collections.abc import Iterable, Mapping

from index.sources import Scope

_FILES = "names that end in .txt, .md, .html, .pdf, .docx, .jsonl, .csv or another format of the README"


def empty_note(path: str, counts: Mapping[str, int], unwanted: Iterable[str] = ()) -> str:
    """The note on a source without files; `counts` are the articles of each file that stay.

    `unwanted` are the files that were left out by name.
    """
    source = Scope([path])
    count = sum(number for file, number in counts.items() if file in source)
    by_name = any(file in source for file in unwanted)
    note = f"No article files were found in {path} ({_FILES})."
    if by_name:
        note = f"All article files in {path} were left out by name."
    if not count:
        return note
    stay = "1 article from there stays" if count == 1 else f"{count:,} articles from there stay"
    return f"{note} {stay}; to let go what came from there, sync with --emptied (from Python: emptied=True)."
