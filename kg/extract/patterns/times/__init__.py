"""The times that words state, as EDTF."""
