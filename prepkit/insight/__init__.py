"""From attempts and the bank to tidy frames, and from frames to figures.

The modules here are pure: rows, states and a bank in, frames out. ``prepkit.insight.charts`` draws
them; it alone imports Altair, which is slow to load, so import it where a chart is drawn.
"""
