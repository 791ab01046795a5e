"""Write a person's stories, weigh their parts, and choose among them."""
