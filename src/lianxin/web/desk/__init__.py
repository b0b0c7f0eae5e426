"""The desk: what waits for an officer, one case, and what may be done with it."""
