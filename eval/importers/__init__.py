"""Public benchmarks as question sets, one file each."""
