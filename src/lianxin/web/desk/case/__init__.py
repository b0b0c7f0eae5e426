"""One case at the desk: its page and the parts of it."""
