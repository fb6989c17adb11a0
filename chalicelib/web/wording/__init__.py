"""The words of pages: labels of enums and readings, and how dates and reasons are put."""
