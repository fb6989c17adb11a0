"""Where it stands which child a file that arrived is of; beside the chart of keys.py.

The documents themselves are one record of each child: DOCUMENTS#child.

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| documents         | DOCUMENTS#child        | DOCUMENTS        | pages of documents, signing: with what they read|
| way to a document | DOCUMENT#id            | DOCUMENT         | the check of a file that arrived                |
"""

from chalicelib.storage.keys import Key


def document_way(document_id: str) -> Key:
    """Return where it stands which child a document is of."""
    return Key(f"DOCUMENT#{document_id}", "DOCUMENT")
