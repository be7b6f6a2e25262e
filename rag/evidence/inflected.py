"""A question's words in the forms of its own language: "verletzt" asks for "Verletzten". None for English."""

from index.lexical.text import stem
from rag.questions.languages import common_in
from rag.text.words import Word, content_words, words


class Inflected:
    """The words of a question in another language that say something, ready to be looked for in many texts."""

    def __init__(self, question: str, language: str | None) -> None:
        self._language = language
        self._asked = {self._form(word): word.stem for word in content_words(question)} if language else {}

    def told(self, text: str) -> set[str]:
        """The stems of the question, as English has them, of which the text has another form."""
        forms = {self._form(word) for word in words(text)} if self._asked else set[str]()
        return {asked for form, asked in self._asked.items() if form in forms}

    def _form(self, word: Word) -> str:
        return stem(word.written, self._language)


def telling(weights: dict[str, float], question: str, language: str | None) -> dict[str, float]:
    """The weights without those of words that are common in the question's language; all when nothing else is left."""
    common = common_in(language) if language else frozenset[str]()
    light = {word.stem for word in words(question) if word.written.casefold() in common}
    return {asked: weight for asked, weight in weights.items() if asked not in light} or weights
