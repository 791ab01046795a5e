"""A job advertisement read on this computer: what it asks for, and what that means for preparing."""
