"""Whether a sentence decides a yes/no question, as plainly as the question puts it. English."""
