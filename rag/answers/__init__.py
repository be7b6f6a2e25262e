"""The forms of an answer without a language model: which sentences of the archive, in which order. One form a file.

A form takes the query and its rated evidence, most likely first, and gives `Chosen`; `choose.py` says which form.
"""
