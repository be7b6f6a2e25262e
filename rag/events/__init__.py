"""Events that a question names as times, "since the summit": their words, their reports, their day."""
