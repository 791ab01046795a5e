"""The components written in JavaScript; each has one Python function beside its script and its styles."""
