"""The coach's screen: presenting, rounds scored by two, clients and assignments."""
