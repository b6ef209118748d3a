"""The public pages of the rules ("Aturan"): whatever is registered, for everybody, without an account."""
