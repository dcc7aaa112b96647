"""Pages to look at in a browser: one self-contained HTML file each, no network, by day and by night.

Pages know the model and the section tree; what they show beside it (documentation of rules, counts) is handed to them.
Style sheets and scripts are files beside them.
"""
