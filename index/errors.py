"""Every error a person may see, drawn as one tree.

DatelineError
├── SettingsError         a setting is unknown or has a value that cannot be used
├── MissingExtraError     an optional package is not installed
├── SourceError           a source cannot be read as articles
├── ArchiveError          the stored archive cannot be opened or written
│   ├── ArchiveBusyError      another process is writing to it
│   ├── ArchiveVersionError   it was written by a newer Dateline
│   └── NoSuchArticleError    an article id that the archive does not hold
├── EmbeddingError        the embedding model is missing, damaged or another one than the archive's
├── QuestionError         a question that cannot be answered as asked (empty, far too long)
├── ModelError            the language model server did not give a usable answer
├── QuestionSetError      an evaluation question set is not valid
└── RunError              an evaluation's run cannot be used

A message says what was found, where, and what to do next. Surfaces catch the base class and show `str(error)`.
"""


class DatelineError(Exception):
    """Base of every error that Dateline raises on purpose."""


class SettingsError(DatelineError):
    """A setting is unknown or its value cannot be used."""


class MissingExtraError(DatelineError):
    """An optional package is needed and not installed; the message names the pip line."""


class SourceError(DatelineError):
    """A source (file, folder, record) cannot be read as articles."""


class ArchiveError(DatelineError):
    """The stored archive cannot be opened, read or written."""


class ArchiveBusyError(ArchiveError):
    """Another process holds the archive for writing; `who` names it."""

    def __init__(self, message: str, who: str = "Another process") -> None:
        super().__init__(message)
        self.who = who


class ArchiveVersionError(ArchiveError):
    """The archive was written by a newer version of Dateline."""


class NoSuchArticleError(ArchiveError):
    """The archive holds no article with this id."""


class EmbeddingError(DatelineError):
    """The embedding model is missing, damaged, or not the one that the archive was built with."""


class QuestionError(DatelineError):
    """The question cannot be answered as asked."""


class ModelError(DatelineError):
    """The language model server did not give a usable answer."""


class QuestionSetError(DatelineError):
    """An evaluation question set is not valid; the message names the line and the field."""


class RunError(DatelineError):
    """An evaluation's run cannot be used: it is none, is damaged, or is of other questions or another archive."""
