"""What the two Anki routes (``apkg`` and ``txt``) share: note types, fields, sub-deck names, and what to send.

The words of Anki (note, card, note type, field, GUID) live here and in ``exporters/apkg.py`` and ``txt.py`` alone.
"""
