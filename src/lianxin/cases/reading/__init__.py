"""What is read of cases, each time for somebody: scope, lists, histories, explanations."""
