"""Lists of cases at the desk, and what counts and keeps them."""
