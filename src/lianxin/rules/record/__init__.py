"""How an entry is written down and hashed."""
