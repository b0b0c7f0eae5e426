"""Figures: what was done and in what time, counted from the ledger and open down to its entries."""
