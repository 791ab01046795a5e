"""Mock interviews and scored rounds: what is asked and for how long, where one stands, what came of it."""
