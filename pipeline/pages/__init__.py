"""What a saved or fetched web page says: its letters, what it tells about its article, and the article itself."""
