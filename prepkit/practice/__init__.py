"""The practice loop: what comes next, what a rating does, how to take it back."""
