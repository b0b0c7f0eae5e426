"""The door, the only writer of cases, and everything that is read about them."""
