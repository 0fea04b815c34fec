"""Takes the command line of `python -m kg`; gives what `kg` gives; touches what its commands touch."""

from kg.cli import main

main()
