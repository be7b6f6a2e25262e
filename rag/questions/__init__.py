"""What a question asks for: the kind of answer, its clauses, and the outlets, authors and names in it."""
