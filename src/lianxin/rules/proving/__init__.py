"""A procedure proved before it is put in force: no order of its acts leads into a trap."""
