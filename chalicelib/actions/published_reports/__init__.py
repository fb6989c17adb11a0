"""An operator loads the file in which the state publishes schools' reports: read, look over, confirm; a job applies."""
