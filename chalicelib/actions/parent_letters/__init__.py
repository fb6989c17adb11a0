"""A school's letters to the parents of its students: written from the answers of the day, and recorded when given."""
