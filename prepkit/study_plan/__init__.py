"""From today to the interview: what to practise on which day, and what will be known on the day."""
