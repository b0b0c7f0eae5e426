"""The ledger: streams of chained entries, their nightly seals, and the outbox beside them."""
