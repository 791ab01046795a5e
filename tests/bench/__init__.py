"""What PrepKit costs, measured beside what it could cost at best: ``make bench``."""
