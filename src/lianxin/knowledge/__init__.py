"""What residents and staff may look up: articles and notices of the county."""
