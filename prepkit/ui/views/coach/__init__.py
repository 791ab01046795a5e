"""Draw the coach's screens: presenting, rounds scored by two, clients and assignments."""
