"""What speaks for and against a sentence as the answer, and whose words it is."""
