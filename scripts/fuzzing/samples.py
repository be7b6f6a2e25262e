"""All readers with what they are fed."""

from fuzzing.container_samples import container_readers
from fuzzing.document_samples import document_readers
from fuzzing.markup_samples import markup_readers
from fuzzing.parts import Outside, Reader
from fuzzing.text_samples import text_readers


def readers(outside: Outside) -> dict[str, Reader]:
    """By name."""
    return {
        **text_readers(outside), **markup_readers(outside), **document_readers(outside), **container_readers(outside),
    }  # fmt: skip
