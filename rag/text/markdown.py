"""Plain text -> the same in Markdown: what Markdown or HTML would act on is escaped, plain prose stays as it is."""

import re

# One pass over the original text, so that no rule sees a backslash that another one wrote.
_ACTING = re.compile(
    r"""
      [`\[\]]                                        # code, links; "[1]" would pass for a citation marker
    | \\(?=[!-/:-@\[-`{-~]|$)                        # an escape, or a hard line break
    | [*~](?=\S) | (?<=\S)[*~]                       # emphasis and strike-through touch a word, "2 * 3" does not
    | (?<![^\W_])_ | _(?![^\W_])                     # but "snake_case" is plain
    | <(?=[A-Za-z/!?])                               # a tag or an automatic link
    | &(?=\#?\w+;)                                   # an entity
    | ^\#(?=\#{0,5}(?:[ \t]|$))                      # a heading
    | ^>                                             # a quotation
    | ^[-+*](?=[ \t]|$)                              # a list
    | ^[-=|:](?=[-=|:\ \t]*$)                        # a rule, an underlined heading, a table
    | ^\d{1,9}[.)](?=[ \t]|$)                        # a numbered list
    """,
    re.VERBOSE | re.MULTILINE,
)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def escape_markdown(text: str) -> str:
    """Text that a Markdown renderer shows as it is written: no markup, link, HTML, list or heading.

    Prose such as "U.S. 2,000 (a-b)" is not changed. Indentation is dropped: Markdown would make code of it.
    """
    return _ACTING.sub(lambda match: f"{match.group()[:-1]}\\{match.group()[-1]}", _INDENT.sub("", text))
