"""`dateline archive`: what it holds, whether it is whole, and how to repair, shrink, back up, restore and move it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import SettingsError
from ui.options import (
    ArchiveOption,
    JsonOption,
    WaitOption,
    archive_folder,
    embedder,
    open_archive,
    vector_store,
    when_free,
)
from ui.output import console, print_json
from ui.stopping import STOPPED, in_words

if TYPE_CHECKING:
    from index.vectors.place import ChromaServer

app = typer.Typer(no_args_is_help=True)


@app.command("info")
def info_command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say what the archive holds and how it is kept."""
    with open_archive(archive) as opened:
        info = opened.info()
    facts = {
        "folder": str(info.folder),
        "format": info.format,
        "articles": info.status.articles,
        "chunks": info.status.chunks,
        "undated": info.status.undated,
        "outlets": len(info.status.outlets),
        "embedding": info.status.embedding,
        "next_embedding": info.next_embedding,
        "vectors": info.vectors,
        "snapshot": info.status.snapshot,
        "bytes": info.bytes,
        "former_versions": info.former_versions,
        "gone": info.gone,
        "removed_for_good": info.removed_for_good,
        "stories": info.stories,
        "copies": info.copies,
        "cleaned": info.cleaned,
        "named_fields": info.named_fields,
    }
    if as_json:
        print_json(facts)
        return
    _print_lines([f"{name.replace('_', ' '):<17} {_shown(value)}" for name, value in facts.items()])


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{path}: {_listed(names)}" for path, names in value.items()) or "none"
    return f"{value:,}" if isinstance(value, int) else str(value or "none")


def _listed(names: Mapping[str, str]) -> str:
    return ", ".join(f"{ours}={theirs}" for ours, theirs in names.items())


@app.command("verify")
def verify_command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Compare everything that is stored with how it was stored. The exit code is 1 when something is wrong."""
    from index.archive import Archive
    from index.embed import NoEmbedder

    with Archive.open(archive_folder(archive), NoEmbedder(), create=False, chroma=vector_store()) as opened:
        problems = opened.verify()
    damages = [problem for problem in problems if not problem.passing]
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        _print_lines(problems)
        repair = f"Repair it with: dateline archive repair --archive {archive_folder(archive)}"
        print(f"{len(damages)} found. {repair}" if damages else "Everything is as it was stored.")
    if damages:
        raise typer.Exit(1)


@app.command("repair")
def repair_command(archive: ArchiveOption = None, wait: WaitOption = False) -> None:
    """Make a damaged archive whole, also one that cannot be opened. Says what was lost.

    The next sync reads all sources again and brings back what they still hold.
    """
    from index.archive import Archive

    lost = when_free(lambda: Archive.repair(archive_folder(archive), embedder()), wait=wait)
    _print_lines(lost)
    print(f"Repaired; {len(lost)} lost. Sync its sources again." if lost else "Repaired; nothing was lost.")


@app.command("compact")
def compact_command(archive: ArchiveOption = None, wait: WaitOption = False) -> None:
    """Give the room of what was removed back to the disk."""
    from index.archive import Archive
    from index.embed import NoEmbedder

    with Archive.open(archive_folder(archive), NoEmbedder(), create=False, chroma=vector_store()) as opened:
        size = when_free(opened.compact, wait=wait)
    print(f"{size.before / 1e6:.1f} MB before, {size.after / 1e6:.1f} MB now.")


@app.command("backup")
def backup_command(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")], archive: ArchiveOption = None
) -> None:
    """Write the archive as it is at this moment into one new file. Also while a sync is running.

    Example: dateline archive backup monday.sqlite3 --archive my-archive
    """
    with open_archive(archive) as opened:
        opened.backup(out)
    print(f"Written to {out}. Restore it with: dateline archive restore {out} --archive NEW-FOLDER")


@app.command("restore")
def restore_command(
    backup: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")], archive: ArchiveOption = None
) -> None:
    """Make an archive from a backup, in a folder that holds none.

    Example: dateline archive restore monday.sqlite3 --archive new-archive
    """
    from index.archive import Archive

    folder = archive_folder(archive)
    Archive.restore(backup, folder)
    with open_archive(folder) as opened:
        print(f"{opened.count_articles()} articles in {folder}.")


@app.command("embed")
def embed_command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Embed all articles anew. With the embedding that the settings name; it is switched to at the end.

    Questions are answered and syncs go on with the former embedding meanwhile; the switch waits for a sync to end.
    Stopped, the same command continues. With the embedding that the archive has, what was begun is given up.

    Example: DATELINE_EMBEDDING=openai DATELINE_EMBEDDING_URL=http://127.0.0.1:11434/v1
    DATELINE_EMBEDDING_MODEL=nomic-embed-text dateline archive embed --archive my-archive
    """
    from index.archive import Archive
    from ui.progress import reports

    folder = archive_folder(archive)
    with in_words(STOPPED):
        report = next(reports(Archive.reembed_steps(folder, embedder()), console(stderr=True), quiet=as_json))
    if as_json:
        print_json(asdict(report))
    elif not report.switched:
        print(f"The archive has the embedding {report.now}, and keeps it.")
    else:
        print(f"{report.chunks:,} chunks embedded, and switched from {report.before} to {report.now}.")
        print("Programs that have the archive open need a restart. `dateline archive compact` frees the room it took.")


@app.command("move")
def move_command(
    to: Annotated[str, typer.Option("--to", metavar="PLACE", help="The URL of a Chroma server, or: embedded.")],
    archive: ArchiveOption = None,
    wait: WaitOption = False,
) -> None:
    """Move the vectors to a Chroma server, or back to the folder. Nothing is embedded again.

    DATELINE_CHROMA_TOKEN, _TENANT, _DATABASE and _CA say the rest about the server of DATELINE_CHROMA_URL. Stopped, the
    archive stays as it was, and the same command continues.

    Example: dateline archive move --to http://127.0.0.1:8000 --archive my-archive
    """
    from ui.progress import reports

    named = vector_store()
    known = None if named is True else named
    target = None if to == "embedded" else _server(to, known)
    with open_archive(archive) as opened, in_words(STOPPED):
        when_free(lambda: list(reports(opened.move_steps(target, known), console(stderr=True), quiet=False)), wait=wait)
        print(f"The vectors are now kept in {opened.info().vectors}.")
    if known and target is None:
        print(f"The settings still name {known}: take DATELINE_CHROMA_URL out of them.")
    if target and not known:
        print(f"From now on set DATELINE_CHROMA_URL={target.url}: a server is asked only where the settings name it.")


def _server(url: str, known: "ChromaServer | None") -> "ChromaServer":
    """The server with this URL; what else is known of it is in the settings, if they name it and no other."""
    from index.vectors.place import ChromaServer

    if known and ChromaServer(url).url != known.url:
        raise SettingsError(
            f"The settings name {known}, and the vectors shall go to {url}. Set DATELINE_CHROMA_URL and what belongs "
            "to it to where they shall go, or leave them out."
        )
    return known or ChromaServer(url)


def _print_lines(lines: Sequence[object]) -> None:
    from rich.text import Text

    from ui.terminal import clean

    for line in lines:
        console().print(Text(clean(str(line))), soft_wrap=True)
