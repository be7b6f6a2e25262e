"""Which of several numbers it is: of the sort that is asked for, whole, and the one that holds."""
