"""`bench`: what the product does in a second on this machine, beside what its database could."""
