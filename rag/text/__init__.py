"""Text as it is compared: words, numbers, mentions, the facts of a sentence, and where words stand again."""
