"""Papers of a case: their wording and look, their serials, and the sheet that went out."""
