"""An operator invites the people of many schools by one file: read, look over, confirm; a job sends."""
