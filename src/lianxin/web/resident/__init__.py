"""The resident's pages: say something, follow it, find help near."""
