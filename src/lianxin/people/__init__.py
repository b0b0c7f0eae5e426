"""People: petitioners (sealed), officers, appointments, accounts and tokens; and what is loaded."""
