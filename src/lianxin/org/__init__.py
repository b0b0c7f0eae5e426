"""How a county is arranged: places, bodies, posts, duties, rosters, calendar and procedures."""
