"""What clauses say besides: reasons, views, deeds, as statements."""
