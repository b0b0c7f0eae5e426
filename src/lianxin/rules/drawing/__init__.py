"""A procedure as a picture."""
