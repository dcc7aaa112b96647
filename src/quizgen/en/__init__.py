"""English: small pure helpers, beside ``quizgen.zh``. Nothing here knows a document, a fact or an item."""
