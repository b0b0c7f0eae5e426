"""What may happen to a case, as pure functions over plain values: no database, no clock, no Django."""
