"""What a procedure may ask for before an act, each a named predicate."""
