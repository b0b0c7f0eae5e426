"""How each fact changes the state, by noun."""
