"""Frames to figures: each function takes a tidy frame and returns a ``Figure`` with an Altair chart."""
