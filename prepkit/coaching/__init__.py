"""What a coach does with a candidate: assignments, rounds that two score, questions on a shared screen."""
