"""Metrics lab: small made-up tables with something in them that a candidate must find."""
