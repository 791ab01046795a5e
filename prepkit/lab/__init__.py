"""Generate the drills of the metrics lab: small tables with a pattern that a candidate must find."""
