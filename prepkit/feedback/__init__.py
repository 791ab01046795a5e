"""What an answer says and what it leaves out, worked out on this machine."""
