"""Whether the sentences that support a written summary are found, and what the article does not bear out is noticed."""
