"""Long texts and attachments: kept by salted digest, so that they can be redacted lawfully."""
