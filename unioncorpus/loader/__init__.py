"""bytes → clean reports: formats and encoding, script and vocabulary, boilerplate, split."""
