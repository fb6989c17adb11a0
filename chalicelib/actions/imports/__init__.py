"""A school imports a file of its students: read, look over, confirm; a job applies it. And the list as files again."""
