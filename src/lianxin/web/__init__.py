"""The pages: the resident's and the desk's. They ask `cases.queries` and change by the door alone."""
