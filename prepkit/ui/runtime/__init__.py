"""What runs the app: the shell, who is looking, their database, routes, and the ways out of an error."""
