"""Web addresses as sources: fetched politely, followed, remembered."""
