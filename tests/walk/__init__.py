"""The walk: every step of every story that ships, done again by hand through the pages."""
