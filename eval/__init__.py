"""How good is it, and did it change: question sets, metrics, runs, reports."""
