"""The schools' files of students: rosters in, problems by line, rosters and records out; and what the words and dates
of an immunization card mean. Pure."""
