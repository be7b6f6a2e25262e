"""Times in words: those of a question as periods and filters, those of a sentence as days. English."""
