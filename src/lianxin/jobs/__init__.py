"""The loops under `lianxin serve`: each does what is due, goes on after a fault, stops when asked."""
