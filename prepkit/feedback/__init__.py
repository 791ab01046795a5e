"""Analyse what an answer says and what it leaves out: on this machine, but for ``reader``."""
