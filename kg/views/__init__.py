"""Takes records prepared by the pipeline; gives pages as text; touches no file but a cache that is named to it.

A drawer: one module a view. `page` is the interactive graph, `layout` computes its positions.
"""
