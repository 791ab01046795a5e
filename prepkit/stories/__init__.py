"""What a person can do with their own experiences: write, weigh and choose them."""
