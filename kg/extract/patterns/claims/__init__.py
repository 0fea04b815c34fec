"""Claims from findings: every slot, the scope, the shortest quote."""
