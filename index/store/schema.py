"""The tables of a library, and how a library of an older format becomes one of today's.

Version 2 adds to version 1 what an article says beyond its text, former versions, texts as read, and what was removed
for good. Version 3 adds stories: sketches that find copies, whose text an article is, and what an outlet repeats; and
room for the vectors of another embedding while they are made. Version 4 indexes the words of other languages than
English by their stems, or in bigrams: the upgrade reads every article and indexes those again for which that is
different. Version 5 adds who says what: the upgrade reads every article, some 4 ms each. Version 6 knows a record
that was removed for good under another headline. An upgrade is one transaction, so one that is broken off is done when
the library is opened next. A library that cannot be written is read through views that look like today's, and its words
as they were indexed.
"""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from index.errors import ArchiveVersionError
from index.store.attributed import attribute_all, note_rules
from index.store.words import index_other_languages

if TYPE_CHECKING:
    from sqlite3 import Connection

VERSION = 6

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, text TEXT NOT NULL, url TEXT, outlet TEXT,
    published TEXT,  -- ISO 8601, a date or a datetime, as precise as the source
    day TEXT,        -- its first ten characters, what filters compare
    authors TEXT NOT NULL, language TEXT, origin TEXT NOT NULL,
    file TEXT NOT NULL,     -- the file or document it came from
    digest BLOB NOT NULL    -- of everything that the source says, to see whether it changed
);
CREATE INDEX articles_by_file ON articles (file);
CREATE INDEX articles_by_day ON articles (day);
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice
    article INTEGER NOT NULL REFERENCES articles (number),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    embedding BLOB NOT NULL  -- float16, unit length
);
CREATE INDEX chunks_by_article ON chunks (article);
CREATE TABLE removed_chunks (sequence INTEGER PRIMARY KEY AUTOINCREMENT, chunk INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL) WITHOUT ROWID;
"""

# Columns are added at the end and stay NULL for what is stored already, so that an upgrade rewrites no article.
_SECOND = """
ALTER TABLE articles ADD COLUMN more TEXT;  -- JSON: the fields that few articles have
ALTER TABLE articles ADD COLUMN last_day TEXT;  -- where only a month or year is known: its end, and `day` its beginning
ALTER TABLE articles ADD COLUMN stored_at TEXT;  -- ISO 8601, UTC: since when it reads as it does
ALTER TABLE articles ADD COLUMN gone_at TEXT;  -- ISO 8601, UTC: since when its source is not there any more
CREATE INDEX articles_by_digest ON articles (digest);
CREATE TABLE versions (
    article TEXT NOT NULL,        -- the article's id
    number INTEGER NOT NULL,      -- 1 is the first that was stored
    stored_at TEXT, digest BLOB NOT NULL,
    content BLOB NOT NULL,        -- the article as zlib JSON
    PRIMARY KEY (article, number)
);
CREATE TABLE raws (article TEXT PRIMARY KEY, text BLOB);  -- zlib UTF-8, before cleaning; NULL: the same as the text
CREATE TABLE tombstones (article TEXT PRIMARY KEY, file TEXT NOT NULL, digest BLOB, removed_at TEXT NOT NULL);
CREATE INDEX tombstones_by_digest ON tombstones (digest);
"""

_THIRD = """
ALTER TABLE articles ADD COLUMN owner TEXT;  -- the agency whose text it is, NULL: its outlet's own
-- Filters read these alone: the rows of the table hold the texts, and lie far apart.
DROP INDEX IF EXISTS articles_by_day;
CREATE INDEX IF NOT EXISTS articles_by_period ON articles (day, last_day);
CREATE INDEX IF NOT EXISTS articles_by_outlet ON articles (outlet, day, last_day);
CREATE INDEX IF NOT EXISTS articles_by_authors ON articles (authors);
CREATE TABLE sketches (article INTEGER PRIMARY KEY, story INTEGER NOT NULL, day INTEGER, sketch BLOB NOT NULL);
CREATE INDEX sketches_by_story ON sketches (story);
CREATE TABLE sketch_values (value INTEGER, article INTEGER, PRIMARY KEY (value, article)) WITHOUT ROWID;
CREATE TABLE boilerplate (
    outlet TEXT NOT NULL, digest BLOB NOT NULL,
    keeper INTEGER NOT NULL,  -- the article in which the paragraph is searched all the same
    PRIMARY KEY (outlet, digest)
) WITHOUT ROWID;
CREATE INDEX boilerplate_by_keeper ON boilerplate (keeper);
CREATE TABLE stale (article INTEGER PRIMARY KEY);  -- sketched never, or when other boilerplate was known than now
INSERT INTO stale SELECT number FROM articles;
CREATE TABLE next_embeddings (chunk INTEGER PRIMARY KEY, embedding BLOB NOT NULL);  -- while an archive is re-embedded
CREATE TABLE IF NOT EXISTS fetched (
    url TEXT PRIMARY KEY, final TEXT NOT NULL, etag TEXT, last_modified TEXT, digest BLOB NOT NULL,
    fetched_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fetched_by_final ON fetched (final);
CREATE TABLE IF NOT EXISTS named (source TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (source, url)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named_by_url ON named (url);
"""

# The languages that there are, each found by one step through the index.
_FOURTH = """
CREATE INDEX IF NOT EXISTS articles_by_language ON articles (language);
CREATE VIEW IF NOT EXISTS languages AS
    WITH RECURSIVE found (language) AS (
        SELECT min(language) FROM articles
        UNION ALL SELECT (SELECT min(language) FROM articles WHERE language > found.language) FROM found
        WHERE found.language IS NOT NULL
    )
    SELECT language FROM found WHERE language IS NOT NULL;
"""

_FIFTH = """
CREATE TABLE IF NOT EXISTS attributions (
    article INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, direct INTEGER NOT NULL,
    speaker TEXT, family TEXT,  -- its last word, casefolded
    role TEXT, named_start INTEGER, named_end INTEGER
);
CREATE INDEX IF NOT EXISTS attributions_by_article ON attributions (article);
CREATE INDEX IF NOT EXISTS attributions_by_family ON attributions (family);
"""

_SIXTH = """
ALTER TABLE tombstones ADD COLUMN words BLOB;  -- a digest of file, text and day; NULL: removed before version 6
"""

_UPGRADES = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH)

# What a library of an older version lacks, for a connection that cannot add it. Temporary names go before stored ones.
_COLUMNS = {2: ("more", "last_day", "stored_at", "gone_at"), 3: ("owner",)}
_TABLES = {
    2: (
        "versions (article TEXT, number INTEGER, stored_at TEXT, digest BLOB, content BLOB)",
        "raws (article TEXT, text BLOB)",
        "tombstones (article TEXT, file TEXT, digest BLOB, removed_at TEXT)",
    ),
    3: (
        "sketches (article INTEGER, story INTEGER, day INTEGER, sketch BLOB)",
        "sketch_values (value INTEGER, article INTEGER)",
        "boilerplate (outlet TEXT, digest BLOB, keeper INTEGER)",
        "next_embeddings (chunk INTEGER, embedding BLOB)",
    ),
    4: ("languages (language TEXT)",),
    5: (
        'attributions (article INTEGER, start INTEGER, "end" INTEGER, direct INTEGER, speaker TEXT, family TEXT, '
        "role TEXT, named_start INTEGER, named_end INTEGER)",
    ),
}


def prepare(connection: "Connection", folder: Path, *, writable: bool) -> None:
    """Make the library behind a connection one of today's version; raises ArchiveVersionError for a newer one."""
    version = _version(connection)
    if version > VERSION:
        raise ArchiveVersionError(
            f"The archive {folder} was written by a newer Dateline (format {version}; this one reads "
            f"format {VERSION}). Install the newer version, or sync into another folder."
        )
    if 0 < version < VERSION and not writable:
        _look_like_today(connection, version)
    elif version < VERSION:
        _upgrade(connection)


def _upgrade(connection: "Connection") -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # another process may have been faster
        for script in _UPGRADES[version:]:
            _run(connection, script)
        if 0 < version < 4:
            index_other_languages(connection)
        if 0 < version < 5:
            attribute_all(connection)
        if version == 0:
            connection.execute("INSERT INTO meta VALUES ('id', ?)", (str(uuid4()),))
            note_rules(connection)
        connection.execute(f"PRAGMA user_version = {max(version, VERSION)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _look_like_today(connection: "Connection", version: int) -> None:
    missing = range(version + 1, VERSION + 1)
    columns = "".join(f", NULL AS {name}" for step in missing for name in _COLUMNS.get(step, ()))
    connection.execute(f"CREATE TEMP VIEW articles AS SELECT *{columns} FROM main.articles")
    for table in (table for step in missing for table in _TABLES.get(step, ())):
        connection.execute(f"CREATE TEMP TABLE {table}")
    if version < 3:
        connection.execute("CREATE TEMP VIEW stale AS SELECT number AS article FROM main.articles")


def _version(connection: "Connection") -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _run(connection: "Connection", script: str) -> None:
    # One by one: `executescript` would end the transaction first.
    bare = "\n".join(line.partition("--")[0] for line in script.splitlines())
    for statement in bare.split(";"):
        connection.execute(statement)
