"""`dateline sync`: take sources into the archive, once, or again and again as they change."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import DatelineError
from ui.options import ArchiveOption, JsonOption, WaitOption, archive_folder, embedder, vector_store, when_free
from ui.output import console, print_error, print_json
from ui.stopping import STOPPED, in_words

if TYPE_CHECKING:
    from index.datatypes import SyncOptions, SyncReport


def sync(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, patterns, web addresses (pages, feeds, sitemaps), - for standard input."),
    ],
    *,
    archive: ArchiveOption = None,
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--field", metavar="OURS=THEIRS", help="Which field of records is our title, text, ...; remembered."
        ),
    ] = None,
    keep_removed: Annotated[
        bool, typer.Option("--keep-removed", help="Keep articles whose source is gone, until a sync without it.")
    ] = False,
    emptied: Annotated[
        bool, typer.Option("--emptied", help="Remove the articles of a folder, too, that holds no article file now.")
    ] = False,
    leave_out: Annotated[
        list[str] | None,
        typer.Option("--leave-out", metavar="PATTERN", help="Files and pages to leave out: *.draft.txt, live/*, ..."),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Take articles, too, that were removed for good.")] = False,
    max_pages: Annotated[
        int, typer.Option(min=1, help="Pages to fetch of one feed, sitemap or list of addresses.")
    ] = 200,
    private: Annotated[
        bool, typer.Option("--private", help="Fetch from addresses within your own network, too.")
    ] = False,
    clean: Annotated[
        bool | None,
        typer.Option(
            "--clean/--no-clean",
            help="Take page furniture out of texts, or leave it in.",
            show_default="as the archive did last, or DATELINE_CLEAN",
        ),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and take in what changes, until Ctrl-C.")] = False,
    every: Annotated[
        float, typer.Option(min=1, metavar="MINUTES", help="With --watch: when web addresses are asked again.")
    ] = 15,
    wait: WaitOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make the archive hold exactly what the sources hold now.

    Adds what is new, updates what changed, removes what is gone, skips the rest. Stopped, it continues next time.
    What cannot be read is listed. The exit code is 0 when all went in, 1 when some failed, 2 when nothing went.

    Captions, links to other stories, pleas to subscribe and the like are taken out of the texts. With --no-clean all is
    kept; the archive remembers it for the syncs that follow, and reads again what it read the other way.

    What --field says of a source holds for it until --field says something else. What fits a --leave-out is no part of
    the sources in this sync: "*.draft.txt" fits a name, "live/*" a folder or a part of a web address.

    With --watch it goes on: files are taken in when they change, web addresses are asked again, and a source that is
    missing is looked for again, while its articles stay. With --json each round is one line.

    Example: dateline sync articles/ https://gazette.example/feed --watch --archive my-archive
    """
    from index.datatypes import SyncOptions
    from index.readers.mapping import FieldMap
    from rag.settings import load_settings

    try:
        mapping = FieldMap.from_options(fields or []).names
        chosen = load_settings(clean=clean).clean
        options = SyncOptions(keep_removed, again, mapping, max_pages, private, chosen, emptied, leave_out or ())
        folder = archive_folder(archive)
        _check_sources(sources, folder)
        if watch:
            from ui.watching import watch_and_tell

            watch_and_tell(sources, folder, options, every * 60, wait=wait, as_json=as_json)
            return
        report = _synced(sources, folder, options, wait=wait, quiet=as_json)
    except DatelineError as error:
        print_error(str(error))
        raise typer.Exit(2) from None
    if as_json:
        print_json(asdict(report))
    else:
        from ui.terminal import report_view

        console().print(report_view(report), crop=False)
    done = report.added or report.changed or report.removed or report.unchanged or report.not_taken
    if report.failed or not done:
        raise typer.Exit(1 if done else 2)


def _check_sources(sources: Sequence[str], folder: Path) -> None:
    """A misspelt path must not leave an empty archive behind."""
    from index.load import list_files
    from index.web.addresses import is_web_address

    if not folder.exists():
        list(list_files([source for source in sources if not is_web_address(source)]))


def _synced(sources: Sequence[str], folder: Path, options: "SyncOptions", *, wait: bool, quiet: bool) -> "SyncReport":
    from index.archive import Archive
    from ui.progress import reports

    with in_words(STOPPED), Archive.open(folder, embedder(), chroma=vector_store(), warm=False) as opened:
        return when_free(
            lambda: next(reports(opened.sync_steps(sources, options), console(stderr=True), quiet=quiet)), wait=wait
        )
