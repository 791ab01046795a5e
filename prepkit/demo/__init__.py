"""The made-up learner: three months of practice, mocks, stories and an interview, of nobody real."""
