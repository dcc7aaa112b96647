"""Chinese: word lists and small pure helpers. Nothing here knows a document, a fact or an item."""
