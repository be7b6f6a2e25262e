"""Files and pages that a person leaves out of the sources, such as known bad ones that would fail at every sync."""

from collections.abc import Iterable
from fnmatch import fnmatchcase


class Unwanted:
    """Holds the paths and web addresses that fit one of the patterns, whole or from one of their parts on.

    "drafts/" is all that is in such a folder, as "drafts/*" is. `found` are those that were asked about and fitted.
    """

    def __init__(self, patterns: Iterable[str] = ()) -> None:
        whole = [f"{one}*" if one.endswith("/") else one for one in patterns if one]
        self._patterns = [form for one in whole for form in (one, f"*/{one}")]
        self.found = set[str]()

    def __contains__(self, place: str) -> bool:
        if not any(fnmatchcase(place, pattern) for pattern in self._patterns):
            return False
        self.found.add(place)
        return True

    def lines(self) -> list[str]:
        """The sentence that says how many were left out, if any pattern was named: none may mean a misspelt one."""
        count = len(self.found)
        if not count:
            return ["Nothing was left out by name: no file and no page is called so."] if self._patterns else []
        return [
            "1 file or page was left out by name." if count == 1 else f"{count:,} files or pages were left out by name."
        ]
