"""A procedure as text: read, checked, merged with the one it extends, compiled."""
