"""`dateline articles`: list them, show one, what changed in one, remove some, write all to a file."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from index.errors import ArchiveError
from ui.options import EMPTY, ArchiveOption, JsonOption, WaitOption, open_archive, when_free
from ui.output import console, print_json, print_json_list

if TYPE_CHECKING:
    from index.archive import Archive
    from index.datatypes import Article
    from index.store.removals import Tombstone
    from index.store.versions import Version


class _ShowByDefault(TyperGroup):
    """`dateline articles ID` is short for `dateline articles show ID`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["show", *args])


app = typer.Typer(cls=_ShowByDefault, invoke_without_command=True)
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of articles, as the list shows them.")]
OneId = Annotated[str, typer.Argument(metavar="ID", help="The id of an article, as the list shows it.")]


@app.callback()
def articles(context: typer.Context, archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """List the articles of the archive; with an id, show that one.

    Example: dateline articles --archive my-archive
    """
    if context.invoked_subcommand is None:
        list_command(archive, as_json=as_json)
    elif archive or as_json:
        raise typer.BadParameter("Options come after the command's name and the ids.")


@app.command("list")
def list_command(
    archive: ArchiveOption = None,
    removed: Annotated[
        bool, typer.Option("--removed", help="What was removed for good instead: when, its id, its file.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the articles: day, headline, outlet, id."""
    from rag.as_dict import article_dict

    with open_archive(archive) as opened:
        if removed:
            _print_removed(opened.removed(), as_json=as_json)
        elif as_json:
            print_json_list(article_dict(article) for article in opened.articles())
        elif not opened.count_articles():
            print(EMPTY.format(archive=opened.folder))
        else:
            from ui.terminal import print_articles

            print_articles(console(), opened.articles(), opened.status())


@app.command("show")
def show_command(
    article_id: OneId,
    archive: ArchiveOption = None,
    raw: Annotated[bool, typer.Option("--raw", help="Its text as it was read, before it was cleaned.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show one article whole. With what is known of it, where that was stated, and where else it was printed."""
    from rag.as_dict import article_dict, copy_dict

    with open_archive(archive) as opened:
        article = opened.article(article_id)
        if raw:
            article = replace(article, text=_as_read(opened, article_id), pages=())
        copies = opened.copies([article_id]).get(article_id, ())
    if as_json:
        print_json({**article_dict(article, with_text=True), "copies": [copy_dict(copy) for copy in copies]})
    else:
        from ui.terminal import article_view

        console().print(article_view(article, copies), crop=False)


@app.command("history")
def history_command(article_id: OneId, archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Show what changed in an article. From version to version, sentence by sentence.

    Example: dateline articles history ID --archive my-archive
    """
    with open_archive(archive) as opened:
        versions = opened.history(article_id)
    if as_json:
        older = [version.article for version in versions[1:]]
        print_json([_version_dict(*pair) for pair in zip_longest(versions, older)])
    else:
        from ui.history_view import history_view

        console().print(history_view(versions))


@app.command("remove")
def remove_command(
    article_ids: Ids,
    archive: ArchiveOption = None,
    again: Annotated[
        bool, typer.Option("--again", help="Let these articles come back at the next sync, after they were removed.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask. Programs are never asked.")] = False,
    wait: WaitOption = False,
) -> None:
    """Remove articles for good. Their history goes with them, and a sync does not bring them back.

    In a terminal it shows them first, and asks. `dateline articles list --removed` says which were removed.

    Example: dateline articles remove ID --archive my-archive
    """
    with open_archive(archive) as opened:
        if not (yes or again) and sys.stdin.isatty():
            _ask_whether_to_remove([opened.article(one) for one in dict.fromkeys(article_ids)])
        write = opened.take_back if again else opened.remove
        count = when_free(lambda: write(article_ids), wait=wait)
    if again and not count:
        raise ArchiveError("None of these was removed for good. `dateline articles list --removed` says which were.")
    what = f"{count} article{'' if count == 1 else 's'}"
    print(f"{what} may come back at the next sync." if again else f"{what} removed for good.")


@app.command("export")
def export_command(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, such as articles.jsonl.")],
    archive: ArchiveOption = None,
) -> None:
    """Write all articles to a new file of JSON lines. `dateline sync` reads it back equal.

    Example: dateline articles export articles.jsonl --archive my-archive
    """
    if str(out) == "-":
        raise ArchiveError("An export goes into a file, all of it or nothing. Name one, such as articles.jsonl.")
    with open_archive(archive) as opened:
        count = opened.export(out)
    print(f"{count} articles written to {out}.")


def _ask_whether_to_remove(articles: Sequence["Article"]) -> None:
    """Show them; ends the command unless the person agrees."""
    from ui.render import byline, headline

    _print_lines(f"{article.id}: {headline(article)} ({byline(article)})" for article in articles)
    those = "this article and its history" if len(articles) == 1 else f"these {len(articles):,} articles"
    if not typer.confirm(f"Remove {those} for good?"):
        print("Nothing was removed.")
        raise typer.Exit(1)


def _print_removed(stones: Sequence["Tombstone"], *, as_json: bool) -> None:
    if as_json:
        print_json_list({**asdict(stone), "removed_at": stone.removed_at.isoformat()} for stone in stones)
    elif stones:
        _print_lines(f"{stone.removed_at:%Y-%m-%d %H:%M} {stone.article_id} {stone.file}" for stone in stones)
    else:
        print("Nothing was removed for good.")


def _print_lines(lines: Iterable[str]) -> None:
    from rich.text import Text

    from ui.terminal import one_line

    for line in lines:
        console().print(Text(one_line(line)), soft_wrap=True)


def _as_read(archive: "Archive", article_id: str) -> str:
    text = archive.raw(article_id)
    if text is None:
        raise ArchiveError(f"The text of {article_id!r} as it was read was not kept. Sync its source again.")
    return text


def _version_dict(version: "Version", older: "Article | None") -> dict[str, Any]:
    """A version as JSON-ready values, with what it changed in the `older` one; the first version changed nothing."""
    from index.history import changes, field_changes
    from rag.as_dict import article_dict

    found = changes(older, version.article) if older else []
    return {
        "number": version.number,
        "stored_at": version.stored_at.isoformat() if version.stored_at else None,
        "changes": [asdict(change) for change in found if change.kind != "kept"],
        "fields": [asdict(field) for field in (field_changes(older, version.article) if older else [])],
        "article": article_dict(version.article, with_text=True),
    }
