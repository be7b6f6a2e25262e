"""The parts of `bench_answers.py`: one file a measurement, and what they share."""
