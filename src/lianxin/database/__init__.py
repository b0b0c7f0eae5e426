"""PostgreSQL as everything above uses it: pipelines, its loss, several processes."""
