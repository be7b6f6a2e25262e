"""Model servers and embeddings: the one home of the openai client, and every prompt."""
