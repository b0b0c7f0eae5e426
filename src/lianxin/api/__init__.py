"""The REST interface under `/api/v1/`: parses, asks the door or a query, answers."""
