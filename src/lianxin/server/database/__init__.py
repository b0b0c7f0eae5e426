"""Django's PostgreSQL, with connections tried without asking the server."""
