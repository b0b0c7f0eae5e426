"""What an officer does to a case: the menu, the forms, many at once, a new case."""
